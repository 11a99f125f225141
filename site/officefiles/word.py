"""Draws a document as a Word file, with headings, repeated table headings and working tick boxes."""

from collections.abc import Iterator
from io import BytesIO
from itertools import count
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document as WordFile
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import nsdecls
from docx.oxml.parser import parse_xml

from officefiles.document import (
    Block,
    Bullets,
    Cell,
    Choice,
    Column,
    Document,
    Heading,
    Lines,
    Link,
    Mark,
    Paragraph,
    Piece,
    Strong,
    Table,
    Words,
    pieces,
    strengthened,
)
from officefiles.word_styles import BAR, SHADE, dress, new_numbers

TWIPS = 56.7
"""In a millimetre."""
NAMESPACES = nsdecls("w", "w14", "r")
TICKED, EMPTY = "☒", "☐"
LONGEST_NAME = 60
NAME_OF_STYLE = {1: "Heading1", 2: "Heading2", 3: "Heading3"}


def word_file(document: Document) -> bytes:
    """The document as Word, LibreOffice and others open it."""
    file = docx.Document()
    dress(file, document)
    drawing = Drawing(file)
    body = file.element.body
    end = body.sectPr
    for block in document.blocks:
        for xml in drawing.drawn(block):
            end.addprevious(parse_xml(xml))
    return saved(file)


def saved(file: WordFile) -> bytes:
    content = BytesIO()
    file.save(content)
    return content.getvalue()


class Drawing:
    """Draws blocks, and knows what the file has to know of them.

    A tick box needs a number of its own, a numbered list a count, and a link an entry of the file.
    """

    def __init__(self, file: WordFile) -> None:
        self.file = file
        self.numbers = count(1)

    def drawn(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                page = "<w:pageBreakBefore/>" if block.starts_page else ""
                yield paragraph(run(block.text), NAME_OF_STYLE[block.level], page)
            case Paragraph():
                yield self.labelled(block)
            case Bullets():
                style = "ListNumber" if block.numbered else "ListBullet"
                counted = numbering(new_numbers(self.file)) if block.numbered else ""
                yield from (paragraph(self.runs(item), style, counted) for item in block.items)
            case Table():
                yield self.table(block)
                yield paragraph("", "TableEnd")

    def labelled(self, block: Paragraph) -> str:
        """A text after its label; a label alone leads to what follows and stays with it."""
        if not block.text:
            return paragraph(run(block.label), "Label")
        label = run(f"{block.label}: ", BOLD) if block.label else ""
        return paragraph(label + self.runs(block.text), "Lead" if block.lead else "Normal")

    def runs(self, words: Words) -> str:
        return "".join(map(self.piece, pieces(words)))

    def piece(self, piece: Piece) -> str:
        match piece:
            case Link():
                known = self.file.part.relate_to(
                    piece.target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True
                )
                return f'<w:hyperlink r:id="{known}">{run(piece.text, LINK)}</w:hyperlink>'
            case Strong():
                return run(piece.text, BOLD)
            case _:
                return run(piece)

    def table(self, table: Table) -> str:
        widths = [column.width for column in table.columns for _ in column.headings]
        grid = "".join(f'<w:gridCol w:w="{twips(width)}"/>' for width in widths)
        rows = "".join(self.row(table.columns, row) for row in table.rows)
        return (
            f"<w:tbl {NAMESPACES}><w:tblPr>"
            f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
            '<w:tblBorders><w:top w:val="single" w:sz="4" w:color="B5AFA3"/>'
            '<w:bottom w:val="single" w:sz="4" w:color="B5AFA3"/>'
            '<w:insideH w:val="single" w:sz="4" w:color="B5AFA3"/></w:tblBorders>'
            '<w:tblLayout w:type="fixed"/>'
            '<w:tblCellMar><w:top w:w="60" w:type="dxa"/><w:left w:w="85" w:type="dxa"/>'
            '<w:bottom w:w="60" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
            '<w:tblLook w:val="04A0" w:firstRow="1" w:lastRow="0" w:firstColumn="1"'
            ' w:lastColumn="0" w:noHBand="0" w:noVBand="1"/>'
            f"<w:tblCaption w:val={quoteattr(table.caption)}/>"
            f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{heading_row(table)}{rows}</w:tbl>"
        )

    def row(self, columns: tuple[Column, ...], row: tuple[Cell, ...]) -> str:
        cells = (
            self.choice(column, cell) if isinstance(cell, Choice) else self.text_cell(column, cell)
            for column, cell in zip(columns, row, strict=True)
        )
        return f"<w:tr><w:trPr><w:cantSplit/></w:trPr>{''.join(cells)}</w:tr>"

    def text_cell(self, column: Column, told: Lines) -> str:
        content = "".join(
            paragraph(
                self.runs(strengthened(text) if told.strong and place == 0 else text), "TableText"
            )
            for place, text in enumerate(told.texts or ("",))
        )
        return cell(column.width, content)

    def choice(self, column: Column, choice: Choice) -> str:
        """A cell for each option, shaded or with a tick box or both."""
        return "".join(
            cell(
                column.width,
                paragraph(self.box(choice, mark) if column.boxes else "", "TableText", CENTRED),
                BAR if mark.shaded else "",
            )
            for mark in column.marks(choice)
        )

    def box(self, choice: Choice, mark: Mark) -> str:
        """A tick box that works in Word 2010 and later, named after what it says."""
        name = quoteattr(f"{mark.option}: {choice.about}"[:LONGEST_NAME])
        return (
            f'<w:sdt><w:sdtPr><w:alias w:val={name}/><w:id w:val="{next(self.numbers)}"/>'
            f'<w14:checkbox><w14:checked w14:val="{int(mark.ticked)}"/>'
            '<w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
            '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr>'
            '<w:sdtContent><w:r><w:rPr><w:rFonts w:ascii="MS Gothic" w:hAnsi="MS Gothic"'
            ' w:eastAsia="MS Gothic" w:hint="eastAsia"/><w:sz w:val="24"/></w:rPr>'
            f"<w:t>{TICKED if mark.ticked else EMPTY}</w:t></w:r></w:sdtContent></w:sdt>"
        )


CENTRED = '<w:jc w:val="center"/>'
BOLD = "<w:b/>"
LINK = '<w:rStyle w:val="Hyperlink"/>'


def twips(millimetres: int) -> int:
    return round(millimetres * TWIPS)


def numbering(numbers: int) -> str:
    """Makes a paragraph an item of that count."""
    return f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{numbers}"/></w:numPr>'


def run(text: str, look: str = "") -> str:
    """Words that may break over lines where the person who wrote them did."""
    properties = f"<w:rPr>{look}</w:rPr>" if look else ""
    broken = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in text.split("\n")
    )
    return f"<w:r>{properties}{broken}</w:r>"


def paragraph(runs: str, style: str, more: str = "") -> str:
    properties = f'<w:pPr><w:pStyle w:val="{style}"/>{more}</w:pPr>'
    return f"<w:p {NAMESPACES}>{properties}{runs}</w:p>"


def heading_row(table: Table) -> str:
    """The row that Word repeats on every page."""
    cells = (
        cell(
            column.width,
            paragraph(run(heading), "TableHeading", CENTRED if column.options else ""),
            SHADE,
        )
        for column in table.columns
        for heading in column.headings
    )
    return f"<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>{''.join(cells)}</w:tr>"


def cell(width: int, content: str, shade: str = "") -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>' if shade else ""
    size = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    return f"<w:tc><w:tcPr>{size}{fill}</w:tcPr>{content}</w:tc>"
