"""Which words an answer was given to: what a page had shown, carried in its hidden field.

A page may stand open while an editor changes its words. What is stored is the version that was
read, as far as there can be such a version.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from selfcheck.question_records import QuestionText

VERSION = re.compile(r"[1-9][0-9]{0,4}")
QUESTION = re.compile(r"(0|[1-9][0-9]{0,17})-([1-9][0-9]{0,4})")
Seen = Mapping[str, str]


@dataclass(frozen=True)
class WordsRead:
    """The version of a sub-phase's words, and the question that was asked, if any is recorded."""

    sub_phase_version: int
    question: int | None = None
    question_version: int = 1


def read_again(before: WordsRead, now: WordsRead, asked: QuestionText | None) -> WordsRead:
    """The same answer, given a second time: the newer of the words that it was given to.

    `asked` is the question in use. An answer to a question that is retired, with none in its place,
    is an earlier answer; given again where no question is named, it is about the part as a whole.

    >>> read_again(WordsRead(1), WordsRead(2), None) == WordsRead(2)
    True
    >>> read_again(WordsRead(2), WordsRead(1), None) == WordsRead(2)
    True
    >>> read_again(WordsRead(1, 12, 3), WordsRead(1), None) == WordsRead(1)
    True
    """
    version = max(before.sub_phase_version, now.sub_phase_version)
    if now.question is None:
        kept = before if asked else now
    elif now.question == before.question:
        kept = max(before, now, key=lambda words: words.question_version)
    else:
        is_asked = asked is not None and asked.pk == now.question
        kept = now if is_asked or before.question is None else before
    return WordsRead(version, kept.question, kept.question_version)


def version_field(field: str) -> str:
    """The name under which a page carries the version of the words beside a field."""
    return f"version-{field}"


def version_shown(seen: Seen, field: str, now: int) -> int:
    """The version of the words beside a field; the one of now where the page cannot have shown it.

    >>> seen = {"version-answer-1a": "2"}
    >>> version_shown(seen, "answer-1a", 3), version_shown(seen, "answer-1a", 1)
    (2, 1)
    >>> version_shown({"version-answer-1a": "-2"}, "answer-1a", 3), version_shown({}, "answer-1a", 3)
    (3, 3)
    """
    said = seen.get(version_field(field), "")
    return min(int(said), now) if VERSION.fullmatch(said) else now


def question_field(part: str) -> str:
    """The name under which a page carries which question it asked about a sub-phase."""
    return f"question-{part}"


def in_short(question: QuestionText | None) -> str:
    """A question as a page carries it: 0 stands for the usual one, which is no record.

    >>> in_short(QuestionText(12, "asked-1", 3, "How?"))
    '12-3'
    >>> in_short(QuestionText(None, "1a", 1, "How?")), in_short(None)
    ('0-1', '')
    """
    return f"{question.pk or 0}-{question.version}" if question else ""


def question_shown(seen: Seen, part: str, now: QuestionText | None) -> tuple[int | None, int]:
    """The question that a page asked, by pk and version; the one of now where it does not say.

    >>> now = QuestionText(7, "asked-1", 2, "How?")
    >>> question_shown({"question-1a": "12-3"}, "1a", now)
    (12, 3)
    >>> question_shown({"question-1a": "0-1"}, "1a", now)
    (None, 1)
    >>> question_shown({"question-1a": "twelve"}, "1a", now)
    (7, 2)
    """
    found = QUESTION.fullmatch(seen.get(question_field(part), ""))
    if found:
        return int(found[1]) or None, int(found[2])
    return (now.pk, now.version) if now else (None, 1)
