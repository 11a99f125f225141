"""What a case study and its outcomes may hold."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from casestudies.evidence import EvidenceLabel, label_of
from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.models.studies import RESERVED_SLUGS
from casestudies.urls import urlpatterns
from tests.factories.casestudies import (
    CaseStudyPageFactory,
    OutcomeFactory,
    account_only,
    published_study,
)
from tests.factories.framework import SubPhaseFactory, four_levels
from tests.factories.taxonomy import OrganisationFactory

pytestmark = pytest.mark.django_db
FIGURES_AND_DATES = ("baseline_value", "followup_value", "baseline_date", "followup_date")


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
        ({"unit": "people", "baseline_value": 7}, "baseline_value"),
        (
            {"unit": "people", "comparison": "Others", "comparison_followup": 3},
            "comparison_followup",
        ),
        ({"baseline_denominator": 5}, "baseline_denominator"),
        ({"unit": "people", "followup_denominator": 40}, "followup_denominator"),
        ({"followup_value": 120}, "followup_value"),
        ({"baseline_value": -1}, "baseline_value"),
        ({"kind": "gap"}, "comparison"),
        ({"comparison_baseline": 3}, "comparison"),
        ({"direction": "down"}, "status"),
        ({"followup_value": 41}, "status"),
        ({"status": "worse"}, "status"),
        ({"status": "no-change", "limits": ""}, "limits"),
        ({"followup_date": timezone.localdate() + timedelta(days=1)}, "followup_date"),
        (
            {"suppressed": True, **dict.fromkeys(FIGURES_AND_DATES, None)},
            "followup_date",
        ),
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
        comparison="Everybody else",
        comparison_baseline=63,
    )
    assert problems_of(outcome) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "worse", "direction": "down"},
        {"status": "no-change", "followup_value": 42},
        {"status": "early-sign"},
        {"unit": "percentage points", "baseline_value": -12, "followup_value": -3},
        {"unit": "decisions", "baseline_value": 2, "followup_value": 4},
        {"unit": "people", "baseline_value": 0},
        {
            "kind": "gap",
            "comparison": "Others",
            "comparison_baseline": 54,
            "comparison_followup": 60,
        },
        {
            "kind": "gap",
            "status": "worse",
            "comparison": "Others",
            "comparison_baseline": 54,
            "comparison_followup": 80,
        },
        {"suppressed": True, "baseline_value": None, "followup_value": None},
    ],
)
def test_accepts_what_is_sound(fields: dict[str, Any]) -> None:
    assert problems_of(OutcomeFactory(**fields)) == {}


@pytest.mark.parametrize("status", ["early-sign", "no-change", "planned", "not-measured"])
def test_many_things_may_be_said_without_figures(status: str) -> None:
    assert problems_of(account_only(status=status)) == {}


def test_a_measure_planned_for_a_day_to_come_is_no_mistake() -> None:
    ahead = timezone.localdate() + timedelta(days=90)
    planned = OutcomeFactory(status="planned", followup_value=None, followup_date=ahead)
    assert problems_of(planned) == {}


@pytest.mark.parametrize(
    "fields",
    [
        {"unit": "people", "followup_value": 5},
        {"kind": "gap"},
        {"direction": "down"},
        {"followup_value": None, "followup_date": None},
        {"followup_value": 400},
        {"unit": ""},
    ],
)
def test_a_draft_may_have_what_publishing_would_refuse(fields: dict[str, Any]) -> None:
    outcome = OutcomeFactory(**fields)
    assert problems_of(outcome)
    outcome.half_finished = True
    assert problems_of(outcome) == {}


def test_a_small_number_is_hidden_even_where_nobody_ticked_it() -> None:
    few = OutcomeFactory(unit="people", baseline_value=5, followup_value=40)
    assert few.is_hidden
    assert few.figures.first is None
    assert label_of(few.figures) == EvidenceLabel.ACCOUNT


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


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"confirmed_by": "Two carers"}, "confirmed_on"),
        ({"confirmed_on": date(2025, 1, 1)}, "confirmed_by"),
        ({"confirmed_view": "It helped."}, "confirmed_by"),
        ({"confirmed_by": "jo@example.org", "confirmed_on": date(2025, 1, 1)}, "confirmed_by"),
        (
            {
                "confirmed_by": "Two carers",
                "confirmed_on": date(2025, 1, 1),
                "confirmed_view": "Ring me on 01632 960 123.",
            },
            "confirmed_view",
        ),
        ({"contact_role": "Jo, jo@example.org"}, "contact_role"),
    ],
)
def test_a_confirmation_is_whole_and_names_nobody(
    index: CaseStudyIndexPage, fields: dict[str, Any], field: str
) -> None:
    assert field in study_problems(**fields)


def test_a_whole_confirmation_is_valid_and_found_by_search(index: CaseStudyIndexPage) -> None:
    confirmed = {
        "confirmed_by": "Two carers",
        "confirmed_on": date(2025, 1, 1),
        "confirmed_view": "We were heard.",
    }
    assert study_problems(**confirmed) == {}
    assert "We were heard." in published_study(index, **confirmed).listing_text()


def part(**fields: Any) -> CaseStudySubPhase:
    page = CaseStudyPage(started=date(2024, 1, 1), ended=date(2025, 3, 1))
    return CaseStudySubPhase(page=page, **fields)


def test_the_time_taken_comes_from_the_levels_then_from_the_work() -> None:
    levels = dict(zip(("level_before", "level_after"), four_levels()[:2], strict=True))
    dated = {"level_before_on": date(2024, 6, 1), "level_after_on": date(2024, 12, 1)}
    assert part(**levels, **dated).months_taken == 6
    assert part(**levels).months_taken == 14
    assert part(**levels, level_after_on=date(2024, 12, 1)).months_taken == 11


def test_no_time_is_told_without_both_levels_or_both_dates() -> None:
    emerging, developing, *_ = four_levels()
    assert part(level_after=developing).months_taken is None
    assert part(level_before=emerging).months_taken is None
    undated = CaseStudySubPhase(page=CaseStudyPage(), level_before=emerging, level_after=developing)
    assert undated.months_taken is None


@pytest.mark.parametrize(
    ("levels", "field"),
    [
        (2, "level_after_on"),
        (0, "level_before_on"),
    ],
)
def test_dates_of_levels_belong_to_levels_and_come_in_order(levels: int, field: str) -> None:
    known = dict(zip(("level_before", "level_after"), four_levels()[:levels], strict=False))
    worked_on = part(**known, level_before_on=date(2025, 1, 1), level_after_on=date(2024, 1, 1))
    with pytest.raises(ValidationError) as refused:
        worked_on.clean()
    assert field in refused.value.message_dict


def test_the_database_refuses_levels_in_the_wrong_order(index: CaseStudyIndexPage) -> None:
    study = CaseStudyPageFactory(parent=index)
    worked_on = CaseStudySubPhase(
        page=study,
        sub_phase=SubPhaseFactory(),
        level_before_on=date(2025, 1, 1),
        level_after_on=date(2024, 1, 1),
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        worked_on.save()


def test_no_study_may_take_the_address_of_a_page_of_the_finder(index: CaseStudyIndexPage) -> None:
    taken = {str(each.pattern).strip("/") for each in urlpatterns}
    assert {slug for slug in taken if "." not in slug} == RESERVED_SLUGS
    for slug in RESERVED_SLUGS:
        study = CaseStudyPageFactory.build(slug=slug)
        with pytest.raises(ValidationError, match="belongs to another page"):
            study.clean()
