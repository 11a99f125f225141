"""Finding public pages by words and facets."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.models import HomePage
from search.actions import forget_page, write_rows
from search.asking import Asked, Order
from search.facets import bits_of, count_values, numbers_of, read_facets, selection
from search.finding import find, without_each
from search.models import FacetPages, SearchDocument
from search.query import parse_query
from search.words import tokens_text
from tests.factories.pages import StandardPageFactory
from tests.factories.search import publish_page

numbers = st.frozensets(st.integers(min_value=0, max_value=300))
facets = st.dictionaries(
    st.tuples(st.sampled_from(["phase", "group"]), st.sampled_from("abc")), numbers, max_size=6
)
choices = st.dictionaries(
    st.sampled_from(["phase", "group"]),
    st.lists(st.sampled_from("abc"), min_size=1, max_size=2, unique=True).map(tuple),
)


def library(home_page: HomePage, *pages: tuple[str, str, str, int]) -> dict[str, int]:
    """Rows made of title, phase, group and strength, newest last; their numbers by title."""
    rows = {}
    for day, (title, phase, group, strength) in enumerate(pages, start=1):
        page = StandardPageFactory(parent=home_page, title=title)
        rows[page.pk] = SearchDocument(
            page=page,
            kind="Study",
            title=title,
            title_tokens=tokens_text(title),
            body_tokens=tokens_text("Everybody talks of housing"),
            body="Everybody talks of housing",
            published_at=datetime(2026, 1, day, tzinfo=UTC),
            strength=strength,
            facets={"kind": ["study"], "phase": [phase], "group": [group]},
            url=f"/{page.pk}/",
        )
    write_rows(rows, rows.keys())
    return {row.title: pk for pk, row in rows.items()}


@pytest.fixture
def titles(home_page: HomePage) -> dict[str, int]:
    return library(
        home_page,
        ("Damp walls", "plan", "carers", 2),
        ("Cold homes", "plan", "veterans", 0),
        ("Warm hubs", "check", "carers", 4),
    )


def found(asked: Asked) -> list[str]:
    names = SearchDocument.objects.in_bulk(ids := find(asked).ids)
    return [names[pk].title for pk in ids]


@given(known=facets, within=numbers, chosen=choices)
def test_counts_are_those_of_plain_sets(known, within, chosen) -> None:
    sets = {key: bits_of(pages) for key, pages in known.items()}

    def left(without: str) -> frozenset[int]:
        pages = within
        for facet, values in chosen.items():
            if facet != without:
                pages &= frozenset().union(*(known.get((facet, v), frozenset()) for v in values))
        return pages

    counted = count_values(sets, bits_of(within), chosen)
    assert counted == {(f, v): len(pages & left(f)) for (f, v), pages in known.items()}
    assert set(numbers_of(selection(sets, bits_of(within), chosen))) == left("")


def test_each_facet_is_counted_without_its_own_choice(titles: dict[str, int]) -> None:
    answer = find(Asked(chosen={"phase": ("plan",)}))
    assert answer.total == 2
    assert answer.counts["phase", "check"] == 1
    assert answer.counts["phase", "plan"] == 2
    assert answer.counts["group", "carers"] == 1


def test_two_values_of_a_facet_widen_and_two_facets_narrow(titles: dict[str, int]) -> None:
    assert found(Asked(chosen={"phase": ("plan", "check")}, order=Order.TITLE)) == [
        "Cold homes",
        "Damp walls",
        "Warm hubs",
    ]
    assert found(Asked(chosen={"phase": ("plan",), "group": ("carers",)})) == ["Damp walls"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        (Order.STRONGEST, ["Warm hubs", "Damp walls", "Cold homes"]),
        (Order.TITLE, ["Cold homes", "Damp walls", "Warm hubs"]),
        (Order.NEWEST, ["Warm hubs", "Cold homes", "Damp walls"]),
    ],
)
@pytest.mark.parametrize("words", ["", "housing"])
@pytest.mark.parametrize("few", [500, 1])
def test_orders(titles, order, expected, words, few, monkeypatch) -> None:
    """The same order whether the database sorts a few pages or all are read in order."""
    monkeypatch.setattr("search.finding.FEW", few)
    assert found(Asked(query=parse_query(words), order=order)) == expected


def test_parts_of_a_list_fit_together(titles: dict[str, int]) -> None:
    whole = find(Asked(order=Order.TITLE)).ids
    parts = [find(Asked(order=Order.TITLE, start=start, size=1)).ids for start in range(4)]
    assert [pk for part in parts for pk in part] == whole
    assert parts[3] == []


def test_words_and_facets_together(titles: dict[str, int]) -> None:
    answer = find(Asked(parse_query("warm"), (), {"phase": ("check",)}, Order.BEST))
    assert answer.ids == [titles["Warm hubs"]]
    assert answer.counts["phase", "plan"] == 0


def test_a_value_that_does_not_exist_finds_nothing(titles: dict[str, int]) -> None:
    assert find(Asked(chosen={"phase": ("nowhere",)})).total == 0


def test_what_to_leave_out_when_nothing_is_found(titles: dict[str, int]) -> None:
    asked = Asked(parse_query("warm"), (), {"phase": ("plan",), "group": ("carers",)})
    assert find(asked).total == 0
    assert without_each(asked) == {
        ("phase", "plan"): 1,
        ("group", "carers"): 0,
        ("", ""): 1,
    }


def test_a_forgotten_page_is_in_no_set(titles: dict[str, int]) -> None:
    for row in SearchDocument.objects.all():
        forget_page(page=row.page)
    assert not FacetPages.objects.exists()
    assert find(Asked()).total == 0


def test_kinds_restrict_everything(titles: dict[str, int], home_page: HomePage) -> None:
    publish_page(home_page, "About housing")
    assert find(Asked(parse_query("housing"))).total == 4
    assert find(Asked(parse_query("housing"), kinds=("study",))).total == 3
    assert ("kind", "study") in read_facets()
