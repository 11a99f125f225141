"""Boards that merge, split and follow each other, and the page that lists them."""

from datetime import date

import pytest
from django.test import Client

from casestudies.boards import boards_by_region
from casestudies.models import CaseStudyIndexPage
from casestudies.organisations import (
    organisation_notice,
    read_followers,
    succession_note,
    successor_notes,
)
from taxonomy.models import Organisation
from tests.factories.casestudies import published_study
from tests.factories.taxonomy import OrganisationFactory, RegionFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
ADDRESS = "/case-studies/organisations/"
MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 1)


def board(name: str, *successors: Organisation, **fields: object) -> Organisation:
    """A board; one with successors has closed."""
    fields.setdefault("slug", name.lower().replace(" ", "-"))
    if successors:
        fields.setdefault("valid_to", MARCH)
    made = OrganisationFactory(name=f"{name} ICB", short_name=name, **fields)
    made.successors.set(successors)
    return made


def note(organisation: Organisation) -> str:
    return succession_note(organisation, read_followers())


def test_a_split_names_every_successor() -> None:
    frimley = board("Frimley", *[board(name, valid_from=APRIL) for name in ("B", "A", "C")])
    assert note(frimley) == "Followed by A ICB, B ICB and C ICB, from April 2026"


def test_successors_that_begin_at_different_times_each_say_when() -> None:
    later = board("Later", valid_from=date(2027, 4, 1))
    former = board("Former", board("Sooner", valid_from=APRIL), later)
    assert note(former) == "Followed by Sooner ICB, from April 2026, and Later ICB, from April 2027"


def test_two_mergers_in_a_row_are_both_told() -> None:
    last = board("Last", valid_from=date(2027, 4, 1))
    middle = board("Middle", last, valid_from=APRIL, valid_to=date(2027, 3, 31))
    first = board("First", middle)
    assert note(first) == (
        "Followed by Middle ICB, from April 2026."
        " Middle ICB is followed by Last ICB, from April 2027"
    )
    assert note(last) == ""


def test_boards_that_follow_each_other_in_a_ring_end() -> None:
    one, two = board("One"), board("Two")
    one.successors.add(two)
    two.successors.add(one)
    assert note(one) == "Followed by Two ICB. Two ICB is followed by One ICB"


def test_notes_of_many_boards_take_one_query(django_assert_num_queries) -> None:
    after = board("After")
    former = [board(f"Former {number}", after) for number in range(5)]
    with django_assert_num_queries(1):
        notes = successor_notes([*former, after, None])
    assert notes == {each.pk: "Followed by After ICB" for each in former}
    with django_assert_num_queries(0):
        assert successor_notes([after, None]) == {}


def test_a_notice_tells_who_followed_and_whom_it_follows(django_assert_num_queries) -> None:
    last = board("Last", valid_from=date(2027, 4, 1))
    middle = board("Middle", last, valid_from=APRIL, valid_to=date(2027, 3, 31))
    board("First", middle, valid_from=date(2022, 7, 1))
    with django_assert_num_queries(2):
        notice = organisation_notice("middle")
    assert notice == {
        "name": "Middle ICB",
        "dates": "April 2026 to March 2027",
        "note": "Followed by Last ICB, from April 2027",
        "followed_by": [{"label": "Last ICB", "url": "/case-studies/?organisation=last"}],
        "follows": [
            {"label": "First ICB (until March 2026)", "url": "/case-studies/?organisation=first"}
        ],
    }
    last_notice = organisation_notice("last") or {}
    assert [former["label"] for former in last_notice["follows"]] == [
        "First ICB (until March 2026)",
        "Middle ICB (until March 2027)",
    ]


@pytest.mark.parametrize("slug", ["quiet", "no-such-board", "", "x\x00"])
def test_there_is_no_notice_of_a_board_that_never_changed(slug: str) -> None:
    board("Quiet")
    assert organisation_notice(slug) is None


