"""What a case study and its outcomes may hold."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Outcome
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    account_only,
    published_study,
)
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db


def problems_of(outcome: Outcome) -> dict[str, list[str]]:
    try:
        outcome.full_clean(exclude=["page"])
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_full_outcome_is_valid() -> None:
    assert problems_of(OutcomeFactory()) == {}


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"baseline_date": None}, "baseline_date"),
        ({"followup_date": None}, "followup_date"),
        ({"followup_date": date(2023, 1, 1)}, "followup_date"),
        ({"unit": ""}, "unit"),
        ({"suppressed": True}, "suppressed"),
        ({"status": "planned"}, "status"),
        ({"status": "not-measured"}, "status"),
        ({"followup_value": None, "followup_date": None}, "status"),
        ({"status": "worse", "baseline_value": None}, "status"),
        ({"status": "no-change", "followup_value": None}, "status"),
        ({"splits": ["star sign"]}, "splits"),
        ({"splits": "sex"}, "splits"),
        ({"kind": "miracle"}, "kind"),
    ],
)
def test_says_at_the_field_what_is_wrong(fields: dict[str, Any], field: str) -> None:
    assert field in problems_of(OutcomeFactory(**fields))


def test_a_planned_gap_may_have_only_a_baseline() -> None:
    outcome = OutcomeFactory(
        kind="gap",
        status="planned",
        followup_value=None,
        followup_date=None,
        comparison_baseline=63,
    )
    assert problems_of(outcome) == {}


def test_worse_may_be_said_in_words_alone() -> None:
    assert problems_of(account_only(status="worse")) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"followup_date": date(2023, 1, 1)},
        {"baseline_date": None},
        {"followup_date": None},
        {"baseline_value": None, "baseline_date": None, "comparison_baseline": 3},
        {"suppressed": True},
        {"status": "planned"},
    ],
)
def test_the_database_refuses_what_a_form_would(
    index: CaseStudyIndexPage, fields: dict[str, Any]
) -> None:
    study = CaseStudyPageFactory(parent=index)
    outcome = OutcomeFactory(page=study, **fields)
    with pytest.raises(IntegrityError), transaction.atomic():
        outcome.save()


def test_keeps_decimals_exactly(index: CaseStudyIndexPage) -> None:
    study = published_study(index, outcomes=[OutcomeFactory(baseline_value=Decimal("41.1234"))])
    assert study.outcomes.get().baseline_value == Decimal("41.1234")


def study_problems(**fields: Any) -> dict[str, list[str]]:
    study = CaseStudyPageFactory.build(path="000100010001zzzz", depth=4, **fields)
    try:
        study.full_clean()
    except ValidationError as error:
        return error.message_dict
    return {}


def test_a_study_must_not_end_before_it_starts(index: CaseStudyIndexPage) -> None:
    messages = study_problems(started=date(2025, 1, 1), ended=date(2024, 1, 1))
    assert "The end must not be before the start." in messages["__all__"]


def test_a_made_up_study_says_so_in_its_title(index: CaseStudyIndexPage) -> None:
    assert "title" in study_problems(demonstration=True, title="A study")
    assert study_problems(demonstration=True, title="Demonstration: a study") == {}


def test_a_made_up_study_names_no_real_organisation(index: CaseStudyIndexPage) -> None:
    messages = study_problems(
        demonstration=True, title="Demonstration: x", organisation=OrganisationFactory()
    )
    assert "A demonstration must not name a real organisation." in messages["__all__"]


def test_a_real_study_names_no_made_up_organisation(index: CaseStudyIndexPage) -> None:
    messages = study_problems(fictional_organisation="Larkwater ICB")
    assert "Only a demonstration may name a made-up organisation." in messages["__all__"]


def test_its_text_for_search_holds_every_part(index: CaseStudyIndexPage) -> None:
    successor = OrganisationFactory(name="Thames Valley ICB")
    board = OrganisationFactory(name="Frimley ICB", valid_to=date(2026, 3, 31))
    board.successors.add(successor)
    study = published_study(
        index,
        organisation=board,
        what_did_not_work="<ul><li>Wrong day.</li><li>Wrong place.</li></ul>",
        outcomes=[account_only(limits="Nobody asked the children.")],
    )
    text = study.listing_text()
    for words in ("Wrong day. Wrong place.", "Frimley ICB", "Thames Valley ICB", "the children"):
        assert words in text
    assert "<" not in text


def test_only_live_public_pages_of_their_own_are_published(index: CaseStudyIndexPage) -> None:
    study = published_study(index)
    draft = CaseStudyPageFactory(parent=index, live=False)
    private = published_study(index)
    private.view_restrictions.create(restriction_type="login")
    copy = study.create_alias(parent=index, update_slug="copy")
    assert {draft.pk, private.pk, copy.pk}.isdisjoint(
        CaseStudyPage.objects.published().values_list("pk", flat=True)
    )
    assert list(CaseStudyPage.objects.published()) == [study]


def test_a_restriction_above_hides_what_is_below(index: CaseStudyIndexPage) -> None:
    published_study(index)
    index.view_restrictions.create(restriction_type="login")
    assert not CaseStudyPage.objects.published().exists()
