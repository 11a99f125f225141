"""What is found on a page: each thing that stops it, and each that asks for a reason."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone
from wagtail.images.tests.utils import get_test_image_file

from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from content.publishing.gate import PublishingStopped, findings_of
from content.starters import hint
from images.models import CustomImage
from pages.models import StandardPage
from tests.content.test_reading_age_panel import HARD
from tests.factories.casestudies import CaseStudyPageFactory, OutcomeFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)
NOW = timezone.now()


def found_on(page: StandardPage | CaseStudyPage) -> list[tuple[str, bool]]:
    found = findings_of(page)
    assert {finding.name for finding in found} <= set(page.right_before_publishing)
    return [(finding.name, finding.stops) for finding in found]


def a_page(**fields: Any) -> StandardPage:
    return StandardPageFactory.build(**fields)


def text(words: str) -> list[tuple[str, str]]:
    return [("text", f"<p>{words}</p>")]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"summary": " \n"}, ["summary-missing"]),
        ({"summary": hint("what it is about")}, ["hints-left"]),
        ({"body": text(hint("why"))}, ["hints-left"]),
        ({"go_live_at": NOW, "expire_at": NOW - timedelta(days=1)}, ["dates-impossible"]),
        ({"go_live_at": NOW, "expire_at": NOW + timedelta(days=1)}, []),
        ({"reviewed_on": TOMORROW}, ["dates-impossible"]),
        ({"reviewed_on": TODAY, "review_by": TODAY}, []),
        ({}, []),
    ],
)
def test_what_stops_any_page(fields: dict[str, Any], names: list[str]) -> None:
    assert found_on(a_page(**fields)) == [(name, True) for name in names]


def test_a_next_review_before_the_last_one_stops_it() -> None:
    page = a_page(reviewed_on=TODAY, review_by=YESTERDAY)
    assert ("dates-impossible", True) in found_on(page)


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({"review_by": YESTERDAY}, ["review-overdue"]),
        ({"review_by": TODAY}, []),
        ({"body": text(HARD * 3)}, ["reading-age"]),
        ({"body": text(HARD)}, []),
        ({"body": text("We ask people what they need. " * 40)}, []),
    ],
)
def test_what_asks_for_a_reason(fields: dict[str, Any], names: list[str]) -> None:
    assert found_on(a_page(**fields)) == [(name, False) for name in names]


@pytest.mark.parametrize(
    ("alt_text", "decorative", "names"),
    [
        ("Four people around a table", False, []),
        ("", True, []),
        ("", False, ["image-undecided"]),
        ("IMG_2031.jpg", False, ["image-undecided"]),
    ],
)
def test_each_image_needs_a_decision(alt_text: str, decorative: bool, names: list[str]) -> None:
    image = CustomImage.objects.create(title="Room", alt_text="x", file=get_test_image_file())
    value = {"image": {"image": image.pk, "alt_text": alt_text, "decorative": decorative}}
    page = a_page()
    page.body = page.body.stream_block.to_python(
        [{"type": "figure", "value": {**value, "caption": ""}}]
    )
    found = findings_of(page)
    assert [finding.name for finding in found] == names
    assert all("“Room”" in finding.words and finding.field == "body" for finding in found)


# Case studies


def a_study(**fields: Any) -> CaseStudyPage:
    return CaseStudyPageFactory.build(**fields)


ASKED = {"already_public": False, "confirmed_by": "Two carers", "confirmed_on": YESTERDAY}


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"licence": " "}, ["licence-missing"]),
        ({"already_public": False}, ["consent-missing"]),
        ({"sources": []}, ["consent-missing"]),
        (ASKED, []),
        ({**ASKED, "confirmed_on": None}, ["consent-missing"]),
        ({**ASKED, "confirmed_by": ""}, ["consent-missing"]),
        ({**ASKED, "confirmed_on": TOMORROW}, ["dates-impossible"]),
        ({"already_public": False, "demonstration": True}, []),
    ],
)
def test_what_stops_a_case_study(fields: dict[str, Any], names: list[str]) -> None:
    assert found_on(a_study(**fields)) == [(name, True) for name in names]


@pytest.mark.parametrize(
    ("fields", "names"),
    [
        ({}, []),
        ({"unit": "people", "baseline_value": 7}, ["small-number"]),
        ({"baseline_denominator": 7}, ["small-number"]),
        ({"unit": "people", "comparison": "Others", "comparison_followup": 3}, ["small-number"]),
        ({"suppressed": True, "baseline_value": None, "followup_value": None}, []),
        ({"followup_date": TOMORROW}, ["dates-impossible"]),
        ({"followup_date": date(2024, 4, 1)}, []),
    ],
)
def test_what_stops_an_outcome(fields: dict[str, Any], names: list[str]) -> None:
    study = a_study()
    study.outcomes = [OutcomeFactory(**fields)]
    assert found_on(study) == [(name, True) for name in names]


def test_a_case_study_is_not_public_without_consent(index: CaseStudyIndexPage) -> None:
    study = CaseStudyPageFactory(parent=index, live=False, already_public=False)
    with pytest.raises(PublishingStopped, match="Say who in the story"):
        study.save_revision().publish()
    assert not CaseStudyPage.objects.get(pk=study.pk).live
