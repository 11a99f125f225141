"""The Word template of a case study: filled in, it becomes a draft with every field."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document
from docx.table import Table

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Outcome
from casestudies.word_import.fields import AGREEMENT, BASICS, OUTCOME, STORY, label_of
from casestudies.word_import.importing import importer
from content.word.actions import make_draft
from content.word.reading import read_word
from pages.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyIndexPageFactory
from tests.factories.framework import LevelFactory, SubPhaseFactory
from tests.factories.taxonomy import (
    ApproachFactory,
    MethodFactory,
    OrganisationFactory,
    PartnerTypeFactory,
    PopulationGroupFactory,
)

SHORT = {
    "title": "Buses for a clinic",
    "summary": "People chose a new bus stop, and more of them came.",
    "organisation": "Larkwater Integrated Care Board",
    "place": "Quillford",
    "lens": "Operational",
    "reach": "place",
    "started": "13 January 2025",
    "ended": "2026-03-31",
    "groups": "Carers\nRural places",
    "approaches": "Co-design",
    "methods": "Walks, Talks",
    "partner_types": "Community group",
}
AGREED = {
    "confirmed_by": "A community partner",
    "confirmed_on": "1 April 2026",
    "confirmed_view": "It is easier to come now.",
    "already_public": "No",
    "contact_role": "Engagement lead",
    "licence": "Open Government Licence v3.0",
    "note": "Tell us of yours.",
}
MEASURED = {
    "statement": "More people came.",
    "kind": "Change for people who took part",
    "status": "Measured",
    "indicator": "People who came",
    "definition": "All visits, counted at the door.",
    "unit": "people",
    "direction": "Up",
    "population": "Adults of the town",
    "suppressed": "no",
    "baseline_value": "1,041",
    "baseline_date": "31 March 2025",
    "baseline_denominator": "4,000",
    "followup_value": "1,253.5",
    "followup_date": "31/03/2026",
    "followup_denominator": "4100",
    "splits": "Age\nSex",
    "measured_by": "A partner",
    "source": "The door",
    "limits": "The two years differ.",
    "community_view": "We see it.",
}


@pytest.fixture
def index(home_page: HomePage) -> CaseStudyIndexPage:
    OrganisationFactory(name="Larkwater Integrated Care Board", short_name="Larkwater")
    for name in ("Carers", "Rural places"):
        PopulationGroupFactory(name=name)
    ApproachFactory(name="Co-design")
    for name in ("Walks", "Talks"):
        MethodFactory(name=name)
    PartnerTypeFactory(name="Community group")
    part = SubPhaseFactory(identifier="4a", title="Reaching people")
    assert part.phase.name
    LevelFactory(identifier="emerging", number=1, name="Emerging")
    LevelFactory(identifier="developing", number=2, name="Developing")
    return CaseStudyIndexPageFactory(parent=home_page)


def template() -> Document:
    make = importer().template
    assert make is not None
    return docx.Document(BytesIO(make()))


def tables(document: Document) -> Iterator[tuple[str, Table]]:
    """Each table, by the first thing that it asks for."""
    for table in document.tables:
        yield table.cell(1, 0).text.split("\n")[0] or table.cell(0, 0).text, table


def answer(table: Table, model: Any, values: dict[str, str]) -> None:
    labels = {label_of(model, name): value for name, value in values.items()}
    for row in table.rows[1:]:
        asked = row.cells[0].text.split("\n")[0]
        if value := labels.pop(asked, ""):
            first, *more = value.split("\n")
            row.cells[1].text = first
            for line in more:
                row.cells[1].add_paragraph(line)
    assert not labels, "the template asks for all of it"


def tell(document: Document) -> None:
    """Write a part of the story under each of its headings, after the hint."""
    labels = {label_of(CaseStudyPage, name): name for name in STORY}
    paragraphs = document.paragraphs
    for place, paragraph in enumerate(paragraphs):
        if name := labels.get(paragraph.text):
            empty = next(known for known in paragraphs[place:] if not known.text.strip())
            empty.add_run("Told of ").text = "Told of "
            empty.add_run(name).bold = True


def filled(**changes: dict[str, str]) -> bytes:
    document = template()
    tell(document)
    for first, table in list(tables(document)):
        if first == "Title":
            answer(table, CaseStudyPage, {**SHORT, **changes.get("short", {})})
        elif first == "Confirmed by":
            answer(table, CaseStudyPage, {**AGREED, **changes.get("agreed", {})})
    outcomes = [table for first, table in tables(document) if first == "Statement"]
    answer(outcomes[0], Outcome, {**MEASURED, **changes.get("measured", {})})
    parts, sources = (table for first, table in tables(document) if first in {"Part", "Source"})
    part = ("4a Reaching people", "Emerging", "1 May 2025", "Developing", "1 May 2026")
    for cell, words in zip(parts.rows[1].cells, part, strict=True):
        cell.text = words
    sources.cell(1, 0).text, sources.cell(1, 1).text = "The report", "https://example.org/report"
    stored = BytesIO()
    document.save(stored)
    return stored.getvalue()


def drafted(index: CaseStudyIndexPage, content: bytes) -> tuple[CaseStudyPage, list[str]]:
    """The draft of a filled-in template, and what its report says."""
    document = read_word(content, "study.docx")
    look = importer().look(document)
    page = make_draft(
        importer=importer(),
        parent=index,
        document=document,
        title=look.title or "Untitled",
        alternatives={},
        user=UserFactory(is_superuser=True),
    )
    report = [f"{remark.words} | {remark.where}" for remark in document.report.lost]
    return CaseStudyPage.objects.get(pk=page.pk).get_latest_revision_as_object(), report


def test_a_filled_in_template_becomes_a_draft_with_every_field(index: CaseStudyIndexPage) -> None:
    study, report = drafted(index, filled())
    assert report == []
    assert (study.live, study.owner) == (False, User.objects.get())
    assert (study.title, study.summary) == (SHORT["title"], SHORT["summary"])
    assert study.organisation is not None
    assert study.organisation.short_name == "Larkwater"
    assert (study.lens, study.reach) == ("operational", "place")
    assert (study.started, study.ended) == (date(2025, 1, 13), date(2026, 3, 31))
    named = {
        name: sorted(str(known) for known in getattr(study, name).all()) for name in BASICS[-4:]
    }
    assert named == {
        "groups": ["Carers", "Rural places"],
        "approaches": ["Co-design"],
        "methods": ["Talks", "Walks"],
        "partner_types": ["Community group"],
    }
    for name in STORY:
        assert getattr(study, name) == f"<p>Told of <b>{name}</b></p>", name
    agreed = {**AGREED, "confirmed_on": date(2026, 4, 1), "already_public": False}
    assert {name: getattr(study, name) for name in AGREEMENT} == agreed


def test_outcomes_parts_and_sources_are_rows_of_the_draft(index: CaseStudyIndexPage) -> None:
    study, report = drafted(index, filled())
    assert report == []
    (outcome,) = study.outcomes.all()
    expected = {
        **{name: MEASURED[name] for name in ("statement", "indicator", "unit", "source", "limits")},
        "kind": "participant",
        "status": "measured",
        "baseline_value": Decimal(1041),
        "baseline_date": date(2025, 3, 31),
        "baseline_denominator": 4000,
        "followup_value": Decimal("1253.5"),
        "followup_date": date(2026, 3, 31),
        "splits": ["age", "sex"],
        "measured_by": "partner",
        "suppressed": False,
    }
    assert {name: getattr(outcome, name) for name in expected} == expected
    assert set(MEASURED) <= set(OUTCOME)
    (part,) = study.sub_phases.all()
    assert (part.sub_phase.identifier, part.level_after.name) == ("4a", "Developing")
    assert part.level_before_on == date(2025, 5, 1)
    assert [source.value["url"] for source in study.sources] == ["https://example.org/report"]


def test_what_is_unknown_or_unclear_is_reported_and_never_guessed(
    index: CaseStudyIndexPage,
) -> None:
    study, report = drafted(
        index,
        filled(
            short={"organisation": "Larkw", "groups": "Carers\nMartians", "started": "March 2025"},
            measured={"kind": "Nice", "followup_value": "about 12"},
        ),
    )
    assert study.organisation is None
    assert [group.name for group in study.groups.all()] == ["Carers"]
    assert study.started is None
    (outcome,) = study.outcomes.all()
    assert (outcome.kind, outcome.followup_value) == ("", None)
    told = " ".join(report)
    for words in ("Larkw", "Martians", "March 2025", "Nice", "about 12"):
        assert words in told


def test_what_would_be_refused_is_left_empty_and_named(index: CaseStudyIndexPage) -> None:
    study, report = drafted(
        index,
        filled(
            short={"ended": "1 January 2020"},
            agreed={"contact_role": "jo@example.org"},
            measured={"followup_date": "1 January 2024"},
        ),
    )
    (outcome,) = study.outcomes.all()
    assert (outcome.followup_value, outcome.baseline_value) == (None, Decimal(1041))
    assert (outcome.followup_date, study.ended, study.contact_role) == (None, None, "")
    assert len([words for words in report if "would be refused" in words]) >= 4


def test_an_empty_template_says_that_nothing_was_found(index: CaseStudyIndexPage) -> None:
    stored = BytesIO()
    template().save(stored)
    document = read_word(stored.getvalue(), "empty.docx")
    look = importer().look(document)
    assert look.shown == []
    assert [remark.words[:17] for remark in look.report.lost] == ["Nothing was found"]
