"""Makes the Word template of a case study: a table of short answers, and a section for each text."""

from collections.abc import Iterator
from typing import Any

from django.db import models
from django.utils import timezone

from casestudies.models import CaseStudyPage, Outcome
from casestudies.word_import.fields import (
    AGREEMENT,
    AGREEMENT_PART,
    ANSWER,
    BASICS,
    BASICS_PART,
    FIELD,
    OUTCOME,
    OUTCOMES_PART,
    PART_HEADINGS,
    PARTS_PART,
    SOURCE_HEADINGS,
    STORY,
    STORY_PART,
    VOCABULARIES,
    WORDS_PART,
    field_of,
    hint_of,
    label_of,
)
from framework.models import Level, SubPhase
from officefiles.document import (
    Block,
    Bullets,
    Column,
    Document,
    Heading,
    Paragraph,
    Table,
    lines,
)
from officefiles.word import word_file

TITLE = "Case study template"
FILE_NAME = "case-study-template.docx"
INTRODUCTION = (
    "Fill in what you know, and leave the rest empty. An editor reads it before anybody else does.",
    "Keep the headings and the words in the left column. They tell where your answers belong.",
    "Name no private person. Use roles, such as “a community partner”.",
)
PARTS_HINT = (
    "One part of the framework on each line, and the level before and after, if you know them."
    " Write dates such as 31 March 2025."
)
OUTCOMES_HINT = (
    "One table for each thing that was, or was not, measured. Copy a table if you need more."
)
SOURCES_HINT = "Where the facts come from. Give the whole address, from https:// on."
EMPTY = " "
OUTCOME_TABLES, PART_ROWS, SOURCE_ROWS = 3, 5, 4
ASKED, ANSWERED = 70, 104
INSTRUCTIONS = frozenset({*INTRODUCTION, PARTS_HINT, OUTCOMES_HINT, SOURCES_HINT})


def template_file() -> bytes:
    """The template with today's vocabularies."""
    return word_file(Document(TITLE, timezone.now(), tuple(template_blocks())))


def template_blocks() -> Iterator[Block]:
    yield from map(Paragraph, INTRODUCTION)
    yield Heading(1, BASICS_PART)
    yield answers(CaseStudyPage, BASICS, BASICS_PART)
    yield Heading(1, STORY_PART)
    for name in STORY:
        yield Heading(2, label_of(CaseStudyPage, name))
        if hint := hint_of(CaseStudyPage, name):
            yield Paragraph(hint)
        yield Paragraph(EMPTY)
    yield Heading(1, PARTS_PART)
    yield Paragraph(PARTS_HINT)
    yield rows(PARTS_PART, PART_HEADINGS, (54, 30, 30, 30, 30), PART_ROWS)
    yield Heading(1, OUTCOMES_PART)
    yield Paragraph(OUTCOMES_HINT)
    for number in range(1, OUTCOME_TABLES + 1):
        yield Heading(2, f"Outcome {number}")
        yield answers(Outcome, OUTCOME, f"Outcome {number}")
    yield Heading(1, AGREEMENT_PART)
    yield answers(CaseStudyPage, AGREEMENT, AGREEMENT_PART)
    yield Heading(2, "Sources")
    yield Paragraph(SOURCES_HINT)
    yield rows("Sources", SOURCE_HEADINGS, (70, 104), SOURCE_ROWS)
    yield from words_to_choose_from()


def answers(model: type[models.Model], names: tuple[str, ...], caption: str) -> Table:
    """A row for each field: its name, what to write, and room for the answer."""
    asked = [lines(label_of(model, name), hint_of(model, name), strong=True) for name in names]
    columns = (Column(FIELD, ASKED), Column(ANSWER, ANSWERED))
    return Table(caption, columns, tuple((cell, lines()) for cell in asked))


def rows(caption: str, headings: tuple[str, ...], widths: tuple[int, ...], number: int) -> Table:
    """Empty rows to fill in."""
    columns = tuple(Column(heading, width) for heading, width in zip(headings, widths, strict=True))
    return Table(caption, columns, (tuple(lines() for _ in headings),) * number)


def words_to_choose_from() -> Iterator[Block]:
    """The vocabularies, so that nobody has to guess their words."""
    yield Heading(1, WORDS_PART, starts_page=True)
    for name in VOCABULARIES:
        yield from words_of(label_of(CaseStudyPage, name), field_of(CaseStudyPage, name))
    yield Heading(2, "Parts and levels of the framework")
    parts = [str(part) for part in SubPhase.objects.order_by("identifier")]
    levels = [level.name for level in Level.objects.order_by("number")]
    if parts or levels:
        yield Bullets((*parts, *levels))


def words_of(label: str, field: Any) -> Iterator[Block]:
    names = tuple(known.name for known in field.related_model._default_manager.all())
    if names:
        yield Heading(2, label)
        yield Bullets(names)
