"""The file of answers: what is written comes back, and nothing in it is trusted."""

import contextlib
import json
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search.words import visible
from selfcheck.answer_file import (
    MOST_BYTES,
    NOT_OURS,
    Contents,
    FiledAction,
    FiledAnswer,
    FiledStatement,
    as_text,
    read_file,
)
from selfcheck.entries import DamagedFileError
from selfcheck.enums import AnswerKind, Practice, Progress, Route
from selfcheck.models import LONGEST_LINE, MOST_ACTIONS
from selfcheck.plan_forms import LineField

LOAD = "https://example.org/self-check/load/"
words = st.text(st.characters(codec="utf-8", exclude_characters="\x00\r"), max_size=60).map(
    str.strip
)
lines = st.text(st.characters(codec="utf-8"), max_size=60).map(visible)
identifiers = st.from_regex(r"[a-z0-9][a-z0-9-]{0,8}", fullmatch=True)
versions = st.integers(1, 32_767)
levels = st.sampled_from(["emerging", "developing", "maturing", "thriving"])
days = st.dates(date(2000, 1, 1), date(2100, 12, 31))


@st.composite
def filed_answers(draw: st.DrawFn) -> FiledAnswer:
    kind = draw(st.sampled_from(AnswerKind.values))
    return FiledAnswer(
        part=draw(identifiers),
        part_version=draw(versions),
        kind=kind,
        level=draw(levels) if kind == AnswerKind.LEVEL else "",
        note=draw(words),
        reason=draw(words),
        question=draw(identifiers),
        question_version=draw(versions),
    )


statements = st.builds(
    FiledStatement,
    statement=identifiers,
    version=versions,
    practice=st.sampled_from(Practice.values),
)
actions = st.builds(
    FiledAction,
    what=lines.filter(bool),
    why=lines,
    owner=lines,
    due_on=st.none() | days,
    progress=st.sampled_from(Progress.values),
    measure=identifiers,
    how_we_will_know=lines,
    part=identifiers,
)
parts_before = st.one_of(
    st.fixed_dictionaries(
        {"kind": st.just("level"), "level": levels, "sub_phase_version": versions}
    ),
    st.fixed_dictionaries(
        {"kind": st.just("not-sure"), "level": st.none(), "sub_phase_version": versions}
    ),
)
befores = st.fixed_dictionaries(
    {"saved_on": days.map(date.isoformat), "parts": st.dictionaries(identifiers, parts_before)}
)
whole = st.builds(
    Contents,
    saved_on=days,
    route=st.sampled_from(Route.values),
    lens=st.sampled_from(["", "both", "strategic", "operational"]),
    reach=st.sampled_from(["", "system", "place", "neighbourhood"]),
    answers=st.lists(filed_answers(), max_size=4, unique_by=lambda each: each.part).map(tuple),
    statements=st.lists(statements, max_size=4, unique_by=lambda each: each.statement).map(tuple),
    action_plan=st.lists(actions, max_size=3).map(tuple),
    before=st.none() | befores,
)


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(whole)
def test_what_is_written_comes_back(contents: Contents) -> None:
    assert read_file(as_text(contents, LOAD).encode()) == contents


def test_the_file_is_a_text_that_a_person_recognises() -> None:
    answer = FiledAnswer(part="1a", part_version=1, kind="level", level="maturing", title="Étude")
    text = as_text(Contents(answers=(answer,)), LOAD)
    assert text.splitlines()[1].startswith('  "about_this_file": "These are the answers')
    assert LOAD in text
    assert '"title": "Étude"' in text
    keys = list(json.loads(text))
    assert keys == sorted(keys)


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
def test_a_file_that_an_editor_saved_again_is_read(mark: bytes) -> None:
    sent = mark + as_text(Contents(lens="strategic"), LOAD).replace("\n", "\r\n").encode()
    assert read_file(sent).lens == "strategic"


def sent(**values: Any) -> bytes:
    whole = {"format": "self-check-answers", "format_version": 1, "route": "quick", **values}
    return json.dumps(whole).encode()


def answer(**values: Any) -> dict[str, Any]:
    return {"part": "1a", "kind": "level", "level": "maturing", **values}


