"""Makes Word files: real-shaped ones by two programs, and ones that mean harm."""

import shutil
import subprocess
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from PIL import Image

TEXTS = Path(__file__).parent / "texts"
SOFFICE = shutil.which("soffice")
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
PART = "word/document.xml"


def png(width: int = 60, height: int = 40, colour: str = "teal") -> bytes:
    stored = BytesIO()
    Image.new("RGB", (width, height), colour).save(stored, "PNG")
    return stored.getvalue()


def broken_png() -> bytes:
    """A picture that says what it is, and then does not hold it."""
    content = png(90, 90)
    start = content.index(b"IDAT") + 4
    return content[:start] + b"\0" * 20 + content[start + 20 :]


def saved(document: Document) -> bytes:
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def link(document: Document, address: str, words: str) -> None:
    """A paragraph that is a link."""
    paragraph = document.add_paragraph("See ")
    known = document.part.relate_to(address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    hyperlink, run, text = (OxmlElement(name) for name in ("w:hyperlink", "w:r", "w:t"))
    hyperlink.set(qn("r:id"), known)
    text.text = words
    run.append(text)
    hyperlink.append(run)
    paragraph._p.append(hyperlink)


def picture(document: Document, content: bytes, alt: str = "") -> None:
    shape = document.add_picture(BytesIO(content))
    shape._inline.docPr.set("descr", alt)


def raw(document: Document, xml: str) -> None:
    """A paragraph of Word's own XML."""
    document.element.body.sectPr.addprevious(parse_xml(f"<w:p {NAMESPACE}>{xml}</w:p>"))


def guide() -> bytes:
    """A guidance page as people write it in Word: everything that we keep."""
    document = docx.Document()
    document.add_heading("Listening before planning", level=0)
    document.add_paragraph("Start with what people have told you.").add_run(" Always.").bold = True
    document.add_heading("Before you start", level=1)
    for style, words in (
        ("List Bullet", "Gather what you have"),
        ("List Bullet 2", "letters"),
        ("List Bullet 2", "surveys"),
        ("List Bullet", "Ask who is missing"),
        ("List Number", "First this"),
        ("List Number", "Then that"),
    ):
        document.add_paragraph(words, style=style)
    link(document, "https://example.org/a?b=1&c=2", "the report")
    link(document, "mailto:team@example.org", "the team")
    document.add_heading("What it costs", level=2)
    document.add_paragraph("Costs for each meeting", style="Caption")
    rows = (("What", "Cost"), ("Room", "£40"), ("Travel", "£12"))
    table = document.add_table(len(rows), 2, style="Table Grid")
    for row, cells in zip(table.rows, rows, strict=True):
        for cell, words in zip(row.cells, cells, strict=True):
            cell.text = words
    picture(document, png(), "Six people at a round table")
    document.add_paragraph("The first meeting", style="Caption")
    return saved(document)


def board_paper() -> bytes:
    """A paper with what cannot be kept as it is."""
    document = docx.Document()
    document.add_heading("Paper for the board", level=1)
    document.add_paragraph("Background.")
    document.add_heading("Details", level=3)
    raw(
        document,
        '<w:r><w:t>Kept </w:t></w:r><w:del w:id="1"><w:r><w:delText>not</w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t>and new</w:t></w:r></w:ins>',
    )
    raw(document, "<w:r><w:rPr><w:vanish/></w:rPr><w:t>Secret remark</w:t></w:r>")
    raw(document, '<w:hyperlink w:anchor="there"><w:r><w:t>further down</w:t></w:r></w:hyperlink>')
    link(document, "file:///C:/Users/jo/report.docx", "my own file")
    link(document, "javascript:alert(1)", "a trick")
    document.add_paragraph("5 m").add_run("2").font.superscript = True
    table = document.add_table(3, 3)
    table.cell(0, 0).text, table.cell(0, 1).text, table.cell(0, 2).text = "Area", "Before", "After"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "North"
    table.cell(1, 1).merge(table.cell(1, 2)).text = "Not known"
    picture(document, png(colour="navy"), "image1.png")
    document.sections[0].header.paragraphs[0].text = "Confidential"
    return saved(document)


def by_libreoffice(folder: Path) -> dict[str, bytes]:
    """Texts of `texts/` as LibreOffice saves them for Word."""
    arguments = [
        SOFFICE or "soffice",
        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "docx:MS Word 2007 XML",
        "--outdir",
        str(folder),
        *map(str, sorted(TEXTS.glob("*.fodt"))),
    ]
    subprocess.run(arguments, check=True, capture_output=True, timeout=120)  # noqa: S603
    return {path.stem: path.read_bytes() for path in folder.glob("*.docx")}


def changed(content: bytes, replace: dict[str, bytes | None], add: dict[str, bytes]) -> bytes:
    """A Word file with parts put in the place of others, taken out, or added."""
    stored = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stored, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = replace.get(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
        for name, part in add.items():
            new.writestr(name, part)
    return stored.getvalue()


def document_of(body: str, before: str = "") -> bytes:
    return f"{before}<w:document {NAMESPACE}><w:body>{body}</w:body></w:document>".encode()


def laughing() -> bytes:
    entities = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 9))
    doctype = f'<!DOCTYPE w:document [<!ENTITY a0 "ha">{entities}]>'
    return document_of("<w:p><w:r><w:t>&a8;</w:t></w:r></w:p>", doctype)


