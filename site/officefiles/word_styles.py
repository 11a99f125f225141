"""The look of a Word file: A4, one sans-serif face, and what the file says about itself."""

from datetime import UTC

from docx.document import Document as WordFile
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from officefiles.document import Document

FACE = "Arial"
LANGUAGE = "en-GB"
TEAL = RGBColor(0x0B, 0x4F, 0x54)
BLUE = RGBColor(0x00, 0x5E, 0xB8)
SHADE = "E3EFEC"
"""Behind the headings of a table."""
BAR = "9CCBC4"
"""A part of a bar. Black on it has a contrast of 11 to 1."""
MARGIN = 18
LONGEST_PROPERTY = 255
SIZES = {"Heading 1": 16, "Heading 2": 13, "Heading 3": 11.5}
NEW_STYLES = {
    "Lead": (13, 4, 8),
    "Label": (11, 4, 2),
    "Table Text": (9.5, 0, 0),
    "Table Heading": (9, 0, 0),
    "Table End": (4, 0, 6),
}
LEAD_ON = ("Label", "Table Heading")
"""Bold, and on the same page as what follows."""
WORD_2013 = "15"
"""Below it Word works in a compatibility mode, with fewer kinds of content."""


def dress(file: WordFile, document: Document) -> None:
    """Everything but the blocks: styles, page, title, footer and properties."""
    set_language(file)
    set_styles(file)
    set_page(file, document)
    describe(file, document)
    file.add_paragraph(document.title, style="Title")


def set_language(file: WordFile) -> None:
    """English (United Kingdom) for every word, and the mode of a Word that is not old."""
    defaults = file.styles.element.find(".//" + qn("w:rPrDefault"))
    language = defaults.find(".//" + qn("w:lang"))
    language.set(qn("w:val"), LANGUAGE)
    theme = file.settings.element.find(qn("w:themeFontLang"))
    theme.set(qn("w:val"), LANGUAGE)
    for setting in file.settings.element.iter(qn("w:compatSetting")):
        if setting.get(qn("w:name")) == "compatibilityMode":
            setting.set(qn("w:val"), WORD_2013)


def set_styles(file: WordFile) -> None:
    shape(file.styles["Normal"], 11, before=0, after=6)
    for name, size in SIZES.items():
        shape(file.styles[name], size, before=size, after=4, colour=TEAL)
    shape(file.styles["Title"], 26, before=0, after=8, colour=TEAL)
    for name in ("List Bullet", "List Number"):
        items = file.styles[name]
        shape(items, 11, before=0, after=3)
        for close in items.element.findall(".//" + qn("w:contextualSpacing")):
            close.getparent().remove(close)
    for name, (size, before, after) in NEW_STYLES.items():
        style = file.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = file.styles["Normal"]
        shape(style, size, before=before, after=after)
        style.font.bold = name in LEAD_ON
        style.paragraph_format.keep_with_next = name in LEAD_ON
    link = file.styles.add_style("Hyperlink", WD_STYLE_TYPE.CHARACTER, builtin=True)
    link.font.color.rgb, link.font.underline = BLUE, True


def new_numbers(file: WordFile) -> int:
    """A new count from 1, which looks like every other numbered list."""
    of_style = file.styles["List Number"].element.find(".//" + qn("w:numId"))
    numbering = file.part.numbering_part.element
    look = numbering.num_having_numId(int(of_style.get(qn("w:val")))).abstractNumId.val
    numbers = numbering.add_num(look)
    numbers.add_lvlOverride(ilvl=0).add_startOverride(1)
    return int(numbers.numId)


def shape(
    style: ParagraphStyle,
    size: float,
    *,
    before: float,
    after: float,
    colour: RGBColor | None = None,
) -> None:
    """Size, space and colour. A style of a theme forgets the faces of the theme."""
    properties = style.element.get_or_add_rPr()
    for faces in properties.findall(qn("w:rFonts")):
        properties.remove(faces)
    style.font.name = FACE
    for script in ("w:cs", "w:eastAsia"):
        properties.find(qn("w:rFonts")).set(qn(script), FACE)
    style.font.size = Pt(size)
    style.paragraph_format.space_before = Pt(before)
    style.paragraph_format.space_after = Pt(after)
    style.paragraph_format.line_spacing = 1.15
    if colour is not None:
        style.font.color.rgb = colour


def set_page(file: WordFile, document: Document) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if document.wide:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(MARGIN)
    section.top_margin = section.bottom_margin = Mm(20)
    footer = section.footer.paragraphs[0]
    if document.footer:
        footer.insert_paragraph_before().add_run(document.footer).font.size = Pt(9)
    footer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    footer.add_run(f"{document.title}: page ")
    add_field(footer, "PAGE")
    footer.add_run(" of ")
    add_field(footer, "NUMPAGES")
    for run in footer.runs:
        run.font.size = Pt(9)


def add_field(paragraph: Paragraph, name: str) -> None:
    """A number that the word processor works out."""
    paragraph._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="{name}"><w:r><w:rPr><w:sz w:val="18"/></w:rPr>'
            "<w:t>1</w:t></w:r></w:fldSimple>"
        )
    )


def describe(file: WordFile, document: Document) -> None:
    """Title and language, and no author: nobody is named."""
    about = file.core_properties
    about.title, about.language = document.title[:LONGEST_PROPERTY], LANGUAGE
    about.author = about.last_modified_by = about.comments = ""
    about.created = about.modified = document.saved_at.astimezone(UTC)
