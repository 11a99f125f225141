"""Draws a document as OpenDocument text, with the headings, tables and tick boxes of the Word file."""

import re
from collections.abc import Iterator
from datetime import UTC
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape, quoteattr

from odfdo import Document as OpenDocument

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
    Paragraph,
    Piece,
    Strong,
    Table,
    Words,
    pieces,
    strengthened,
)

STYLES = Path(__file__).with_name("opendocument_styles.xml").read_text(encoding="utf-8")
UPRIGHT, WIDE = 'style:page-layout-name="A4"', 'style:page-layout-name="A4-wide"'
FOOTER = "<style:footer>"
LANGUAGE = "en-GB"
OASIS = "urn:oasis:names:tc:opendocument:xmlns"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "office": f"{OASIS}:office:1.0",
        "style": f"{OASIS}:style:1.0",
        "text": f"{OASIS}:text:1.0",
        "table": f"{OASIS}:table:1.0",
        "fo": f"{OASIS}:xsl-fo-compatible:1.0",
        "xlink": "http://www.w3.org/1999/xlink",
        "loext": "urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0",
    }.items()
)
LINE = 'fo:border-bottom="0.5pt solid #b5afa3" fo:padding="1.5mm" fo:padding-bottom="1mm"'
SHADES = {"cell": "", "heading-cell": "#e3efec", "bar-cell": "#9ccbc4"}
FIXED_STYLES = (
    '<style:style style:name="starts-page" style:family="paragraph"'
    ' style:parent-style-name="Heading_20_1">'
    '<style:paragraph-properties fo:break-before="page"/></style:style>'
    '<style:style style:name="row" style:family="table-row">'
    '<style:table-row-properties fo:keep-together="always"/></style:style>'
)
TICKED, EMPTY = "☒", "☐"
SPACES = re.compile(r"(?<= ) +|^ +|\t")


def opendocument_file(document: Document) -> bytes:
    """The document as LibreOffice, Word and others open it."""
    file = OpenDocument("text")
    file.set_part("styles.xml", styles_of(document).encode())
    file.set_part("content.xml", content_of(document).encode())
    file.meta.title, file.meta.language = document.title, LANGUAGE
    file.meta.creation_date = file.meta.date = document.saved_at.astimezone(UTC)
    content = BytesIO()
    file.save(content)
    return content.getvalue()


def styles_of(document: Document) -> str:
    """The styles, with the pages and the footer of this document."""
    styles = STYLES.replace(UPRIGHT, WIDE) if document.wide else STYLES
    if not document.footer:
        return styles
    return styles.replace(FOOTER, FOOTER + paragraph(words(document.footer), "Footer_20_Line"))


def content_of(document: Document) -> str:
    blocks = "".join(xml for block in document.blocks for xml in drawn(block))
    return (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<office:document-content {NAMESPACES} office:version="1.3">'
        f"<office:automatic-styles>{table_styles(document)}</office:automatic-styles>"
        f"<office:body><office:text>{paragraph(words(document.title), 'Title')}{blocks}"
        "</office:text></office:body></office:document-content>"
    )


