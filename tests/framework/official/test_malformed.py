"""Files that are wrong: each is told with file, place and what to do, and nothing is changed."""

import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from time import process_time
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError

from framework.models import SubPhase
from framework.official.files import LARGEST, File
from framework.official.text import UnreadableTextError
from tests.framework.official.files_read import (
    a_part,
    a_text,
    as_file,
    changed,
    empty_document,
    file,
    paths,
    read,
    word,
)

EVIDENCE = "reviewing-evidence.html"
STAKE = "knowing-who-has-a-stake.html"
ITEM = "<li>What is known is written down and kept.</li>"


def dump() -> Iterator[Any]:
    """Every row of every table of the framework."""
    for model in apps.get_app_config("framework").get_models():
        yield model.__name__, list(model._default_manager.order_by("pk").values())


def zipped(name: str, content: bytes, method: int = zipfile.ZIP_STORED) -> bytes:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w", method) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def bomb() -> bytes:
    return zipped("word/document.xml", b"0" * (60 * 1024 * 1024), zipfile.ZIP_DEFLATED)


def lying_bomb() -> bytes:
    """A header that says that a large part is small."""
    content = bytearray(bomb())
    size = (60 * 1024 * 1024).to_bytes(4, "little")
    return bytes(content.replace(size, (100).to_bytes(4, "little")))


def not_a_document() -> bytes:
    return zipped("readme.txt", b"This is not a document.")


