"""Two case studies side by side."""

import re
from datetime import date

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from framework.models import Measure
from tests.factories.casestudies import OutcomeFactory, account_only, published_study
from tests.factories.framework import SubPhaseFactory, four_levels
from tests.factories.taxonomy import (
    ApproachFactory,
    MethodFactory,
    OrganisationFactory,
    PartnerTypeFactory,
    PopulationGroupFactory,
    RegionFactory,
)
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ADDRESS = "/case-studies/compare/"


def page(client: Client, *slugs: str, status: int = 200, **params: str) -> str:
    response = client.get(ADDRESS, {"study": slugs, **params})
    assert response.status_code == status
    return response.content.decode()


def cells(html: str, heading: str) -> list[str]:
    """The words of a row's cells, without the name of the study that stands before each."""
    row = re.search(rf'scope="row" role="rowheader">{heading}</th>(.*?)</tr>', html, re.DOTALL)
    assert row, heading
    found = re.findall(r'role="cell">\s*<span[^>]*>[^<]*</span>(.*?)</td>', row[1], re.DOTALL)
    return [" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in found]


def full_study(index: CaseStudyIndexPage, count: int = 1, **fields: object) -> CaseStudyPage:
    emerging, developing, *_ = four_levels()
    known_by = {"name": "People who felt heard", "rung": "participants", "shows": "It."}
    measure, _ = Measure.objects.get_or_create(identifier="heard", defaults=known_by)
    region = RegionFactory(name="South East")
    board = OrganisationFactory(name="Frimley ICB", valid_to=date(2026, 3, 31), region=region)
    board.successors.add(OrganisationFactory(name="Thames Valley ICB", region=region))
    known = {
        "organisation": board,
        "place": "Slough",
        "started": date(2025, 1, 6),
        "ended": date(2025, 9, 30),
        "groups": PopulationGroupFactory.create_batch(count, name="Young carers"),
        "approaches": ApproachFactory.create_batch(count, name="Co-design"),
        "methods": MethodFactory.create_batch(count, name="Focus group"),
        "partner_types": PartnerTypeFactory.create_batch(count, name="Council"),
        "what_did_not_work": f'<p>The <b>first</b> <a linktype="page" id="{index.pk}">try</a>.</p>',
        "effort": "<p>£100.</p>",
        "outcomes": OutcomeFactory.build_batch(
            count, community_view="We feel heard.", measure=measure
        ),
        "sub_phases": [
            CaseStudySubPhase(sub_phase=part, level_before=emerging, level_after=developing)
            for part in SubPhaseFactory.create_batch(count, title="Reaching people")
        ],
    }
    return published_study(index, **{**known, **fields})


def test_every_row_tells_of_both_and_says_what_was_not_reported(
    client: Client, index: CaseStudyIndexPage
) -> None:
    full, empty = full_study(index, title="Full"), published_study(index, title="Empty")
    html = page(client, full.slug, empty.slug)
    board = "Frimley ICB (until March 2026). Followed by Thames Valley ICB"
    expected = {
        "Where": f"{board} South East Slough",
        "When": "January 2025 to September 2025",
        "People": "Young carers",
        "Approach": "Co-design",
        "Methods": "Focus group",
        "Partners": "Council",
        "Kind of evidence": "Before and after",
        "Outcomes": (
            "Measured: More people came. It went from 41% (Mar 2024) to 53% (Mar 2025):"
            " up 12 percentage points."
        ),
        "What did not work": "The first try .",
        "What it cost": "£100.",
        "What the people concerned say": "We feel heard.",
    }
    for heading, words in expected.items():
        nothing = "Account only" if heading == "Kind of evidence" else "Not reported"
        assert cells(html, heading) == [words, nothing]
    moved, nothing = cells(html, "Levels of the framework")
    assert "Reaching people: moved from Emerging to Developing" in moved
    assert nothing == "Not reported"


def test_it_is_a_real_table(client: Client, index: CaseStudyIndexPage) -> None:
    one, two = (published_study(index, title=title) for title in ("One", "Two"))
    html = page(client, one.slug, two.slug)
    assert html.count("<table") == 1
    assert "<caption" in html
    assert re.findall(r'scope="col" role="columnheader">([^<]+)<', html) == ["One", "Two"]
    assert html.count('scope="row"') == 12
    assert f'<a href="{one.url}">One</a>' in html


def test_the_view_of_the_people_counts_once_they_have_confirmed_it(
    client: Client, index: CaseStudyIndexPage
) -> None:
    sure = published_study(
        index,
        confirmed_by="The panel",
        confirmed_on=date(2026, 1, 5),
        confirmed_view="It was our idea.",
    )
    unsure = published_study(index)
    CaseStudyPage.objects.filter(pk=unsure.pk).update(confirmed_view="Draft words.")
    html = page(client, sure.slug, unsure.slug)
    assert cells(html, "What the people concerned say") == ["It was our idea.", "Not reported"]


def test_bad_news_and_hidden_numbers_are_told_as_on_the_page(
    client: Client, index: CaseStudyIndexPage
) -> None:
    outcomes = [
        OutcomeFactory(status="worse", statement="Waits grew.", direction="down"),
        account_only(statement="Not measured yet."),
    ]
    one, two = published_study(index, outcomes=outcomes), published_study(index)
    told = cells(page(client, one.slug, two.slug), "Outcomes")[0]
    assert told.startswith("Worse: Waits grew. It went from 41%")
    assert told.endswith("Not measured yet.")
    assert "Not measured: Not measured" not in told


def test_without_a_choice_there_is_a_search_and_something_to_choose(
    client: Client, index: CaseStudyIndexPage
) -> None:
    study = published_study(index, title="Dental access")
    html = page(client)
    assert "<table" not in html
    assert "Case studies to choose from" in html
    assert f'href="/case-studies/compare/?study={study.slug}"' in html
    assert 'name="robots" content="noindex, follow"' in html


def test_with_one_chosen_the_next_can_be_searched_for(
    client: Client, index: CaseStudyIndexPage
) -> None:
    one = published_study(index, title="One")
    match = published_study(index, title="Dental access for all")
    published_study(index, title="Dental waits")
    html = page(client, one.slug, q="access  DENTAL")
    assert "You have chosen:" in html
    assert f'<input type="hidden" name="study" value="{one.slug}">' in html
    assert "Case studies with “access DENTAL” in the title" in html
    assert re.findall(r'href="/case-studies/compare/\?study=([^"]+)">Compare', html) == [
        f"{one.slug}&amp;study={match.slug}"
    ]


def test_with_one_chosen_those_like_it_are_offered(
    client: Client, index: CaseStudyIndexPage
) -> None:
    group = PopulationGroupFactory()
    one = published_study(index, title="One", groups=[group])
    published_study(index, title="Unlike")
    published_study(index, title="Like", groups=[group])
    html = page(client, one.slug)
    assert "Case studies like it" in html
    assert re.findall(r"Compare with this<span[^>]*>: ([^<]+)<", html) == ["Like"]


def test_offers_ten_at_most_and_nothing_that_is_not_public(
    client: Client, index: CaseStudyIndexPage
) -> None:
    for number in range(11):
        published_study(index, title=f"Access {number}")
    published_study(index, title="Access gone").unpublish()
    published_study(index, title="Access private").view_restrictions.create(
        restriction_type="login"
    )
    html = page(client, q="access")
    assert html.count("Choose this") == 10
    assert "gone" not in html
    assert "private" not in html


def test_says_when_no_title_has_the_words(client: Client, index: CaseStudyIndexPage) -> None:
    published_study(index, title="Access")
    for words in ("zebra", "%", "_", '"', "x\x00y", "a" * 5000):
        assert "There are none. Try fewer or other words." in page(client, q=words)


def test_of_more_than_two_the_first_two_are_compared(
    client: Client, index: CaseStudyIndexPage
) -> None:
    slugs = [published_study(index, title=f"Number {number}").slug for number in range(4)]
    html = page(client, *slugs)
    assert "We compare two case studies at a time." in html
    assert re.findall(r'role="columnheader">([^<]+)<', html) == ["Number 0", "Number 1"]
    assert "at a time" not in page(client, *slugs[:2])


def test_the_same_one_twice_is_one(client: Client, index: CaseStudyIndexPage) -> None:
    one = published_study(index)
    html = page(client, one.slug, one.slug, "")
    assert "<table" not in html
    assert html.count("You have chosen:") == 1


@pytest.mark.parametrize("slug", ["no-such-study", "x\x00", "../admin", "a" * 400, "<b>"])
def test_a_study_that_is_not_there_is_said_to_be_missing(
    client: Client, index: CaseStudyIndexPage, slug: str
) -> None:
    one = published_study(index, title="One")
    html = page(client, one.slug, slug, status=404)
    assert "We could not find one or more of the case studies" in html
    assert "You have chosen:" in html
    assert "<b>" not in html


def test_what_is_not_public_is_not_there(client: Client, index: CaseStudyIndexPage) -> None:
    gone = published_study(index, title="Secret gone")
    gone.unpublish()
    private = published_study(index, title="Secret private")
    private.view_restrictions.create(restriction_type="login")
    html = page(client, gone.slug, private.slug, status=404)
    assert "Secret" not in html


def test_one_of_two_can_be_changed(client: Client, index: CaseStudyIndexPage) -> None:
    one, two = published_study(index, title="One"), published_study(index, title="Two")
    html = page(client, one.slug, two.slug)
    assert (
        f'href="/case-studies/compare/?study={two.slug}">Choose another in place of “One”' in html
    )


def test_takes_the_same_few_queries_for_5_and_25_of_everything(
    client: Client, index: CaseStudyIndexPage
) -> None:
    def queries(count: int) -> int:
        slugs = [full_study(index, count).slug for _ in range(2)]
        return queries_of(client, f"{ADDRESS}?study={slugs[0]}&study={slugs[1]}")

    with_five = queries(5)
    assert queries(25) == with_five
    assert with_five <= 15
