"""What may be reported, and when figures and words agree."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.evidence import Figures, Reading
from casestudies.reporting import (
    Verdict,
    base_problem,
    change_verdict,
    contact_details_in,
    contradiction,
    counts_people,
    gap_verdict,
    is_small_count,
    number_problem,
)

DAY = date(2025, 3, 31)
amounts = st.decimals(0, 1000, places=1)
units = st.sampled_from(["%", "people", "young carers", "days", "£", "decisions", ""])


def figures(*values: Decimal | int, others: tuple[Decimal | int, ...] = ()) -> Figures:
    other = [Decimal(value) for value in others] or [None, None]
    pairs = zip(values, other, strict=True)
    return Figures("%", *(Reading(Decimal(own), DAY, None, against) for own, against in pairs))


@pytest.mark.parametrize(
    ("unit", "people"),
    [
        ("people", True),
        ("Children under 5", True),
        ("staff", True),
        ("deaths", True),
        ("%", False),
        ("percentage points", False),
        ("people per 1,000", False),
        ("patient days", False),
        ("organisations", False),
        ("", False),
    ],
)
def test_knows_which_units_count_people(unit: str, people: bool) -> None:
    assert counts_people(unit) is people


@given(amounts, units)
def test_only_a_count_of_1_to_7_people_is_small(value: Decimal, unit: str) -> None:
    small = is_small_count(value, unit)
    assert small == (unit in {"people", "young carers"} and 0 < value < 8)
    if small:
        assert "hidden" in number_problem(value, unit)


@given(st.decimals(-500, 500, places=1))
def test_a_percentage_lies_between_0_and_100(value: Decimal) -> None:
    assert bool(number_problem(value, "%")) == (not 0 <= value <= 100)
    assert number_problem(value, "percentage points") == ""


@given(amounts, st.integers(0, 40), units)
def test_what_a_figure_stands_on_is_never_a_handful_of_people(
    value: Decimal, of: int, unit: str
) -> None:
    problem = base_problem(value, of, unit)
    if 0 < of < 8 and unit not in {"decisions", ""}:
        assert "Fewer than 8" in problem
    elif counts_people(unit) and value > of:
        assert "less than the figure itself" in problem
    else:
        assert problem == ""


@given(amounts, amounts)
def test_up_is_better_exactly_where_up_was_wanted(before: Decimal, after: Decimal) -> None:
    told = figures(before, after)
    up, down = change_verdict(told, "up"), change_verdict(told, "down")
    if before == after:
        assert up == down == change_verdict(told, "") == Verdict.SAME
    else:
        assert {up, down} == {Verdict.BETTER, Verdict.WORSE}
        assert change_verdict(told, "") is None


@given(amounts, amounts, amounts, amounts)
def test_a_gap_that_closes_would_grow_the_other_way_round(
    before: Decimal, other_before: Decimal, after: Decimal, other_after: Decimal
) -> None:
    there = gap_verdict(figures(before, after, others=(other_before, other_after)))
    back = gap_verdict(figures(after, before, others=(other_after, other_before)))
    opposite = {Verdict.BETTER: Verdict.WORSE, Verdict.WORSE: Verdict.BETTER}
    assert back == (opposite.get(there, there) if there else None)


@pytest.mark.parametrize(
    ("values", "others", "verdict"),
    [
        ((47, 58), (54, 61), Verdict.BETTER),
        ((47, 47), (54, 60), Verdict.WORSE),
        ((50, 50), (60, 60), Verdict.SAME),
        ((5, 20), (10, 30), None),
        ((0, 5), (10, 10), Verdict.BETTER),
    ],
)
def test_a_gap_is_judged_by_difference_and_ratio(
    values: tuple[int, int], others: tuple[int, int], verdict: Verdict | None
) -> None:
    assert gap_verdict(figures(*values, others=others)) == verdict


def test_nothing_is_judged_without_both_figures() -> None:
    alone = Figures("%", Reading(Decimal(4), DAY))
    hidden = Figures("%", Reading(Decimal(4), DAY), Reading(Decimal(5), DAY), hidden=True)
    for told in (Figures(), alone, hidden):
        assert change_verdict(told, "up") is None
        assert gap_verdict(told) is None


@pytest.mark.parametrize(
    ("status", "verdict", "words"),
    [
        ("measured", Verdict.WORSE, "Choose “Worse”"),
        ("early-sign", Verdict.WORSE, "Choose “Worse”"),
        ("measured", Verdict.SAME, "Choose “No change”"),
        ("worse", Verdict.BETTER, "Choose “Measured”"),
        ("worse", Verdict.SAME, "Choose “No change”"),
    ],
)
def test_says_which_status_fits_the_figures(status: str, verdict: Verdict, words: str) -> None:
    assert words in contradiction(status, verdict)


@pytest.mark.parametrize(
    ("status", "verdict"),
    [("measured", Verdict.BETTER), ("worse", Verdict.WORSE), ("worse", None), ("", Verdict.SAME)],
)
def test_leaves_alone_what_agrees_or_is_not_known(status: str, verdict: Verdict | None) -> None:
    assert contradiction(status, verdict) == ""


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("jo.smith@trust.nhs.uk", "an e-mail address"),
        ("Ring 01632 960123", "a phone number"),
        ("+44 (0)20 7946 0018", "a phone number"),
        ("07700 900 123.", "a phone number"),
        ("The 12 partners, in 2024 and 2025", ""),
        ("£0.50 for each of 1000000 letters", ""),
        ("Two people @ the market", ""),
    ],
)
def test_finds_ways_to_reach_one_person(text: str, kind: str) -> None:
    assert contact_details_in(text) == kind