def rows(today: date = date(2026, 11, 22)) -> dict[str, dict[str, object]]:
    return {
        row["label"]: {"region": region["name"], **row}
        for region in boards_by_region(today)
        for row in [*region["standing"], *region["closed"]]
    }


def test_work_counts_for_the_board_of_its_day_and_for_those_after_it(
    index: CaseStudyIndexPage,
) -> None:
    one, two = board("One", valid_from=APRIL), board("Two")
    former = board("Former", one, two)
    published_study(index, organisation=former)
    published_study(index, organisation=one)
    published_study(index, organisation=one).unpublish()
    published_study(index, organisation=two).view_restrictions.create(restriction_type="login")
    counts = {label: row["count"] for label, row in rows().items()}
    assert counts == {"One ICB": 2, "Two ICB": 1, "Former ICB (until March 2026)": 1}


def test_boards_stand_in_their_regions_closed_ones_apart() -> None:
    first, second = RegionFactory(name="B", position=1), RegionFactory(name="A", position=2)
    new = board("New", region=second, valid_from=date(2027, 4, 1))
    board("Old", new, region=first, valid_to=date(2027, 3, 31))
    board("Nowhere", region=None)
    today = boards_by_region(date(2026, 11, 22))
    assert [region["name"] for region in today] == ["B", "A", "Region not known"]
    assert [row["label"] for row in today[0]["standing"]] == ["Old ICB (until March 2027)"]
    assert [row["starts"] for row in today[1]["standing"]] == ["April 2027"]
    later = boards_by_region(date(2027, 4, 1))
    assert [row["label"] for row in later[0]["closed"]] == ["Old ICB (until March 2027)"]
    assert [row["starts"] for row in later[1]["standing"]] == [""]


def test_the_page_leads_to_the_work_and_says_where_there_is_none(
    client: Client, index: CaseStudyIndexPage
) -> None:
    new = board("New", valid_from=APRIL)
    former = board("Former", new)
    board("Quiet")
    published_study(index, organisation=former)
    html = client.get(ADDRESS).content.decode()
    for words in (
        '<a href="/case-studies/?organisation=former">Former ICB (until March 2026)</a>: 1 case study',
        "Followed by New ICB, from April 2026.",
        '<a href="/case-studies/?organisation=new">New ICB</a>: 1 case study',
        "Follows Former ICB.",
        "Quiet ICB: no case study yet",
    ):
        assert words in html
    assert "organisation=quiet" not in html


def test_a_board_that_follows_one_of_the_same_name_says_when_that_closed() -> None:
    new = board("Hampshire", valid_from=APRIL)
    board("Hampshire", new, slug="hampshire-2022")
    board("Frimley", new)
    assert rows()["Hampshire ICB"]["follows"] == (
        "Frimley ICB and Hampshire ICB (until March 2026)"
    )


def test_the_number_is_what_the_finder_gives(client: Client, index: CaseStudyIndexPage) -> None:
    new = board("New")
    published_study(index, organisation=board("Former", new))
    published_study(index, organisation=new)
    published_study(index)
    assert rows()["New ICB"]["count"] == 2
    assert client.get("/case-studies/?organisation=new").context["total"] == 2


def test_the_page_takes_three_queries_however_many_boards_there_are(
    client: Client, index: CaseStudyIndexPage
) -> None:
    new = board("New")
    published_study(index, organisation=board("Former", new))
    few = queries_of(client, ADDRESS)
    for number in range(20):
        published_study(index, organisation=board(f"Former {number}", new))
    assert queries_of(client, ADDRESS) == few == 3


def test_a_study_tells_both_mergers(client: Client, index: CaseStudyIndexPage) -> None:
    middle = board("Middle", board("Last"), valid_from=APRIL, valid_to=date(2027, 3, 31))
    study = published_study(index, organisation=board("First", middle))
    html = client.get(study.url).content.decode()
    assert "First ICB (until March 2026). Followed by Middle ICB, from April 2026." in html
    assert "Middle ICB is followed by Last ICB" in html