def refusal(data: bytes) -> str:
    with pytest.raises(DamagedFileError) as refused:
        read_file(data)
    return str(refused.value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not json",
        b"PK\x03\x04\x00",
        b"\xff\xfe{\x00}\x00",
        b"[]",
        b"5",
        b"null",
        b'"text"',
        b"{}",
        b'{"format": "something-else"}',
        b'{"format": ["self-check-answers"]}',
        b'{"format": "self-check-answers", "format_version": NaN}',
        b'{"format": "self-check-answers", "format_version": ' + b"9" * 5000 + b"}",
        b"[" * 400_000,
        b'{"a":' * 100_000,
        "{\u201cformat\u201d: 1}".encode(),
        json.dumps({"format": "self-check-answers"}).encode("utf-16"),
        b'{"format": "self-check-answers", "note": "\xe9"}',
    ],
)
def test_something_else_is_not_a_file_of_ours(data: bytes) -> None:
    assert refusal(data) == NOT_OURS


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (sent(format_version=2), "made by a newer site"),
        (sent(format_version=True), "“format_version” in the file must be a number from 1 up"),
        (sent(format_version=-1), "“format_version” in the file must be a number from 1 up"),
        (sent(format_version=10**30), "“format_version” in the file must be a number"),
        (sent(route="scenic"), "“route” in the file is not one that we know"),
        (sent(route=["quick"]), "“route” in the file must be words"),
        (sent(route=None), "“route” in the file is missing"),
        (sent(lens="sideways"), "“lens” in the file is not one that we know"),
        (sent(reach={"a": 1}), "“reach” in the file must be words"),
        (sent(answers={}), "“answers” in the file must be a list"),
        (sent(answers="1a"), "“answers” in the file must be a list"),
        (sent(answers=[["1a"]]), "we cannot read the values of answer 1"),
        (sent(answers=[None]), "we cannot read the values of answer 1"),
        (sent(answers=[answer(), answer(part="")]), "“part” of answer 2 is missing"),
        (sent(answers=[answer(kind="score")]), "“kind” of answer 1 is not one that we know"),
        (sent(answers=[answer(level=None)]), "“level” of answer 1 is missing"),
        (sent(answers=[answer(level=3)]), "“level” of answer 1 must be words"),
        (sent(answers=[answer(note=["x"])]), "“note” of answer 1 must be words"),
        (sent(answers=[answer(note="x" * 1001)]), "“note” of answer 1 is longer than 1,000"),
        (sent(answers=[answer(part="x" * 121)]), "“part” of answer 1 is longer than 120"),
        (sent(answers=[answer(part_version=0)]), "“part_version” of answer 1 must be a number"),
        (sent(answers=[answer(part_version=1.5)]), "“part_version” of answer 1 must be a number"),
        (sent(answers=[answer(part_version=32_768)]), "“part_version” of answer 1 must be"),
        (sent(answers=[answer(), answer()]), "it has two answers for 1a"),
        (sent(answers=[{}] * 2001), "“answers” in the file has more than 2,000 entries"),
        (sent(statements=[{"statement": "s"}]), "“practice” of statement 1 is missing"),
        (sent(action_plan=[{"progress": "done"}]), "“what” of action 1 is missing"),
        (sent(action_plan=[{"what": "x" * 301}]), "“what” of action 1 is longer than 300"),
        (
            sent(action_plan=[{"what": "x", "progress": "done", "due_on": "soon"}]),
            "“due_on” of action 1 must be a date such as 2027-03-31",
        ),
        (
            sent(action_plan=[{"what": "x", "progress": "done", "due_on": "0001-01-01"}]),
            "“due_on” of action 1 must be from 2000 to 2100",
        ),
        (
            sent(action_plan=[{"what": "x"}] * (MOST_ACTIONS + 1)),
            f"“action_plan” in the file has more than {MOST_ACTIONS} entries",
        ),
        (sent(before=[]), "we cannot read the values of the round before"),
        (sent(before={}), "“saved_on” of the round before is missing"),
        (sent(before={"saved_on": "2026-01-01", "parts": []}), "“parts” of the round before must"),
        (
            sent(before={"saved_on": "2026-01-01", "parts": {"1a": {"kind": "level"}}}),
            "“level” of a part of the round before is missing",
        ),
        (
            sent(before={"saved_on": "2026-01-01", "parts": {str(n): {} for n in range(2001)}}),
            "“parts” of the round before has more than 2,000 entries",
        ),
        (b" " * (MOST_BYTES + 1), "The file must be smaller than 1 MB"),
    ],
)
def test_a_damaged_file_is_refused_with_what_is_wrong(data: bytes, words: str) -> None:
    assert words in refusal(data)


def test_what_no_database_can_hold_is_left_out_of_the_words() -> None:
    odd = answer(note="A\x00 report\ud800\r\nof two lines ")
    assert read_file(sent(answers=[odd])).answers[0].note == "A report\nof two lines"


@given(st.text(max_size=60))
def test_a_line_is_cleaned_as_a_form_cleans_it(typed: str) -> None:
    row = {"what": f"Ask {typed}", "owner": typed, "progress": "done"}
    action = read_file(sent(action_plan=[row])).action_plan[0]
    field = LineField(required=False)
    assert (action.what, action.owner) == (field.clean(row["what"]), field.clean(row["owner"]))


def test_what_cannot_be_seen_does_not_count_as_length() -> None:
    long = "x" * LONGEST_LINE + "\u200b" * 9
    row = {"what": long, "progress": "done"}
    assert read_file(sent(action_plan=[row])).action_plan[0].what == "x" * LONGEST_LINE
    row["what"] = "\u202e\u200b"
    assert "“what” of action 1 is missing" in refusal(sent(action_plan=[row]))


def test_only_what_is_asked_for_is_taken() -> None:
    before = {"saved_on": "2026-01-01", "parts": {"<b>": {"kind": "not-sure"}}, "token": "x"}
    contents = read_file(sent(before=before, version=9, expires_on="2099-01-01"))
    assert contents == Contents(before={"saved_on": "2026-01-01", "parts": {}})


values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=9)
    | st.sampled_from(["level", "maturing", "1a", "doing", "done", "2026-11-22", "x" * 2000]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=9), inner, max_size=3)
    ),
    max_leaves=8,
)
names = st.sampled_from(
    [
        "part",
        "kind",
        "level",
        "note",
        "reason",
        "part_version",
        "question",
        "statement",
        "version",
        "practice",
        "what",
        "why",
        "due_on",
        "progress",
        "saved_on",
        "parts",
    ]
)
objects = st.dictionaries(names, values, max_size=6)
bodies = st.fixed_dictionaries(
    {"format": st.just("self-check-answers")},
    optional={
        "format_version": values | st.just(1),
        "route": st.just("quick") | values,
        "lens": values,
        "answers": st.lists(objects, max_size=3) | values,
        "statements": st.lists(objects, max_size=3) | values,
        "action_plan": st.lists(objects, max_size=3) | values,
        "before": objects | values,
    },
)


@settings(max_examples=300, deadline=None)
@given(bodies)
def test_any_object_is_read_or_refused(body: dict[str, Any]) -> None:
    with contextlib.suppress(DamagedFileError):
        assert isinstance(read_file(json.dumps(body).encode()), Contents)
