"""The list of formats, which everything else follows."""

import mimetypes
import re

import pytest

from officefiles.printed import can_print
from selfcheck.exports.formats import FORMATS, Format, format_named, formats_on_offer
from selfcheck.report import Report
from tests.selfcheck import reports

QUICK = [known for known in FORMATS if known.form != "pdf"]


def named(known: Format) -> str:
    return known.form


@pytest.mark.parametrize("known", FORMATS, ids=named)
def test_a_format_has_a_name_for_addresses_and_words_with_its_kind(known: Format) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)?", known.form)
    assert known.ending.upper() in known.words
    guessed, _ = mimetypes.guess_type(f"a.{known.ending}")
    assert guessed is None or known.media_type.startswith(guessed)


def test_no_two_files_have_one_name() -> None:
    names = [known.file_name(reports.report()) for known in FORMATS]
    assert len(set(names)) == len(names)
    assert names[0] == "self-check-2026-11-22.docx"
    assert names[4] == "self-check-parts-2026-11-22.csv"


@pytest.mark.parametrize("known", QUICK, ids=named)
@pytest.mark.parametrize("told", [reports.report(), reports.hostile(), reports.nearly_empty()])
def test_every_result_can_be_made_into_a_file(known: Format, told: Report) -> None:
    assert known.file_of(told)


def test_what_this_machine_cannot_make_is_not_on_offer() -> None:
    offered = {known.form for known in formats_on_offer()}
    assert offered == {known.form for known in QUICK} | ({"pdf"} if can_print() else set())
    assert format_named("doc") is None
    assert format_named("docx") is FORMATS[0]
