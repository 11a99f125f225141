"""What a reader sees of a case study."""

from datetime import date

import pytest
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.results import result_of, rows_of
from framework.models import Measure
from tests.factories.casestudies import OutcomeFactory, account_only, published_study
from tests.factories.framework import PhaseFactory, SubPhaseFactory, four_levels
from tests.factories.taxonomy import (
    ApproachFactory,
    MethodFactory,
    OrganisationFactory,
    PartnerTypeFactory,
    PopulationGroupFactory,
)

pytestmark = pytest.mark.django_db

STORY = [
    "problem",
    "what_we_did",
    "lived_experience_role",
    "lived_experience_support",
    "what_changed",
    "what_did_not_work",
    "effort",
    "differently",
    "transfer_advice",
]


def html_of(client: Client, study: CaseStudyPage) -> str:
    response = client.get(study.url)
    assert response.status_code == 200
    return response.content.decode()


def test_nothing_reported_is_one_kind_sentence(client: Client, index: CaseStudyIndexPage) -> None:
    html = html_of(client, published_study(index))
    assert html.count("Not reported:") == 1
    assert "the problem; what they did" in html
    assert '<a href="/contact/">tell us</a>' in html
    assert 'id="problem"' not in html
    assert "Nobody in the story was asked." in html


def test_one_empty_part_keeps_its_heading(client: Client, index: CaseStudyIndexPage) -> None:
    told = dict.fromkeys(STORY, "<p>Told.</p>") | {"effort": "<p></p>"}
    html = html_of(client, published_study(index, **told))
    assert 'id="cost"' in html
    assert html.count("<p>Not reported.</p>") == 2  # the cost, and whom to ask
    assert "Not reported:" not in html


def test_the_parts_stand_in_the_order_of_reading(client: Client, index: CaseStudyIndexPage) -> None:
    study = published_study(
        index,
        **{field: f"<p>Part {number}.</p>" for number, field in enumerate(STORY)},
        outcomes=[OutcomeFactory()],
    )
    html = html_of(client, study)
    places = [html.index(f"<p>Part {number}.</p>") for number in range(len(STORY))]
    assert places == sorted(places)
    assert places[4] < html.index("More people came.") < places[5]
    assert html.index("onfirmed by the people in the story") < html.index("Who to ask")


def test_a_demonstration_is_marked(client: Client, index: CaseStudyIndexPage) -> None:
    made_up = published_study(
        index,
        title="Demonstration: a study",
        demonstration=True,
        fictional_organisation="Larkwater board (made up)",
    )
    assert "Made-up example." in html_of(client, made_up)
    assert "Larkwater board (made up)" in html_of(client, made_up)
    assert "Made-up example" not in html_of(client, published_study(index))


def test_an_outcome_tells_the_change_and_draws_it(
    client: Client, index: CaseStudyIndexPage
) -> None:
    html = html_of(client, published_study(index, outcomes=[OutcomeFactory()]))
    change = "It went from 41% (Mar 2024) to 53% (Mar 2025): up 12 percentage points."
    assert change in html
    assert "Before and after." in html
    assert '<caption class="nhsuk-table__caption nhsuk-table__caption--s">People who came' in html
    assert html.count('class="app-bar"') == 2
    assert 'width="41"' in html
    assert "style=" not in html


def test_an_outcome_leads_to_its_measure(client: Client, index: CaseStudyIndexPage) -> None:
    heard = Measure.objects.create(
        identifier="heard", rung="participants", name="People who felt heard", shows="It."
    )
    html = html_of(client, published_study(index, outcomes=[OutcomeFactory(measure=heard)]))
    named = '<strong>Measure from our library:</strong> <a href="/measures/heard/">People who felt'
    assert named in html
    assert named not in html_of(client, published_study(index, outcomes=[OutcomeFactory()]))


def test_numbers_after_only_are_not_drawn_as_a_change(
    client: Client, index: CaseStudyIndexPage
) -> None:
    outcome = OutcomeFactory(baseline_value=None, baseline_date=None)
    html = html_of(client, published_study(index, outcomes=[outcome]))
    assert "It went" not in html
    assert 'class="app-bar"' not in html
    assert "53%" in html
    assert "Numbers after only." in html


def test_a_small_number_is_hidden_with_a_mark(client: Client, index: CaseStudyIndexPage) -> None:
    outcome = OutcomeFactory(suppressed=True, baseline_value=None, followup_value=None)
    html = html_of(client, published_study(index, outcomes=[outcome]))
    assert html.count("fewer than 8 (small number hidden)") == 2
    assert "It went" not in html


def test_a_gap_is_told_both_ways(client: Client, index: CaseStudyIndexPage) -> None:
    outcome = OutcomeFactory(
        kind="gap", comparison="Others", comparison_baseline=54, comparison_followup=60
    )
    html = html_of(client, published_study(index, outcomes=[outcome]))
    assert "The gap was 13 percentage points (Mar 2024)" in html
    assert "As a ratio it was 0.76, then 0.88." in html
    assert "Other group, before, 31 March 2024" in html


def test_what_was_not_counted_yet_is_said(client: Client, index: CaseStudyIndexPage) -> None:
    planned = OutcomeFactory(status="planned", followup_value=None, followup_date=None)
    html = html_of(client, published_study(index, outcomes=[planned, account_only()]))
    assert "Not counted yet" in html
    assert "No figures." in html


