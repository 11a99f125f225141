"""Fills a case study with what a Word file says. Nothing is guessed, and nothing is stored."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import nh3
from bs4 import BeautifulSoup
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models

from casestudies.models import CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.reporting import TIMES
from casestudies.word_import.answers import AnswerReader
from casestudies.word_import.fields import (
    FIELD,
    OUTCOME_FIELDS,
    PAGE_FIELDS,
    PART,
    PART_HEADINGS,
    SOURCE_HEADINGS,
    STORY_FIELDS,
    WORDS_PART,
    field_of,
    hint_of,
    label_of,
)
from casestudies.word_import.template import INSTRUCTIONS
from content.word.document import Block, Picture, Table, Text, WordDocument
from content.word.noting import FRAME
from content.word.rich_text import is_kept

STORY_TAGS = {"p", "b", "ol", "ul", "li", "a", "br"}
SCHEMES = {"http", "https", "mailto"}
FIRST_OF_OUTCOME = label_of(Outcome, "statement").lower()
MOST_LOOKS = 8
NO_PICTURES = "A picture: a case study holds none"
NO_PLACE = "Words that belong to no field"
NOT_STORED = "This would be refused, so it was left empty"
NUMBERS_AND_DAYS = (
    "baseline_value",
    "baseline_date",
    "followup_value",
    "followup_date",
    "comparison_baseline",
    "comparison_followup",
)


class Filling:
    """One file on its way to a page: `page` is not stored; its report says what is not in it."""

    def __init__(self, document: WordDocument) -> None:
        self.report = document.report
        # The template has a footer of its own.
        self.report.lost[:] = [known for known in self.report.lost if known.words != FRAME]
        self.reader = AnswerReader(document.report)
        self.page = CaseStudyPage()
        self.page.half_finished = True
        self.outcomes: list[Outcome] = []
        self.parts: list[CaseStudySubPhase] = []
        self.sources: list[dict[str, Any]] = []
        for heading, blocks in document.under_headings():
            if heading == WORDS_PART:
                break
            self.take_section(heading, blocks)
        self.page.outcomes, self.page.sub_phases = self.outcomes, self.parts
        self.page.sources = self.sources
        self.drop_what_is_refused(self.page, exclude=["title", "slug", "path", "depth"])

    def take_section(self, heading: str, blocks: Iterable[Block]) -> None:
        story = STORY_FIELDS.get(heading.strip().lower())
        for block in blocks:
            match block:
                case Table():
                    self.take_table(block, heading)
                case Picture():
                    self.report.lose(NO_PICTURES, block.alt)
                case Text():
                    self.take_text(block, story, heading)

    def take_text(self, text: Text, story: str | None, heading: str) -> None:
        """A part of the story, without the hints of the template; or words that have no place."""
        known = INSTRUCTIONS | ({hint_of(CaseStudyPage, story)} if story else set())
        html = without(text.html, known)
        if not html:
            return
        if story is None:
            self.report.lose(NO_PLACE, BeautifulSoup(html, "html.parser").get_text(" "))
            return
        told = nh3.clean(
            html, tags=STORY_TAGS, attributes={"a": {"href"}}, url_schemes=SCHEMES, link_rel=None
        )
        setattr(self.page, story, getattr(self.page, story) + told)

    def take_table(self, table: Table, heading: str) -> None:
        if table.headings == PART_HEADINGS:
            self.parts += self.parts_in(table)
        elif table.headings == SOURCE_HEADINGS:
            self.sources += self.sources_in(table)
        else:
            answers = dict(answers_in(table))
            if FIRST_OF_OUTCOME in answers:
                self.take_outcome(answers)
            elif answers.keys() & PAGE_FIELDS.keys():
                self.fill(self.page, answers, PAGE_FIELDS)
            else:
                self.report.lose("A table that is not of the template", heading)

    def fill(
        self, record: models.Model, answers: Mapping[str, str], fields: Mapping[str, str]
    ) -> None:
        """Give a record every answer that one of its fields can hold."""
        for label, answer in answers.items():
            name = fields.get(label)
            if name is None:
                self.report.lose(NO_PLACE, f"{label}: {answer}")
                continue
            value = self.reader.read(field_of(type(record), name), answer, label.capitalize())
            if value is not None:
                setattr(record, name, value)

    def take_outcome(self, answers: Mapping[str, str]) -> None:
        """An outcome, unless nothing was answered."""
        if not any(answers.values()):
            return
        outcome = Outcome(sort_order=len(self.outcomes))
        outcome.half_finished = True
        self.fill(outcome, answers, OUTCOME_FIELDS)
        self.drop_what_is_refused(outcome, exclude=["page"])
        self.outcomes.append(outcome)

    def parts_in(self, table: Table) -> Iterator[CaseStudySubPhase]:
        seen = {part.sub_phase_id for part in self.parts}
        for row in table.rows:
            part = CaseStudySubPhase(sort_order=len(seen))
            for name, label, answer in zip(PART, PART_HEADINGS, row, strict=True):
                value = self.reader.read(field_of(CaseStudySubPhase, name), answer, label)
                setattr(part, name, value)
            if part.sub_phase_id is None or part.sub_phase_id in seen:
                if any(row):
                    self.report.lose(
                        "A part of the framework, unknown or named twice", " ".join(row)
                    )
                continue
            seen.add(part.sub_phase_id)
            self.drop_what_is_refused(part, exclude=["page"])
            yield part

    def sources_in(self, table: Table) -> Iterator[dict[str, Any]]:
        for label, address in table.rows:
            if is_kept(address) and address.startswith("http"):
                yield {
                    "type": "source",
                    "value": {"label": (label or address)[:200], "url": address},
                }
            elif label or address:
                self.report.lose("A source without a whole address", f"{label} {address}")

    def drop_what_is_refused(self, record: Any, *, exclude: list[str]) -> None:
        """Empty what the record itself would not take, so that the draft can be stored and mended."""
        for _ in range(MOST_LOOKS):
            try:
                look_at(record, exclude)
            except ValidationError as error:
                self.empty(record, error)
            else:
                return

    def empty(self, record: Any, error: ValidationError) -> None:
        for name, words in error.message_dict.items():
            names = figures_of(record) if name == NON_FIELD_ERRORS else together(record, name)
            for field in (record._meta.get_field(known) for known in names):
                told = getattr(record, field.name)
                setattr(record, field.name, field.get_default())
                self.report.lose(
                    f"{NOT_STORED}. {' '.join(words)}", f"{field.verbose_name}: {told}"
                )


def look_at(record: Any, exclude: list[str]) -> None:
    """As far as a record can be looked at that has no place yet. What is empty may be a draft's."""
    record.clean_fields(exclude=[*exclude, *empty_fields(record)])
    record.clean()
    record.validate_constraints(exclude=exclude)


