"""The handbook's pictures: each one that it names can still be made."""

import re

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.handbook import PICTURES, take_all

pytestmark = pytest.mark.browser


def test_the_ten_tasks_can_be_walked_through_and_drawn(
    edited_url: str, edited_environment: dict[str, str], browser: Browser
) -> None:
    drawn: list[str] = []

    def take(page: Page, name: str) -> None:
        assert page.get_by_role("heading", level=1).first.is_visible(), name
        drawn.append(f"{name}.png")

    take_all(browser, edited_url, edited_environment, take)
    written = (PICTURES.parent / "editors.md").read_text(encoding="utf-8")
    assert sorted(drawn) == sorted(re.findall(r"\(pictures/([a-z-]+\.png)\)", written))