def half_a_document() -> bytes:
    whole = BytesIO(word(empty_document()))
    packed = BytesIO()
    with zipfile.ZipFile(whole) as source, zipfile.ZipFile(packed, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            target.writestr(name, content[:200] if name == "word/document.xml" else content)
    return packed.getvalue()


def deep_json() -> bytes:
    return b'{"version": 1, "parts": ' + b"[" * 100_000


NOTHING_THERE = changed(EVIDENCE, ("<h1>1b. Reviewing evidence</h1>", ""))
LATIN = file(EVIDENCE).content.replace(b"and kept.", "and kept – café.".encode("cp1252"))
THRIVING = file(EVIDENCE).content.partition(b"<h3>Thriving</h3>")[0] + b"</main></body></html>"
MALFORMED: dict[str, tuple[list[File], str]] = {
    "no web page": ([File("a.html", b"%PDF-1.7 words")], "a.html: This is not a web page. Open"),
    "empty": ([File("a.html", b" \n ")], "a.html: This file is empty. Save"),
    "nothing of the framework": (
        [File("a.html", b"<p>Hello</p>")],
        "a.html: No part of the framework was found in this file. A part has a number",
    ),
    "another kind of file": ([File("a.pdf", b"%PDF")], "a.pdf: Files of this kind cannot be read."),
    "letters in another alphabet": ([File("a.html", LATIN)], "they are not in UTF-8. Open"),
    "letters that are broken": (
        [File("a.html", b"<p>a\x00b</p>")],
        "a.html: Some of its letters are broken.",
    ),
    "too large": ([File("a.html", b"a" * (LARGEST + 1))], "The most is 5 MB."),
    "tags that never end": (
        [File("a.html", b"<html><body><p>x" + b"<a " * 60_000)],
        "a.html: This page has far too many parts. Open",
    ),
    "fewer tags that never end": (
        [File("a.html", b"<html><body><p>x" + b"<a " * 40_000)],
        "a.html: This page has tags that never end. Open",
    ),
    "quotes that never end": (
        [File("a.html", b"<html><body><p>x" + b"<a a='" * 4_000)],
        "a.html: This page has tags that never end. Open",
    ),
    "few tags that never end, all long": (
        [File("a.html", b"<html><body><p>x" + (b"<a " + b"a " * 20_000) * 100)],
        "a.html: This page has tags that never end. Open",
    ),
    "comments that never end": (
        [File("a.html", b"<html><body><p>x" + b"<!-- >" * 40_000)],
        "a.html: This page has tags that never end. Open",
    ),
    "data that never ends": (
        [File("a.html", b"<html><body><p>x" + b"<![CDATA[ ]>" * 40_000)],
        "a.html: This page has tags that never end. Open",
    ),
    "a mark that nobody knows": (
        [File("a.html", b"<html><body><p>x<![nonsense[ a ]]></p>")],
        "a.html: This is not a web page. Open",
    ),
    "open elements": ([File("a.html", b"<b>" * 300_000)], "This page has far too many parts. Open"),
    "deep elements": (
        [File("a.html", b"<div>" * 60_000)],
        "a.html: This page has far too many parts. Open",
    ),
    "too many elements": ([File("a.html", b"<p>a</p>" * 60_000)], "far too many parts."),
    "Word, broken": ([File("a.docx", b"PK\x03\x04 no")], "a.docx: This is not a whole Word file."),
    "Word, something else": (
        [File("a.docx", not_a_document())],
        "a.docx: This is not a Word file.",
    ),
    "Word, half of it": ([File("a.docx", half_a_document())], "a.docx: This is not a Word file."),
    "Word, old": ([File("a.docx", b"\xd0\xcf\x11\xe0 old")], "or it has a password."),
    "Word, a bomb": ([File("a.docx", bomb())], "Unpacked, this file is far too large."),
    "Word, a bomb that lies": ([File("a.docx", lying_bomb())], "a.docx: This is not a whole Word"),
    "a level is missing": (
        [File("a.html", THRIVING)],
        "a.html, line 14: The level Thriving of 1b is missing. Check that it is a heading",
    ),
    "a level twice": (
        [changed(EVIDENCE, ("<h3>Maturing</h3>", "<h3>Developing</h3>"))],
        "The level Developing of 1b stands here twice. Keep one",
    ),
    "a level without actions": (
        [as_file(a_text(a_part(levels={"maturing": []})))],
        "text.json, parts[0]: The level Maturing of 1b has no actions.",
    ),
    "a letter that is none": (
        [changed(EVIDENCE, ("<h1>1b.", "<h1>1é."))],
        "“1é” is no number and letter of a part. Write it as",
    ),
    "a phase that there is not": (
        [changed(EVIDENCE, ("<h1>1b.", "<h1>8b."))],
        "8b belongs to no phase: there is no phase 8. Check the number.",
    ),
    "an empty action": ([changed(EVIDENCE, (ITEM, "<li> </li>"))], "1b, Emerging is empty. Write"),
    "a very long action": (
        [changed(EVIDENCE, (ITEM, f"<li>{'word ' * 1_000}</li>"))],
        "An action of 1b, Emerging has 4,999 characters. The most is 1,000.",
    ),
    "an action twice": (
        [changed(EVIDENCE, (ITEM, ITEM + ITEM))],
        "An action of 1b, Emerging stands here twice: “What is known",
    ),
    "no summary": (
        [changed(EVIDENCE, ("<h2>Summary</h2>", "<h2>Short</h2>"))],
        "1b has no summary. Check that “Summary” is a heading",
    ),
    "a script in the text": (
        [changed(EVIDENCE, (ITEM, "<li>Kept<script>steal()</script></li>"))],
        "There is a script inside the text. Take it out",
    ),
    "a title without number": (
        [changed(EVIDENCE, ("1b. Reviewing", "Reviewing"))],
        "“Reviewing evidence” has no number. “Summary” belongs to it. Write the number",
    ),
    "no title": ([NOTHING_THERE], "No title was found. “Summary” belongs to it. Write the number"),
    "one part in two files": (
        [file(EVIDENCE), File("b.html", file(EVIDENCE).content)],
        "b.html, line 14: 1b stands also in reviewing-evidence.html, line 14. Keep one",
    ),
    "JSON that is none": (
        [File("a.json", b'{"version": 1,\n]')],
        "a.json, line 2: This is not JSON",
    ),
    "JSON that is deep": ([File("a.json", deep_json())], "a.json: Its brackets are too deep"),
    "JSON of another version": ([as_file({"version": 2})], "version: This has to be 1: no other"),
    "JSON without version": ([as_file({"parts": []})], "version: This has to be 1"),
    "JSON with an unknown key": (
        [as_file(a_text(a_part(colour="red")))],
        "text.json, parts[0]: The key “colour” is not known. See docs/official-text.md",
    ),
    "JSON with a wrong type": (
        [as_file(a_text(a_part(levels={"emerging": ["One.", 2]})))],
        "parts[0].levels.emerging[1]: This has to be an object",
    ),
    "JSON with words that are a list": ([as_file(a_text(a_part(title=[])))], "to be words in quot"),
    "JSON with a key twice": (
        [File("a.json", b'{"version": 1, "parts": [], "parts": []}')],
        "a.json: The key “parts” stands twice in one object. Keep one",
    ),
    "JSON that is a list": ([as_file([])], "This has to be an object in { }."),
    "JSON with no list of parts": ([as_file({"version": 1, "parts": {}})], "to be a list in [ ]."),
    "JSON with a day that is none": (
        [as_file(a_text(a_part(), edition={"published_on": "2025-02-30"}))],
        "edition.published_on: This has to be a day",
    ),
    "JSON with another wording": (
        [as_file(a_text(wording="mine"))],
        "This has to be one of: offic",
    ),
    "JSON with a phase that is words": (
        [as_file(a_text(a_part(), phases=[{"number": "1"}]))],
        "phases[0].number: This has to be a whole number.",
    ),
    "JSON with a phase twice": (
        [as_file(a_text(a_part(), phases=[{"number": 1}, {"number": 1}]))],
        "Phase 1 stands here twice.",
    ),
    "JSON with a phase that there is not": (
        [as_file(a_text(a_part(), phases=[{"number": 9}]))],
        "There is no phase 9.",
    ),
    "JSON without a title": (
        [as_file(a_text({"identifier": "1b", "levels": {}}))],
        "“title” is mis",
    ),
    "an address that is none": (
        [as_file(a_text(a_part(source="javascript:alert(1)")))],
        "The source of 1b is no web address.",
    ),
    "a licence whose address is none": (
        [as_file(a_text(a_part(), edition={"licence_address": "nowhere"}))],
        "The edition, licence_address: This is no web address.",
    ),
    "a very long title": ([as_file(a_text(a_part(title="a" * 121)))], "title has more than 120"),
}


@pytest.mark.parametrize("files", MALFORMED)
def test_a_wrong_file_is_told_with_what_to_do(files: str) -> None:
    brought, message = MALFORMED[files]
    with pytest.raises(UnreadableTextError) as error:
        read(*brought)
    assert message in str(error.value)
    assert all(problem.file and problem.what for problem in error.value.problems)


SLOW = (
    "tags that never end",
    "fewer tags that never end",
    "quotes that never end",
    "few tags that never end, all long",
    "comments that never end",
    "data that never ends",
    "open elements",
    "deep elements",
)


@pytest.mark.parametrize("files", SLOW)
def test_a_page_that_is_made_to_be_slow_is_refused_at_once(files: str) -> None:
    start = process_time()
    with pytest.raises(UnreadableTextError):
        read(*MALFORMED[files][0])
    assert process_time() - start < 3


def test_scripts_with_many_signs_are_no_tags_that_never_end() -> None:
    script = f"<script>{'if (a < b) c = 1 << 2; ' * 5_000}</script></body>"
    assert read(changed(EVIDENCE, ("</body>", script))).parts


def test_a_wrong_file_changes_nothing(part: SubPhase, tmp_path: Path) -> None:
    before = dict(dump())
    good = paths("overview.html", STAKE)
    for name, (brought, _) in MALFORMED.items():
        folder = tmp_path / name.replace(" ", "-")
        folder.mkdir()
        for each in brought:
            (folder / each.name).write_bytes(each.content)
        bad = [str(folder / each.name) for each in brought]
        with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
            call_command("load_framework", *good, *bad, "--apply", stdout=StringIO())
    assert dict(dump()) == before


def test_every_problem_is_told_at_once() -> None:
    page = changed(EVIDENCE, (ITEM, "<li></li>"), ("<h2>Summary</h2>", "<h2>Short</h2>"))
    with pytest.raises(UnreadableTextError) as error:
        read(page, File("b.html", file(EVIDENCE).content))
    assert len(error.value.problems) == 3


def test_problems_of_several_files_are_told_at_once() -> None:
    with pytest.raises(UnreadableTextError) as error:
        read(File("a.html", b""), File("b.docx", b"no"))
    assert [problem.file for problem in error.value.problems] == ["a.html", "b.docx"]
