"""Files of office programs as others read them: LibreOffice, Poppler, and what is inside."""

import os
import re
import shutil
import subprocess
import zlib
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from lxml import etree

from officefiles.printed import can_print

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
W14 = "{http://schemas.microsoft.com/office/word/2010/wordml}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"
PLAIN_TEXT = "txt:Text (encoded):UTF8"
EVERY_SHEET = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
STREAM = re.compile(rb"stream\r?\n(.*?)\r?\nendstream", re.DOTALL)


def program(name: str) -> str:
    """Where a program is. Where it is not, a test is skipped, unless everything has to be there."""
    found = shutil.which(name)
    if not found:
        assert not os.environ.get("REQUIRE_SERVICES"), f"{name} has to be installed"
        pytest.skip(f"{name} is not installed")
    return found


def need_printer() -> None:
    """Skips a test where no PDF can be made, unless everything has to be there."""
    if not can_print():
        assert not os.environ.get("REQUIRE_SERVICES"), "WeasyPrint and Pango have to be there"
        pytest.skip("WeasyPrint or a library of the system is not installed")


def converted(files: list[Path], to: str, folder: Path) -> list[Path]:
    """Each file as LibreOffice writes it again, in one go, with settings of its own."""
    command = [
        program("soffice"),
        "--headless",
        f"-env:UserInstallation=file://{folder.parent / 'settings'}",
        "--convert-to",
        to,
        "--outdir",
        str(folder),
        *map(str, files),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=280)  # noqa: S603 - ours
    ending = to.partition(":")[0]
    return [folder / f"{file.stem}.{ending}" for file in files]


def part_of(content: bytes, name: str) -> etree._Element:
    """One of the XML files that a file of an office program is made of."""
    with ZipFile(BytesIO(content)) as whole:
        return etree.fromstring(whole.read(name))


def inside_of_pdf(content: bytes) -> bytes:
    """A PDF file with its compressed parts unpacked, to look for words in."""
    unpacked = [content]
    for found in STREAM.finditer(content):
        try:
            unpacked.append(zlib.decompress(found[1]))
        except zlib.error:
            continue
    return b"\n".join(unpacked)