def figures_of(record: Any) -> list[str]:
    """What a rule about several fields can speak of: figures and days that are given."""
    names = {
        Outcome: NUMBERS_AND_DAYS,
        CaseStudySubPhase: ("level_before_on", "level_after_on"),
    }.get(type(record), ("started", "ended"))
    return [name for name in names if getattr(record, name) is not None]


def together(record: Any, name: str) -> list[str]:
    """A refused field with what cannot stand without it: a figure and its day belong together."""
    for time in TIMES if isinstance(record, Outcome) else ():
        names = (time.value, time.day, time.of, time.other)
        if name in names:
            return [known for known in names if getattr(record, known) is not None]
    return [name]


def empty_fields(record: Any) -> list[str]:
    """What is not answered yet is asked for in the editor."""
    own = (field for field in record._meta.fields if not field.primary_key)
    return [field.name for field in own if getattr(record, field.attname) in (None, "", [])]


def answers_in(table: Table) -> Iterator[tuple[str, str]]:
    """The answers of a table by the first line of what was asked, in small letters."""
    for row in (table.headings, *table.rows):
        if row[0] == FIELD:
            continue
        yield row[0].split("\n")[0].strip().lower(), "\n".join(row[1:]).strip()


def without(html: str, known: Iterable[str]) -> str:
    """The text without paragraphs that the template itself says; "" where nothing is left."""
    soup = BeautifulSoup(html, "html.parser")
    told = {" ".join(words.split()) for words in known}
    for paragraph in soup.find_all("p"):
        if " ".join(paragraph.get_text().split()) in told:
            paragraph.decompose()
    return str(soup) if soup.get_text(strip=True) else ""
