"""The accessibility statement says what the tests show, and no more."""

import re
import tomllib
from typing import Any

import pytest

from tests.browser.visitor import RULES
from tests.house.places import ROOT

BROWSER_TESTS = ROOT / "tests/browser"
DOCUMENT = ROOT / "docs/accessibility.md"
NO_FAILURE = "We know of no part of it that fails the standard."
ALL_OF_AXE = {"wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"}


@pytest.fixture(scope="module")
def statement() -> str:
    """The words of the page that readers get, without markup."""
    path = ROOT / "site/pages/content/accessibility-statement.toml"
    body = tomllib.loads(path.read_text(encoding="utf-8"))["body"]
    return re.sub(r"<[^>]+>", " ", " ".join(str(block["value"]) for block in body))


def test_no_failure_is_known_as_long_as_axe_is_asked_about_everything(statement: str) -> None:
    assert (NO_FAILURE in statement) == (left_out_of_axe(RULES) == [])


@pytest.mark.parametrize(
    "options",
    [
        {"runOnly": ["wcag2a", "wcag2aa"]},
        {**RULES, "rules": {"color-contrast": {"enabled": False}}},
    ],
)
def test_an_exception_would_be_noticed(options: dict[str, Any]) -> None:
    assert left_out_of_axe(options)


def left_out_of_axe(options: dict[str, Any]) -> list[str]:
    """Rules that are not asked for, and calls that ask for something else."""
    missing = sorted(ALL_OF_AXE - set(options["runOnly"]))
    extra = sorted(options.keys() - {"runOnly"})
    called = [
        f"{path.name}: {words}"
        for path in sorted(BROWSER_TESTS.glob("*.py"))
        for words in re.findall(r"Axe\(\)\.run\(.*\)", path.read_text(encoding="utf-8"))
    ]
    assert called
    usual = "visitor.py: Axe().run(self.page_for_axe(), options=RULES)"
    return [*missing, *extra, *(call for call in called if call != usual)]


def test_it_names_the_widths_that_are_tested(statement: str) -> None:
    test = (BROWSER_TESTS / "test_every_page.py").read_text(encoding="utf-8")
    (widths,) = re.findall(r'"width", \[([\d, ]+)\]', test)
    assert [width for width in widths.split(", ") if width not in statement] == []


@pytest.mark.parametrize(
    "limit",
    ["outside", "assistive technology", "easy read", "British Sign Language", "translated"],
)
def test_what_is_known_to_be_missing_is_in_both_places(statement: str, limit: str) -> None:
    document = " ".join(DOCUMENT.read_text(encoding="utf-8").split())
    known = document[document.index("## Known limits") :]
    assert limit in known
    assert limit in statement


def test_it_says_what_the_law_asks_for(statement: str) -> None:
    for part in (
        "Nobody outside our team has audited this website yet",
        "This statement was prepared on",
        "It was last reviewed on",
        "Equality and Human Rights Commission (EHRC) is responsible for enforcing",
        "Equality Advisory and Support Service (EASS)",
    ):
        assert part in statement