def table_styles(document: Document) -> str:
    """Styles of tables stand in the content itself, one for each width that is used."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    widths = {column.width for table in tables for column in table.columns}
    totals = {width_of(table) for table in tables}
    return "".join(
        (
            FIXED_STYLES,
            *(cell_style(name, shade) for name, shade in SHADES.items()),
            *(
                f'<style:style style:name="wide-{width}" style:family="table-column">'
                f'<style:table-column-properties style:column-width="{width}mm"/></style:style>'
                for width in sorted(widths)
            ),
            *(
                f'<style:style style:name="table-{total}" style:family="table">'
                f'<style:table-properties style:width="{total}mm" table:align="left"/>'
                "</style:style>"
                for total in sorted(totals)
            ),
        )
    )


def cell_style(name: str, shade: str) -> str:
    fill = f' fo:background-color="{shade}"' if shade else ""
    return (
        f'<style:style style:name="{name}" style:family="table-cell">'
        f"<style:table-cell-properties {LINE}{fill}/></style:style>"
    )


def width_of(table: Table) -> int:
    return sum(column.width * len(column.headings) for column in table.columns)


def drawn(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            style = "starts-page" if block.starts_page else f"Heading_20_{block.level}"
            yield (
                f'<text:h text:style-name="{style}" text:outline-level="{block.level}">'
                f"{words(block.text)}</text:h>"
            )
        case Paragraph():
            yield labelled(block)
        case Bullets():
            yield list_of(block)
        case Table():
            yield table_of(block)
            yield paragraph("", "Table_20_End")


def list_of(block: Bullets) -> str:
    look = "Numbers" if block.numbered else "Bullets"
    items = "".join(
        f"<text:list-item>{paragraph(line(item), 'List_20_Bullet')}</text:list-item>"
        for item in block.items
    )
    return f'<text:list text:style-name="{look}">{items}</text:list>'


def labelled(block: Paragraph) -> str:
    """A text after its label; a label alone leads to what follows and stays with it."""
    if not block.text:
        return paragraph(words(block.label), "Label")
    label = strong(f"{block.label}: ") if block.label else ""
    return paragraph(label + line(block.text), "Lead" if block.lead else "Standard")


def table_of(table: Table) -> str:
    columns = "".join(
        f'<table:table-column table:style-name="wide-{column.width}"'
        f' table:number-columns-repeated="{len(column.headings)}"/>'
        for column in table.columns
    )
    rows = "".join(row_of(table.columns, row) for row in table.rows)
    return (
        f"<table:table table:name={quoteattr(table.caption)}"
        f' table:style-name="table-{width_of(table)}">{columns}'
        f"<table:table-header-rows>{heading_row(table)}</table:table-header-rows>{rows}"
        "</table:table>"
    )


def heading_row(table: Table) -> str:
    cells = (
        cell(
            paragraph(words(heading), "Tick_20_Heading" if column.options else "Table_20_Heading"),
            "heading-cell",
        )
        for column in table.columns
        for heading in column.headings
    )
    return row("".join(cells))


def row_of(columns: tuple[Column, ...], cells: tuple[Cell, ...]) -> str:
    return row(
        "".join(
            choice_cells(column, told) if isinstance(told, Choice) else text_cell(told)
            for column, told in zip(columns, cells, strict=True)
        )
    )


def row(cells: str) -> str:
    return f'<table:table-row table:style-name="row">{cells}</table:table-row>'


def choice_cells(column: Column, choice: Choice) -> str:
    """A cell for each option, shaded or with a tick box or both."""
    return "".join(
        cell(
            paragraph(tick_box(mark.ticked) if column.boxes else "", "Tick"),
            "bar-cell" if mark.shaded else "cell",
        )
        for mark in column.marks(choice)
    )


def tick_box(ticked: bool) -> str:
    """A tick box that works in LibreOffice 7.4 and later. Elsewhere its mark is plain text."""
    state = ' loext:checked="true"' if ticked else ""
    return (
        f'<loext:content-control loext:checkbox="true"{state} loext:checked-state="{TICKED}"'
        f' loext:unchecked-state="{EMPTY}"><text:span>{TICKED if ticked else EMPTY}</text:span>'
        "</loext:content-control>"
    )


def text_cell(told: Lines) -> str:
    return cell(
        "".join(
            paragraph(
                line(strengthened(text) if told.strong and place == 0 else text), "Table_20_Text"
            )
            for place, text in enumerate(told.texts or ("",))
        ),
        "cell",
    )


def cell(content: str, style: str) -> str:
    return (
        f'<table:table-cell table:style-name="{style}" office:value-type="string">{content}'
        "</table:table-cell>"
    )


def paragraph(content: str, style: str) -> str:
    return f'<text:p text:style-name="{style}">{content}</text:p>'


def line(told: Words) -> str:
    return "".join(map(piece_of, pieces(told)))


def piece_of(piece: Piece) -> str:
    match piece:
        case Link():
            return (
                f'<text:a xlink:type="simple" xlink:href={quoteattr(piece.target)}'
                f' text:style-name="Internet_20_link">{words(piece.text)}</text:a>'
            )
        case Strong():
            return strong(piece.text)
        case _:
            return words(piece)


def strong(text: str) -> str:
    return f'<text:span text:style-name="Strong">{words(text)}</text:span>'


def words(text: str) -> str:
    """Text with its line breaks, tabs and runs of spaces as OpenDocument writes them.

    >>> words("a  b & c\\nd")
    'a <text:s text:c="1"/>b &amp; c<text:line-break/>d'
    """
    marked = SPACES.sub(space_mark, escape(text))
    return marked.replace("\n", "<text:line-break/>")


def space_mark(found: re.Match[str]) -> str:
    return "<text:tab/>" if found[0] == "\t" else f'<text:s text:c="{len(found[0])}"/>'
