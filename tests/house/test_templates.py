"""What no template of ours may hold, and what every component must say."""

import re
from pathlib import Path

import pytest

from tests.house.places import TEMPLATES, shown

FORBIDDEN = {
    "inline style": re.compile(r"\sstyle\s*="),
    "style element": re.compile(r"<style\b"),
    "inline handler": re.compile(r"\son[a-z]+\s*="),
    "script with a body": re.compile(
        r"<script(?![^>]*\bsrc=)(?![^>]*application/ld\+json)[^>]*>", re.IGNORECASE
    ),
    "positive tabindex": re.compile(r'tabindex="[1-9]'),
    "autofocus": re.compile(r"\sautofocus\b"),
    "picture without a text alternative": re.compile(r"<img(?![^>]*\balt=)[^>]*>"),
    "address of another site in something that loads": re.compile(
        r'<(?:script|link|img|iframe)[^>]*(?:src|href)="https?://'
    ),
    "link that opens a window": re.compile(r'target="_blank"'),
}
COMMENT = re.compile(r"{% comment .*?{% endcomment %}", re.DOTALL)
INCLUDE = re.compile(r'{% include "components/[^%]*%}')
COMPONENTS = [path for path in TEMPLATES if path.parent.name == "components"]


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_a_template_holds_nothing_that_the_policy_or_readers_forbid(template: Path) -> None:
    text = COMMENT.sub("", template.read_text(encoding="utf-8"))
    assert [name for name, pattern in FORBIDDEN.items() if pattern.search(text)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_components_are_called_with_their_interface_and_nothing_else(template: Path) -> None:
    calls = INCLUDE.findall(template.read_text(encoding="utf-8"))
    assert [call for call in calls if not call.endswith("only %}")] == []


@pytest.mark.parametrize("component", COMPONENTS, ids=shown)
def test_a_component_states_its_interface(component: Path) -> None:
    assert component.read_text(encoding="utf-8").startswith('{% comment "text/markdown" %}')
