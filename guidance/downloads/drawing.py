"""Draws a document in one of the forms that there are downloads in, and says when it is another."""

import hashlib
from collections.abc import Callable
from functools import cache
from pathlib import Path

from django.template.loader import get_template

import officefiles
from guidance.enums import DownloadForm
from officefiles.cleaning import cleaned
from officefiles.document import Document
from officefiles.opendocument import opendocument_file
from officefiles.printed import can_print, pdf_file
from officefiles.word import word_file

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
    folder = Path(officefiles.__file__).parent
    page = Path(get_template("officefiles/document.html").origin.name)
    parts = [page, *sorted(path for path in folder.iterdir() if path.is_file())]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in parts)).hexdigest()