def reaching_out() -> bytes:
    doctype = '<!DOCTYPE w:document [<!ENTITY secret SYSTEM "file:///etc/passwd">]>'
    return document_of("<w:p><w:r><w:t>&secret;</w:t></w:r></w:p>", doctype)


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    """The name of a file, what is in it, and words of the message that it gets."""
    good = saved(docx.Document())
    types = ZipFile(BytesIO(good)).read("[Content_Types].xml")
    macro = types.replace(
        b"wordprocessingml.document.main", b"wordprocessingml.document.macroEnabled.main"
    )
    bomb = {f"word/media/{n}.png": b"\0" * 60_000_000 for n in range(3)}
    deep = document_of("<w:p>" * 5_000 + "</w:p>" * 5_000)
    long = document_of("<w:p/>" * 250_000)
    large = {"word/styles.dat": STYLES_OF % (b"", b"<w:a/>" * 250_000)}
    declares = {"word/styles.dat": STYLES_OF % (b'<!DOCTYPE x [<!ENTITY a "b">]>', b"&a;")}
    outside = relating_to("styles.dat", 'TargetMode="External"')
    deeper = relating_to("styles.dat", "", around="mc:AlternateContent><mc:Fallback")
    yield "zero.docx", b"", "is empty"
    yield "notes.docx", b"just words", "not a Word document"
    yield "page.docx", b"<!doctype html><title>A</title>", "web page"
    yield "paper.docx", b"%PDF-1.7", "is a PDF"
    yield "cut.docx", good[: len(good) // 2], "damaged"
    yield "bomb.docx", changed(good, {}, bomb), "too large once"
    yield "many.docx", changed(good, {}, {f"a/{n}": b"" for n in range(2_001)}), "too large once"
    yield "tools.docm", good, "macros"
    yield "macros.docx", changed(good, {"[Content_Types].xml": macro}, {}), "macros"
    yield "vba.docx", changed(good, {}, {"word/vbaProject.bin": b"x"}), "macros"
    yield "locked.docx", OLE + "EncryptedPackage".encode("utf-16-le"), "password"
    yield "old.docx", OLE + "WordDocument".encode("utf-16-le"), "older Word file"
    yield "laughs.docx", changed(good, {PART: laughing()}, {}), "no Word document needs"
    yield "entity.docx", changed(good, {PART: reaching_out()}, {}), "no Word document needs"
    yield "deep.docx", changed(good, {PART: deep}, {}), "no Word document needs"
    yield "long.docx", changed(good, {PART: long}, {}), "too long"
    yield "outside.docx", changed(good, outside, large), "no Word document needs"
    yield "outside-entity.docx", changed(good, outside, declares), "no Word document needs"
    yield "outside-xml.docx", changed(good, OUTSIDE_XML, {}), "no Word document needs"
    yield "for-older-programs.docx", changed(good, deeper, large), "no Word document needs"
    yield "empty.docx", changed(good, {PART: None}, {}), "no text in this file"
    yield "leaving.docx", changed(good, {}, {"../../etc/cron.d/x": b"x"}), "no Word document needs"
    yield "broken.docx", changed(good, {PART: b"<w:document"}, {}), "damaged"
    yield "blank.docx", good, "no words"


def relating_to(target: str, mode: str, around: str = "") -> dict[str, bytes | None]:
    """The relations of a document, with its styles in another place."""
    relation = f'<Relationship Id="s" Type="{RELATIONSHIP_TYPE.STYLES}" Target="{target}" {mode}/>'
    if around:
        outer, inner = around.split("><")
        relation = f"<{outer}><{inner}>{relation}</{inner}></{outer}>"
    spaces = f'xmlns="{PACKAGE}/relationships" xmlns:mc="{COMPATIBILITY}"'
    xml = f"<Relationships {spaces}>{relation}</Relationships>"
    return {"word/_rels/document.xml.rels": xml.encode()}


PACKAGE = "http://schemas.openxmlformats.org/package/2006"
COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
STYLES_OF = f"%s<w:styles {NAMESPACE}>%s</w:styles>".encode()
OUTSIDE_XML = relating_to("styles.xml", 'TargetMode="External"')
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64
Maker = Callable[[], bytes]
