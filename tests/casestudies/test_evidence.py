"""What numbers may be made to say."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casestudies.evidence import (
    EvidenceLabel,
    Figures,
    Reading,
    bar_lengths,
    change_text,
    evidence_label,
    gap_sentences,
    label_of,
    relative_change,
)
from tests.factories.casestudies import OutcomeFactory

BEFORE = Reading(Decimal(41), date(2024, 3, 31))
AFTER = Reading(Decimal(53), date(2025, 3, 31))
COMPARED = (
    Reading(Decimal(41), date(2024, 3, 31), other=Decimal(50)),
    Reading(Decimal(53), date(2025, 3, 31), other=Decimal(51)),
)


@pytest.mark.parametrize(
    ("figures", "label"),
    [
        (Figures(), EvidenceLabel.ACCOUNT),
        (Figures(before=BEFORE), EvidenceLabel.ACCOUNT),
        (Figures(before=BEFORE, after=AFTER, reported=False), EvidenceLabel.ACCOUNT),
        (Figures(before=BEFORE, after=AFTER, hidden=True), EvidenceLabel.ACCOUNT),
        (Figures(after=AFTER), EvidenceLabel.AFTER),
        (Figures(after=AFTER, independent=True), EvidenceLabel.AFTER),
        (Figures(before=BEFORE, after=AFTER), EvidenceLabel.BEFORE_AND_AFTER),
        (Figures(before=COMPARED[0], after=AFTER), EvidenceLabel.BEFORE_AND_AFTER),
        (Figures(before=COMPARED[0], after=COMPARED[1]), EvidenceLabel.COMPARISON),
        (Figures(before=BEFORE, after=AFTER, independent=True), EvidenceLabel.INDEPENDENT),
    ],
)
def test_the_label_follows_the_stated_rules(figures: Figures, label: EvidenceLabel) -> None:
    assert label_of(figures) == label


def test_a_study_has_the_label_of_its_best_evidenced_outcome() -> None:
    figures = [Figures(), Figures(before=BEFORE, after=AFTER), Figures(after=AFTER)]
    assert evidence_label(figures) == EvidenceLabel.BEFORE_AND_AFTER


def test_every_label_has_words_and_a_meaning() -> None:
    assert all(label.label and label.meaning.endswith(".") for label in EvidenceLabel)


def change(unit: str, before: Any, after: Any, **more: Any) -> str:
    return change_text(
        Figures(
            unit,
            Reading(Decimal(before), date(2024, 3, 1), more.get("of")),
            Reading(Decimal(after), date(2025, 3, 1), more.get("of")),
        )
    )


@pytest.mark.parametrize(
    ("unit", "before", "after", "more", "words"),
    [
        ("%", 41, 53, {}, "from 41% (Mar 2024) to 53% (Mar 2025): up 12 percentage points"),
        ("%", 53, 52, {}, "from 53% (Mar 2024) to 52% (Mar 2025): down 1 percentage point"),
        ("%", 20, 20, {}, "from 20% (Mar 2024) to 20% (Mar 2025): no change"),
        ("days", 9, 16, {}, "from 9 days (Mar 2024) to 16 days (Mar 2025): up 7 days"),
        ("people", 0, 1, {}, "from 0 people (Mar 2024) to 1 person (Mar 2025): up 1 person"),
        (
            "people",
            200,
            250,
            {},
            "from 200 people (Mar 2024) to 250 people (Mar 2025): up 50 people (25%)",
        ),
        (
            "people",
            1000,
            1001,
            {},
            "from 1,000 people (Mar 2024) to 1,001 people (Mar 2025): up 1 person (less than 1%)",
        ),
        (
            "days",
            40,
            20,
            {"of": 12},
            "from 40 days (Mar 2024) to 20 days (Mar 2025): down 20 days",
        ),
        ("£", "20.50", "41", {"of": 5}, "from £20.50 (Mar 2024) to £41 (Mar 2025): up £20.50"),
    ],
)
def test_the_change_in_words(
    unit: str, before: Any, after: Any, more: dict[str, int], words: str
) -> None:
    assert change(unit, before, after, **more) == words


def test_no_change_without_both_figures() -> None:
    assert change_text(Figures("%", None, AFTER)) == ""
    assert change_text(Figures("%", BEFORE, None)) == ""
    assert change_text(Figures("%", BEFORE, AFTER, hidden=True)) == ""
    assert change_text(Figures("%", BEFORE, AFTER, reported=False)) == ""


def test_a_gap_is_told_absolute_and_relative() -> None:
    figures = Figures(
        "%",
        Reading(Decimal(47), date(2025, 3, 31), 2280, Decimal(54)),
        Reading(Decimal(58), date(2026, 3, 31), 2314, Decimal(61)),
    )
    assert gap_sentences(figures) == [
        "The gap was 7 percentage points (Mar 2025): 47%, against 54% in the other group.",
        "The gap was 3 percentage points (Mar 2026): 58%, against 61% in the other group.",
        "As a ratio it was 0.87, then 0.95. A ratio of 1 would mean no gap.",
    ]


@pytest.mark.parametrize(
    ("reading", "words"),
    [
        (Reading(Decimal(47), date(2025, 3, 31), 19, Decimal(54)), "The gap was 7"),
        (Reading(Decimal(47), date(2025, 3, 31), None, Decimal(0)), "The gap was 47"),
        (Reading(Decimal(47), date(2025, 3, 31), 30, Decimal(47)), "There was no gap"),
    ],
)
def test_no_ratio_on_a_small_base_or_on_nothing(reading: Reading, words: str) -> None:
    sentences = gap_sentences(Figures("%", reading))
    assert sentences[0].startswith(words)
    assert len(sentences) == (2 if reading.of == 30 else 1)


def test_no_gap_without_the_other_group_and_none_when_hidden() -> None:
    assert gap_sentences(Figures("%", BEFORE, AFTER)) == []
    assert gap_sentences(Figures("%", *COMPARED, hidden=True)) == []


def test_bars_share_one_scale_with_the_other_group() -> None:
    readings = [
        Reading(Decimal(10), date(2024, 3, 1), 40, Decimal(20)),
        Reading(Decimal(5), date(2025, 3, 1), 40, Decimal(15)),
    ]
    lengths = bar_lengths(Figures("people", *readings))
    assert lengths == {"before": 50, "after": 25, "other_before": 100, "other_after": 75}


@pytest.mark.parametrize("value", [0, -3])
def test_nothing_is_drawn_where_a_bar_would_mislead(value: int) -> None:
    reading = Reading(Decimal(value), date(2024, 3, 1))
    assert bar_lengths(Figures("days", reading, reading)) == {}
    assert bar_lengths(Figures("%", BEFORE, None)) == {}


amounts = st.decimals(-1000, 100_000, places=2)
readings = st.builds(
    Reading, amounts, st.dates(), st.none() | st.integers(0, 5000), st.none() | amounts
)
some_figures = st.builds(
    Figures,
    st.sampled_from(["%", "people", "days", "£", ""]),
    st.none() | readings,
    st.none() | readings,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)


@given(some_figures)
def test_any_figures_keep_the_rules(figures: Figures) -> None:
    words = change_text(figures)
    both = figures.first is not None and figures.last is not None
    assert bool(words) == both
    if figures.hidden:
        assert label_of(figures) == EvidenceLabel.ACCOUNT
    if figures.unit == "%" or (figures.before and figures.before.value < 20):
        assert relative_change(figures) == ""
    assert all(0 <= length <= 100 for length in bar_lengths(figures).values())
    assert isinstance(gap_sentences(figures), list)


counts = st.integers(0, 40)


@given(counts, counts, st.none() | counts, st.none() | st.integers(1, 40))
def test_a_small_number_of_people_never_raises_a_label(
    before: int, after: int, other: int | None, of: int | None
) -> None:
    """Whoever measured, and whatever it is compared with."""
    outcome = OutcomeFactory(
        unit="people",
        measured_by="independent",
        baseline_value=before,
        followup_value=after,
        comparison_followup=other,
        followup_denominator=of,
    )
    small = any(0 < number < 8 for number in (before, after, other or 0, of or 0))
    assert outcome.is_hidden == small
    expected = EvidenceLabel.ACCOUNT if small else EvidenceLabel.INDEPENDENT
    assert label_of(outcome.figures) == expected
    assert bool(change_text(outcome.figures)) != small
