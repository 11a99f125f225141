"""Draws a document in one of the forms that there are downloads in, and says when it is another."""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from django.conf import settings

import officefiles
from guidance.enums import DownloadForm
from officefiles.cleaning import cleaned
from officefiles.document import Document
from officefiles.opendocument import opendocument_file
from officefiles.printed import can_print, pdf_file, pdf_files
from officefiles.word import word_file

PAGE_TO_PRINT = Path(settings.BASE_DIR) / "templates" / "officefiles" / "document.html"
MEDIA_TYPES: dict[str, str] = {
    DownloadForm.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    DownloadForm.ODT: "application/vnd.oasis.opendocument.text",
    DownloadForm.PDF: "application/pdf",
}
DRAWERS: dict[str, Callable[[Document], bytes]] = {
    DownloadForm.DOCX: word_file,
    DownloadForm.ODT: opendocument_file,
    DownloadForm.PDF: pdf_file,
}


def drawn(document: Document, form: str) -> bytes:
    return DRAWERS[form](cleaned(document))


def drawn_pdfs(documents: Sequence[Document]) -> list[bytes]:
    return pdf_files([cleaned(document) for document in documents])


def forms_on_offer() -> list[str]:
    """What can be made on this machine."""
    return [form for form in DownloadForm.values if form != DownloadForm.PDF or can_print()]


def stamp_of(document: Document) -> str:
    """A fingerprint of what a file holds and of the code that draws it."""
    said = repr((document.title, document.blocks, document.footer, document.wide))
    return hashlib.sha256(f"{print_of_the_code()}{said}".encode()).hexdigest()


@cache
def print_of_the_code() -> str:
    """Changes when files would look different: after that, none made before is offered."""
    parts = sorted(path for path in Path(officefiles.__file__).parent.iterdir() if path.is_file())
    code = b"\0".join(path.read_bytes() for path in (*parts, PAGE_TO_PRINT))
    return hashlib.sha256(code).hexdigest()
