"""Makes case studies and their outcomes."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import factory
import wagtail_factories

from casestudies.actions import withdraw
from casestudies.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    CaseStudySubPhase,
    Outcome,
    Withdrawal,
)
from search.actions import index_pages
from tests.factories.accounts import UserFactory

REPORT = "https://example.org/report"


class CaseStudyIndexPageFactory(wagtail_factories.PageFactory):
    """The finder; give `parent=`."""

    title = "Case studies"
    slug = "case-studies"
    summary = "What others did."

    class Meta:
        model = CaseStudyIndexPage


class CaseStudyPageFactory(wagtail_factories.PageFactory):
    """A case study of which nothing is known but its name and that it may be told; give `parent=`."""

    title = factory.Sequence(lambda number: f"Study {number}")
    slug = factory.Sequence(lambda number: f"study-{number}")
    summary = "What was done, in a sentence."
    licence = "Open Government Licence v3.0"
    already_public = True
    sources = factory.LazyFunction(lambda: [("source", {"label": "A report", "url": REPORT})])

    class Meta:
        model = CaseStudyPage


class OutcomeFactory(factory.Factory):
    """An outcome measured before and after, not stored; change fields to make it less."""

    statement = "More people came."
    kind = "participant"
    status = "measured"
    indicator = "People who came"
    unit = "%"
    direction = "up"
    baseline_value = 41
    baseline_date = date(2024, 3, 31)
    followup_value = 53
    followup_date = date(2025, 3, 31)
    measured_by = "ics"
    limits = "The two groups are not the same people."

    class Meta:
        model = Outcome


def account_only(**fields: Any) -> Outcome:
    """An outcome without figures."""
    empty = dict.fromkeys(
        ["baseline_value", "baseline_date", "followup_value", "followup_date"], None
    )
    return OutcomeFactory(**{**empty, "status": "not-measured", **fields})


def published_study(
    index: CaseStudyIndexPage,
    *,
    outcomes: Sequence[Outcome] = (),
    sub_phases: Sequence[CaseStudySubPhase] = (),
    **fields: Any,
) -> CaseStudyPage:
    """A case study as an editor publishes it, so that every handler runs.

    Small numbers that nobody hid come to it as if they were from before there was a gate.
    """
    study = CaseStudyPageFactory.build(**fields)
    unhidden = [outcome for outcome in outcomes if outcome.is_hidden and not outcome.suppressed]
    for children in (outcomes, sub_phases):
        for position, child in enumerate(children):
            child.sort_order = position
    study.outcomes = [outcome for outcome in outcomes if outcome not in unhidden]
    study.sub_phases = list(sub_phases)
    index.add_child(instance=study)
    study.save_revision().publish()
    if unhidden:
        Outcome.objects.bulk_create([stored_in(study, outcome) for outcome in unhidden])
        index_pages([study.pk])
    return CaseStudyPage.objects.get(pk=study.pk)


def stored_in(study: CaseStudyPage, outcome: Outcome) -> Outcome:
    outcome.page = study
    return outcome


def withdrawn(study: CaseStudyPage, *, delete_story: bool = False, **fields: Any) -> Withdrawal:
    """What is recorded when somebody who may do everything withdraws a case study."""
    return withdraw(
        page=study,
        user=UserFactory(is_superuser=True),
        asked_by="people",
        reason="They asked.",
        delete_story=delete_story,
        **fields,
    )
