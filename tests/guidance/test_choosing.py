"""Which measures are offered for what was done: the rules, without a database."""

import pytest

from framework.enums import Activity, Lens, Rung, Split
from guidance.choosing import (
    CARE_FOR_FAMILIES,
    DOING,
    MOST_OFFERED,
    RUNGS_OF_LEVELS,
    MeasureFacts,
    People,
    Wanted,
    by_rung,
    care_for,
    could_take_off,
    fitting,
    how_to_split,
    offers,
    why,
)
from guidance.ladder import RUNGS
from taxonomy.enums import GroupFamily

STAFF = People("staff", "Staff")
EVERYONE = People("everyone", "Everyone in an area")
SEX_WORKERS = People("sex-workers", "Sex workers", "inclusion-health")


def fact(rung: str, number: int = 1, **given: object) -> MeasureFacts:
    name = f"{rung}-{number}"
    return MeasureFacts(name, name, f"/measures/{name}/", rung, **given)  # type: ignore[arg-type]  # by name


LADDER = [fact(rung, number) for rung in Rung.values for number in (1, 2)]


def names(measures: list[MeasureFacts]) -> list[str]:
    return [measure.identifier for measure in measures]


def test_every_activity_rung_level_and_family_has_its_words() -> None:
    assert set(DOING) == set(Activity.values)
    assert set(RUNGS) == set(Rung.values)
    assert set.union(*map(set, RUNGS_OF_LEVELS.values())) == set(Rung.values)
    assert set(CARE_FOR_FAMILIES) == set(GroupFamily.values)


def test_of_equals_each_rung_has_one_before_any_has_two() -> None:
    found = fitting(LADDER, Wanted(people=EVERYONE))
    assert names(found[: len(Rung)]) == [f"{rung}-1" for rung in Rung.values]
    assert len(found) == len(LADDER)


def test_what_came_of_the_work_comes_before_what_only_belongs_to_the_part() -> None:
    both = fact("gap", activities=frozenset({"changed"}), parts=frozenset({"7b"}))
    done = fact("delivery", activities=frozenset({"changed"}))
    part = fact("reach", parts=frozenset({"7b"}))
    neither = fact("staff")
    wanted = Wanted(activities=("changed",), part="7b")
    assert names(fitting([neither, part, done, both], wanted)) == ["gap-1", "reach-1", "delivery-1"]


def test_any_of_several_activities_is_enough() -> None:
    trained = fact("staff", activities=frozenset({"trained"}))
    assert fitting([trained], Wanted(activities=("changed", "trained"))) == [trained]


def test_work_for_staff_is_not_measured_on_others() -> None:
    found = fitting(LADDER, Wanted(people=STAFF))
    assert {measure.rung for measure in found} == {"reach", "staff", "delivery", "unintended"}
    assert found[0].rung == "staff"
    assert not fitting([fact("reach", splits=("deprivation", "age"))], Wanted(people=STAFF))


def test_one_kind_of_work_leaves_out_what_is_for_the_other() -> None:
    ladder = [fact("gap", lens=Lens.STRATEGIC), fact("staff", lens=Lens.OPERATIONAL), fact("reach")]
    assert names(fitting(ladder, Wanted(lens="strategic"))) == ["gap-1", "reach-1"]
    assert names(fitting(ladder, Wanted(lens="operational"))) == ["staff-1", "reach-1"]


@pytest.mark.parametrize(
    ("level", "first"),
    [(1, {"participants", "staff"}), (2, {"delivery"}), (3, {"performance", "gap", "unintended"})],
)
def test_the_next_step_of_the_ladder_comes_first(level: int, first: set[str]) -> None:
    found = fitting(LADDER, Wanted(level=level))
    assert {measure.rung for measure in found[: len(first)]} == first


@pytest.mark.parametrize(("level", "last"), [(1, False), (2, True), (3, True), (4, True)])
def test_how_many_were_reached_comes_last_above_the_first_level(level: int, last: bool) -> None:
    found = fitting(LADDER, Wanted(level=level))
    assert (found[-1].rung == "reach") is last


def test_a_line_says_all_that_speaks_for_a_measure() -> None:
    skills = fact("staff", activities=frozenset({"trained", "shared"}), parts=frozenset({"1d"}))
    wanted = Wanted(activities=("trained", "shared"), part="1d", level=1, level_name="Emerging")
    assert why(skills, wanted) == (
        "It can show what came of supporting staff and sharing decisions. It belongs to part 1d."
        " It is a next step up the ladder from Emerging."
    )


def test_a_small_group_calls_for_care() -> None:
    words = " ".join(care_for(SEX_WORKERS))
    assert "often few" in words
    assert "from 1 to 7 people" in words
    assert "teams" in " ".join(care_for(STAFF))
    assert care_for(EVERYONE)
    assert care_for(None) == ()


def test_a_group_is_shown_beside_everyone_else_and_staff_are_not() -> None:
    four = [Split.DEPRIVATION, Split.ETHNICITY, Split.AGE, Split.SEX]
    assert how_to_split(four, SEX_WORKERS).startswith("Show this group beside everyone else.")
    assert how_to_split(four, EVERYONE) == ("Show results by deprivation, ethnicity, age and sex.")
    assert how_to_split([Split.OTHER], SEX_WORKERS) == (
        "Show results by what matters here, such as language, job or place."
    )


def test_what_is_asked_about_is_the_first_split() -> None:
    race = People("race", "Race", "protected-characteristic")
    assert how_to_split([Split.AGE, Split.ETHNICITY], race) == (
        "Show results by ethnicity first, then by age."
    )
    assert how_to_split([Split.ETHNICITY], race) == "Show results by ethnicity first."


def test_offers_stand_rung_by_rung_whatever_their_order() -> None:
    found = fitting(LADDER, Wanted(level=3))[:MOST_OFFERED]
    rungs = [rung for rung, _ in by_rung(offers(found, Wanted(level=3)))]
    labels = [str(rung.label) for rung in Rung]
    assert rungs == sorted(rungs, key=labels.index)
    assert sum(len(each) for _, each in by_rung(offers(found, Wanted(level=3)))) == MOST_OFFERED


def test_where_nothing_fits_each_answer_can_be_taken_off() -> None:
    gap = fact("gap", activities=frozenset({"looked"}))
    wanted = Wanted(activities=("looked",), people=STAFF, level=2, level_name="Developing")
    assert not fitting([gap], wanted)
    assert could_take_off([gap], wanted) == [("people", [gap])]