def test_the_two_groups_of_a_gap_stand_together_at_each_time() -> None:
    others = {"comparison": "Others", "comparison_baseline": 54, "comparison_followup": 60}
    gap = [row.label for row in rows_of(OutcomeFactory(kind="gap", **others))]
    assert [label.split(", 3")[0] for label in gap] == [
        "Before",
        "Other group, before",
        "After",
        "Other group, after",
    ]
    change = [row.label for row in rows_of(OutcomeFactory(**others))]
    assert [label.split(", 3")[0] for label in change] == [
        "Before",
        "After",
        "Other group, before",
        "Other group, after",
    ]


def test_a_count_under_8_is_hidden_even_where_nobody_ticked_it(
    client: Client, index: CaseStudyIndexPage
) -> None:
    few = OutcomeFactory(
        unit="people",
        baseline_value=5,
        baseline_denominator=6,
        followup_value=40,
        followup_denominator=41,
        comparison="Others",
        comparison_followup=3,
        comparison_baseline=30,
    )
    html = html_of(client, published_study(index, outcomes=[few]))
    assert html.count("fewer than 8 (small number hidden)") == 3
    assert "Account only." in html
    for words in ("5 people", "40 people", "of 6", "3 people", "It went"):
        assert words not in html
    assert "30 people" in html


def test_says_why_it_has_its_label(client: Client, index: CaseStudyIndexPage) -> None:
    html = html_of(client, published_study(index, outcomes=[OutcomeFactory()]))
    assert "Kind of evidence: Before and after." in html
    assert "The same thing was counted before and after." in html
    assert "because an outcome has a figure from before and one from after" in html


def test_the_people_in_the_story_speak_for_themselves(
    client: Client, index: CaseStudyIndexPage
) -> None:
    study = published_study(
        index,
        confirmed_by="Two of the carers",
        confirmed_on=date(2025, 5, 1),
        confirmed_view="We were heard.\n\n<b>At last.</b>",
    )
    html = html_of(client, study)
    assert "Two of the carers, on 1 May 2025." in html
    assert "In the words of the people in the story" in html
    assert "<blockquote><p>We were heard.</p>" in html
    assert "&lt;b&gt;At last." in html
    assert "Nobody in the story" not in html


def test_level_moves_lead_to_the_framework(client: Client, index: CaseStudyIndexPage) -> None:
    emerging, developing, *_ = four_levels()
    parts = SubPhaseFactory.create_batch(4)
    moves = [(emerging, developing), (developing, developing), (None, developing), (None, None)]
    study = published_study(
        index,
        sub_phases=[
            CaseStudySubPhase(sub_phase=part, level_before=before, level_after=after)
            for part, (before, after) in zip(parts, moves, strict=True)
        ],
    )
    html = html_of(client, study)
    for words in (
        "moved from Emerging to Developing",
        "stayed at Developing",
        "reached Developing",
        "levels not reported",
    ):
        assert words in html
    assert f'href="{parts[0].path}"' in html


def test_shows_the_board_of_the_time_and_who_followed(
    client: Client, index: CaseStudyIndexPage
) -> None:
    former = OrganisationFactory(name="Frimley ICB", valid_to=date(2026, 3, 31))
    for name in ("Surrey and Sussex ICB", "Thames Valley ICB"):
        former.successors.add(OrganisationFactory(name=name, valid_from=date(2026, 4, 1)))
    html = html_of(client, published_study(index, organisation=former))
    assert (
        "Frimley ICB (until March 2026)."
        " Followed by Surrey and Sussex ICB and Thames Valley ICB, from April 2026" in html
    )


def test_a_preview_shows_what_is_not_saved_yet(index: CaseStudyIndexPage) -> None:
    study = published_study(index)
    study.groups = [PopulationGroupFactory(name="Carers of tomorrow")]
    study.outcomes = [OutcomeFactory(statement="Not saved yet.")]
    request = RequestFactory().get("/")
    request.is_preview = True  # type: ignore[attr-defined]  # as Wagtail marks a preview
    context = study.get_context(request)
    assert {"key": "People", "value": "Carers of tomorrow"} in context["facts"]
    assert context["results"][0].statement == "Not saved yet."


def test_takes_the_same_few_queries_for_5_and_25_outcomes(
    client: Client, index: CaseStudyIndexPage
) -> None:
    former = OrganisationFactory(valid_to=date(2026, 3, 31))
    former.successors.add(OrganisationFactory())
    level = four_levels()[0]
    measures = [
        Measure.objects.create(identifier=f"m{at}", rung="gap", name=f"M{at}", shows="It.")
        for at in range(25)
    ]

    def queries(count: int) -> int:
        study = published_study(
            index,
            organisation=former,
            phases=PhaseFactory.create_batch(2),
            groups=PopulationGroupFactory.create_batch(count),
            approaches=ApproachFactory.create_batch(2),
            methods=MethodFactory.create_batch(count),
            partner_types=PartnerTypeFactory.create_batch(2),
            outcomes=[OutcomeFactory(measure=measure) for measure in measures[:count]],
            sub_phases=[
                CaseStudySubPhase(sub_phase=part, level_before=level, level_after=level)
                for part in SubPhaseFactory.create_batch(count)
            ],
            **dict.fromkeys(STORY, f'<p><a linktype="page" id="{index.pk}">See</a></p>'),
        )
        html_of(client, study)
        with CaptureQueriesContext(connection) as captured:
            html_of(client, study)
        return len(captured)

    with_five = queries(5)
    assert queries(25) == with_five
    assert with_five <= 10


def test_an_outcome_that_is_half_written_can_be_looked_at() -> None:
    """A draft may lack what a published outcome must have."""
    result = result_of(Outcome(statement="Something changed.", status="", kind=""))
    assert result.tag_kind == "none"
