"""The admin without inline scripts: what stands in for Wagtail's, and whether that still fits."""

import hashlib
import inspect
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import wagtail
from django.apps import apps
from django.forms.renderers import get_default_renderer
from django.test import Client
from wagtail.admin import widgets
from wagtail.admin.widgets.workflows import AdminTaskChooser

from config.start_widgets import render
from tests.house.places import ROOT

STARTER = ROOT / "site/config/static/config/start-widgets.js"
REPLACED = [
    "panels/inline_panel.html",
    "panels/multiple_chooser_panel.html",
    "widgets/date_input.html",
    "widgets/datetime_input.html",
    "widgets/time_input.html",
]
# What was read when ours were written. In 8.0 a comment was added, and nothing else.
READ = {
    "panels/inline_panel.html": "195bb0b199edb062",
    "panels/multiple_chooser_panel.html": "673bc9b26ca95c03",
    "widgets/date_input.html": "2557f7a4fd543d7c",
    "widgets/datetime_input.html": "479d8ddeaa73d2fd",
    "widgets/time_input.html": "536917c544a13563",
    "BaseChooser.render": "422332141b6789f7",
    "BaseChooser.render_js_init": "0f7ccd687842fdd4",
    "AdminTaskChooser.render_js_init": "e0e19ae6f795a0bd",
}
SEEN = {"7.4": READ, "8.0": {**READ, "BaseChooser.render": "56c79a5497019fee"}}
CHANGED = (
    "Wagtail {version} has another {name} than the one that ours stands in for. Compare the two, carry"
    " over what changed (templates/wagtailadmin, site/config/start_widgets.py and its script), run"
    " tests/browser/test_admin_policy.py, then add the new hash here: {found}"
)
SCRIPT = re.compile(
    r"<script(?![^>]*\bsrc=)(?![^>]*application/(?:ld\+)?json)[^>]*>", re.IGNORECASE
)
HANDLER = re.compile(r"<[^>]*\son[a-z]+\s*=\s*[\"']|href=[\"']javascript:", re.IGNORECASE)
# The letters that Wagtail sends by e-mail are no pages of the admin.
NO_PAGES = "notifications/"


def upstream(name: str) -> Path:
    return Path(wagtail.__file__).parent / "admin/templates/wagtailadmin" / name


def sources() -> Iterator[tuple[str, str]]:
    """What ours stand in for: templates, and the two methods that write a script."""
    for name in REPLACED:
        yield name, upstream(name).read_text(encoding="utf-8")
    tree = (upstream("x").parents[2] / "widgets/chooser.py").read_text(encoding="utf-8")
    yield "BaseChooser.render", method(tree, "render")
    yield "BaseChooser.render_js_init", method(tree, "render_js_init")
    yield "AdminTaskChooser.render_js_init", inspect.getsource(AdminTaskChooser.render_js_init)


def method(module: str, name: str) -> str:
    """The text of the first method of that name."""
    found = re.search(
        rf"^    def {name}\(.*?(?=^    (?:def|@)|^\S)", module, re.DOTALL | re.MULTILINE
    )
    assert found, name
    return found.group().rstrip()


def short_hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def test_wagtails_own_are_those_that_ours_stand_in_for() -> None:
    version = ".".join(wagtail.__version__.split(".")[:2])
    assert version in SEEN, f"Wagtail {version} is new here: see what CHANGED says."
    for name, text in sources():
        found = short_hash(text)
        told = CHANGED.format(version=version, name=name, found=found)
        assert SEEN[version].get(name) == found, told


def test_no_other_template_of_the_admin_has_a_script_in_it() -> None:
    """An upgrade or an add-on that brings one is noticed here, and not by an editor."""
    found = []
    for app in apps.get_app_configs():
        for path in sorted((Path(app.path) / "templates").rglob("*.html")):
            text = path.read_text(encoding="utf-8")
            if NO_PAGES not in str(path) and (SCRIPT.search(text) or HANDLER.search(text)):
                found.append(path)
    assert found == [upstream(name) for name in sorted(REPLACED)]


@pytest.mark.parametrize(
    ("widget", "starts"),
    [
        (widgets.AdminDateInput, "initDateChooser"),
        (widgets.AdminDateTimeInput, "initDateTimeChooser"),
        (widgets.AdminTimeInput, "initTimeChooser"),
        (widgets.AdminPageChooser, "PageChooser"),
        (AdminTaskChooser, "createTaskChooser"),
    ],
)
def test_a_widget_leaves_a_note_and_no_script(widget: Callable[..., object], starts: str) -> None:
    drawn = widget().render("it", None, attrs={"id": 'id_"it'}, renderer=get_default_renderer())  # type: ignore[attr-defined]
    assert "<script" not in drawn
    note = re.search(r'<template data-start="(\w+)" data-start-id="([^"]*)" [^>]*>', drawn)
    assert note
    assert note.groups() == (starts, "id_&quot;it")


def test_each_chooser_is_one_that_the_script_knows() -> None:
    known = STARTER.read_text(encoding="utf-8")
    for chooser in below(widgets.BaseChooser):
        assert json.dumps(chooser.js_constructor) in known, chooser
        assert chooser.render is render, f"{chooser} writes a script of its own"


def below(kind: type[widgets.BaseChooser]) -> Iterator[type[widgets.BaseChooser]]:
    for each in kind.__subclasses__():
        yield each
        yield from below(each)


def test_the_admin_takes_no_script_but_from_files(editor_client: Client) -> None:
    answer = editor_client.get("/admin/")
    policy = dict(
        part.strip().partition(" ")[::2]
        for part in answer.headers["Content-Security-Policy"].split(";")
    )
    assert policy["script-src"] == "'self'"
    assert "'unsafe-inline'" not in policy["style-src-elem"]
    nonce = re.search(r"style-nonce[^\"]*\.js\" nonce=\"([^\"]+)\"", answer.content.decode())
    assert nonce
    assert policy["style-src-elem"] == f"'self' 'nonce-{nonce.group(1)}'"


def test_each_page_has_a_nonce_of_its_own(editor_client: Client) -> None:
    policies = {editor_client.get("/admin/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3
