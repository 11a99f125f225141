"""What the documents on security and privacy name is there, and they leave nothing out."""

import re
from collections import Counter
from pathlib import Path

import pytest

from operations.jobs import JOBS
from tests.house.places import ROOT

ASVS = ROOT / "docs/asvs.md"
OTHERS = ("security.md", "privacy.md", "dpia.md")
PAGES = [ASVS, *(ROOT / "docs" / name for name in OTHERS)]
LEVELS = ROOT / "tests/house/asvs_levels.txt"
STATES = ("met", "not applicable", "operator", "not met")
ROW = re.compile(
    r"^\| \[(\d+\.\d+\.\d+)]\[v(\d+)] \| ([12]) \| (.+?) \| ([a-z ]+) \| (.+) \|$", re.MULTILINE
)
SUM = re.compile(
    r"^\| (met|not applicable|operator|not met|all) \| (\d+) \| (\d+) \| (\d+) \|$", re.MULTILINE
)
# Paths of the repository, the tests in them, and make targets.
NAMED = re.compile(
    r"`((?:tests|site|deploy|docs|requirements|templates|selfcheck)/[\w./-]+)(?:::(\w+))?`"
)
TARGET = re.compile(r"`make ([a-z-]+)`")
# The column of the table on personal data that names what deletes it.
DELETED_BY = re.compile(r"`manage\.py (\w+)`")


@pytest.fixture(scope="module")
def rows() -> list[tuple[str, ...]]:
    return ROW.findall(ASVS.read_text(encoding="utf-8"))


def test_every_requirement_is_there_once_with_its_level(rows: list[tuple[str, ...]]) -> None:
    known = [tuple(line.split()) for line in LEVELS.read_text(encoding="utf-8").splitlines()]
    assert [(number, level) for number, _, level, *_ in rows] == known
    assert all(number.partition(".")[0] == chapter for number, chapter, *_ in rows)


def test_every_state_is_one_of_four_and_comes_with_what_it_needs(
    rows: list[tuple[str, ...]],
) -> None:
    assert {state for *_, state, _ in rows} == set(STATES)
    for number, _, _, _, state, where in rows:
        shown = NAMED.search(where) or TARGET.search(where)
        assert state != "met" or shown, f"{number} names nothing that shows it"
        assert state != "operator" or "](runbook.md#" in where, f"{number} says not how"


def test_the_sums_are_right(rows: list[tuple[str, ...]]) -> None:
    counted = Counter((state, int(level)) for _, _, level, _, state, _ in rows)
    sums = {
        state: tuple(map(int, figures))
        for state, *figures in SUM.findall(ASVS.read_text(encoding="utf-8"))
    }
    by_level = {state: (counted[state, 1], counted[state, 2]) for state in STATES}
    by_level["all"] = tuple(sum(each) for each in zip(*by_level.values(), strict=True))
    assert sums == {state: (*both, sum(both)) for state, both in by_level.items()}


def test_what_is_not_met_is_said_at_the_beginning(rows: list[tuple[str, ...]]) -> None:
    text = ASVS.read_text(encoding="utf-8")
    summary = text[text.index("## What is not met") : text.index("## 1 ")]
    said = re.findall(r"\d+\.\d+\.\d+", summary)
    assert sorted(said) == sorted(number for number, *_, state, _ in rows if state == "not met")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_what_is_named_is_there(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    missing = [path for path, test in NAMED.findall(text) if not holds(ROOT / path, test)]
    missing += [name for name in TARGET.findall(text) if f"\n{name}:" not in makefile]
    assert missing == []


def holds(path: Path, test: str) -> bool:
    """Whether a file is there, with a test of that name where one is named."""
    if not path.exists():
        return False
    return not test or f"\ndef {test}(" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_part_of_a_page_that_is_linked_is_there(page: Path) -> None:
    links = re.findall(r"\]\(([\w-]*(?:\.md)?)#([\w-]+)\)", page.read_text(encoding="utf-8"))
    assert [
        f"{name}#{part}"
        for name, part in links
        if part not in parts_of(ROOT / "docs" / (name or page.name))
    ] == []


def parts_of(page: Path) -> set[str]:
    """The addresses of the headings of a page, as they are made where it is shown."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_table_of_personal_data_names_commands_that_run() -> None:
    text = (ROOT / "docs/privacy.md").read_text(encoding="utf-8")
    named = set(DELETED_BY.findall(text))
    jobs = {job.name for job in JOBS}
    assert named <= jobs
    assert {name for name in jobs if name.startswith(("prune_", "delete_", "clear"))} <= named
