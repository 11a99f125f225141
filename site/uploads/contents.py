"""What a document is, by what is in it: its name may say anything."""

import zipfile
from pathlib import PurePosixPath
from typing import IO

FIRST_BYTES = 2048
OFFICE_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml"}
OPEN_DOCUMENTS = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}
MOST_PARTS = 10_000
# Programs within office files: in Word and Excel, and in LibreOffice.
PROGRAMS = ("vbaproject.bin", "basic/", "scripts/")
LOOKS_LIKE_A_PAGE = (b"<!doctype", b"<html", b"<script", b"<svg", b"<?xml", b"<head", b"<body")
PLAIN = {"txt", "csv"}
BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")
# Control characters that a text has: tab, new line, new page, return, and the old end of a file.
ALLOWED_CONTROL = {9, 10, 12, 13, 26}

WRONG = "This is not a {kind} file, whatever its name says. Save it again as {kind}, and try again."
HAS_PROGRAM = "This file holds a program (a macro). Save it without, and try again."


def problem_with(name: str, file: IO[bytes]) -> str:
    """Why a document is not taken; empty for one that is what its name says.

    >>> from io import BytesIO
    >>> problem_with("plan.pdf", BytesIO(b"%PDF-1.7"))
    ''
    >>> problem_with("plan.pdf", BytesIO(b"<html>"))
    'This is not a PDF file, whatever its name says. Save it again as PDF, and try again.'
    """
    kind = PurePosixPath(name).suffix.lower().removeprefix(".")
    file.seek(0)
    try:
        return problem_with_kind(kind, file)
    finally:
        file.seek(0)


def problem_with_kind(kind: str, file: IO[bytes]) -> str:
    wrong = WRONG.format(kind=kind.upper())
    if kind in OFFICE_PARTS or kind in OPEN_DOCUMENTS:
        return problem_with_office_file(kind, file, wrong)
    if kind == "pdf":
        return "" if file.read(5) == b"%PDF-" else wrong
    if kind in PLAIN:
        return "" if is_plain_text(file) else wrong
    return wrong


def problem_with_office_file(kind: str, file: IO[bytes], wrong: str) -> str:
    """Looks into the list of what is in it, and unpacks nothing but one short line."""
    try:
        with zipfile.ZipFile(file) as package:
            names = package.namelist()
            if len(names) > MOST_PARTS or not is_kind(kind, package, names):
                return wrong
    except (zipfile.BadZipFile, OSError, ValueError, RuntimeError, NotImplementedError):
        return wrong
    found = (name.lower() for name in names)
    has_program = any(name.endswith(PROGRAMS[0]) or name.startswith(PROGRAMS[1:]) for name in found)
    return HAS_PROGRAM if has_program else ""


def is_kind(kind: str, package: zipfile.ZipFile, names: list[str]) -> bool:
    if kind in OFFICE_PARTS:
        return "[Content_Types].xml" in names and OFFICE_PARTS[kind] in names
    if "mimetype" not in names:
        return False
    with package.open("mimetype") as told:
        return told.read(len(OPEN_DOCUMENTS[kind]) + 1).strip() == OPEN_DOCUMENTS[kind]


def is_plain_text(file: IO[bytes]) -> bool:
    """Words and nothing else: no bytes of a program, and no web page."""
    first = file.read(FIRST_BYTES)
    if first.startswith(BYTE_ORDER):
        return is_plain_utf16(first + file.read())
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(LOOKS_LIKE_A_PAGE):
        return False
    while first:
        if any(byte < 32 and byte not in ALLOWED_CONTROL for byte in set(first)):
            return False
        first = file.read(64 * FIRST_BYTES)
    return True


def is_plain_utf16(data: bytes) -> bool:
    try:
        words = data.decode("utf-16")
    except UnicodeDecodeError:
        return False
    page = tuple(each.decode() for each in LOOKS_LIKE_A_PAGE)
    if words.lstrip().lower().startswith(page):
        return False
    return not any(ord(letter) < 32 and ord(letter) not in ALLOWED_CONTROL for letter in set(words))
