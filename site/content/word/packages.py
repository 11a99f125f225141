"""Opens a Word file carefully: its kind, its size unpacked, and XML that means no harm."""

import zlib
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from xml.parsers.expat import ExpatError
from zipfile import BadZipFile, ZipFile

from content.word.document import WordFileError
from content.word.relations import Relations
from content.word.surveying import HarmfulXMLError, Survey

LARGEST_FILE = 20 * 1024 * 1024
MOST_ENTRIES = 2_000
LARGEST_UNPACKED = 150 * 1024 * 1024
LARGEST_XML = 24 * 1024 * 1024
ENCRYPTED = 0x1
CONTENT_TYPES = "[Content_Types].xml"

NOT_WORD = "This is not a Word document. Choose a file whose name ends in .docx."
DAMAGED = "The file is damaged or cut short. Open it in Word, save it again and try once more."
HOSTILE = "The file holds something that no Word document needs, so it was not opened."
TOO_LARGE = "The file is larger than 20 MB. Make its pictures smaller, or import it in parts."
TOO_LARGE_UNPACKED = "The file is too large once it is unpacked, so it was not opened."
TOO_LONG = "The document is too long to import at once. Import it in parts."
MACROS = "The file holds macros, which are small programs. Save it as .docx, without macros."
LOCKED = "The file is protected by a password. Save a copy without one, and choose that."
OLD_WORD = "This is an older Word file (.doc). Open it in Word, and save it as .docx."
OPEN_DOCUMENT = (
    "This is an OpenDocument file. Open it in your word processor, and save it as .docx."
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STARTS = {
    b"%PDF": "This is a PDF, and no Word document. Choose the .docx that it was made from.",
    b"{\\rtf": "This is a rich text file (.rtf). Open it in Word, and save it as .docx.",
    b"<": "This is a web page or an XML file under another name. Save it as .docx in Word.",
}


@dataclass(frozen=True)
class Package:
    """A file that may be read: its own bytes, and what was seen in its document."""

    content: bytes
    survey: Survey
    title: str


def opened(content: bytes, name: str) -> Package:
    """Check a whole file before anything reads it. Raises `WordFileError` with the reason."""
    refuse_other_kinds(content, name)
    try:
        with ZipFile(BytesIO(content)) as file:
            refuse_hostile_entries(file)
            refuse_other_documents(file)
            relations = Relations.of(file.namelist(), file.read)
            return Package(content, survey_of(file, relations), relations.title)
    except HarmfulXMLError as error:
        raise WordFileError(TOO_LONG if error.is_long else HOSTILE) from error
    except (BadZipFile, zlib.error, EOFError, OSError, ExpatError) as error:
        raise WordFileError(DAMAGED) from error
    except (NotImplementedError, RuntimeError, KeyError, ValueError) as error:
        # What zipfile says to a way of packing that it does not know, or to names that lie.
        raise error if isinstance(error, WordFileError) else WordFileError(DAMAGED) from error


def refuse_other_kinds(content: bytes, name: str) -> None:
    """By the first bytes of a file, which cannot be renamed."""
    if not content:
        raise WordFileError("The file is empty. Choose another one.")
    if len(content) > LARGEST_FILE:
        raise WordFileError(TOO_LARGE)
    if name.lower().endswith((".docm", ".dotm")):
        raise WordFileError(MACROS)
    if content.startswith(OLE):
        protected = "EncryptedPackage".encode("utf-16-le") in content
        raise WordFileError(LOCKED if protected else OLD_WORD)
    start = content[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    for known, words in STARTS.items():
        if start.startswith(known):
            raise WordFileError(words)
    if not content.startswith(b"PK"):
        raise WordFileError(NOT_WORD)


def refuse_hostile_entries(file: ZipFile) -> None:
    """Too many, too large, locked, or named to leave the file."""
    entries = file.infolist()
    xml = [entry.file_size for entry in entries if is_xml(entry.filename)]
    if len(entries) > MOST_ENTRIES or sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
        raise WordFileError(TOO_LARGE_UNPACKED)
    if sum(xml) > LARGEST_XML:
        raise WordFileError(TOO_LONG)
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise WordFileError(LOCKED)
    if any(leaves_the_file(entry.orig_filename) for entry in entries):
        raise WordFileError(HOSTILE)
    if len({entry.filename for entry in entries}) < len(entries):
        raise WordFileError(HOSTILE)


def leaves_the_file(name: str) -> bool:
    """Whether a name points out of the file.

    >>> [leaves_the_file(name) for name in ("word/document.xml", "../../etc/passwd", "/etc", "C:\\\\a")]
    [False, True, True, True]
    """
    path = PurePosixPath(name)
    return path.is_absolute() or ".." in path.parts or "\\" in name or ":" in name or "\0" in name


def refuse_other_documents(file: ZipFile) -> None:
    """A zip that is a text of another program, a table, slides, or no document at all."""
    names = set(file.namelist())
    if "mimetype" in names and b"opendocument" in file.read("mimetype")[:200]:
        raise WordFileError(OPEN_DOCUMENT)
    if CONTENT_TYPES not in names:
        raise WordFileError(NOT_WORD)
    types = file.read(CONTENT_TYPES).decode("utf-8", "replace")
    if "macroEnabled" in types or any(name.lower().endswith("vbaproject.bin") for name in names):
        raise WordFileError(MACROS)
    if "wordprocessingml" not in types:
        raise WordFileError(NOT_WORD)


def survey_of(file: ZipFile, relations: Relations) -> Survey:
    """Look through every part that is XML; what is remarked on is that of the document."""
    part = relations.document
    if part not in file.namelist():
        raise WordFileError("There is no text in this file. Open it in Word and save it again.")
    survey = Survey()
    survey.read(file.read(part))
    others = [name for name in file.namelist() if is_xml(name) and name != part]
    for name in others:
        survey.look_over(file.read(name), in_frame=name.startswith(("word/header", "word/footer")))
    return survey


def is_xml(name: str) -> bool:
    return name.endswith((".xml", ".rels"))
