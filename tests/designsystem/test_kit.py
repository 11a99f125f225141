"""The kit's macros, called by name from a Django template."""

import json
from importlib.metadata import version
from pathlib import Path

import pytest
from django.conf import settings
from django.utils.safestring import mark_safe

from designsystem.kit import UnknownMacroError, environment, find_macro, render_macro
from tests.designsystem.markup import find, render, text_of

# Which release of the macros was made from which release of the kit, as their makers say.
PAIRS = {"0.10.2": "10.6.1"}


def test_the_tag_draws_a_macro_with_values_named_as_in_the_kit() -> None:
    html = render('{% load designsystem %}{% nhsuk "button" text="Save" variant="secondary" %}')
    (button,) = find(html, "button", class_="nhsuk-button--secondary")
    assert button.text.strip() == "Save"


def test_plain_text_is_escaped_and_safe_text_is_kept() -> None:
    assert "&lt;b&gt;" in render_macro("insetText", {"text": "<b>"})
    assert "<b>yes</b>" in render_macro("insetText", {"html": mark_safe("<b>yes</b>")})


@pytest.mark.parametrize("name", ["errorSumary", "", "../base", "error-summary", "nhsukAttributes"])
def test_a_name_that_the_kit_does_not_have_is_refused_with_its_name(name: str) -> None:
    with pytest.raises(UnknownMacroError, match=repr(name)):
        render_macro(name, {})


@pytest.mark.parametrize("name", ["table", "image", "list", "taskList"])
def test_macros_are_found_wherever_the_kit_keeps_them(name: str) -> None:
    assert callable(find_macro(name))


def test_there_is_one_environment_that_never_looks_at_the_disk_again() -> None:
    assert environment() is environment()
    assert environment().auto_reload is False


def test_the_stylesheet_and_the_macros_are_of_the_same_release() -> None:
    package = json.loads((Path(settings.BASE_DIR) / "package.json").read_text(encoding="utf-8"))
    stylesheet = package["devDependencies"]["nhsuk-frontend"]
    assert PAIRS[version("nhsuk-frontend-jinja")] == stylesheet


def test_missing_values_draw_nothing_instead_of_failing() -> None:
    assert text_of(render_macro("errorSummary", {"titleText": "There is a problem"})) == (
        "There is a problem"
    )
