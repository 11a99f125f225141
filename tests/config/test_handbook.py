"""The editor's handbook in the admin."""

import re

import pytest
from django.test import Client

from config.handbook import CHAPTERS, DOCS, PICTURES

ADDRESS = "/admin/handbook/"


@pytest.mark.parametrize("name", CHAPTERS)
def test_every_chapter_opens_with_its_words_and_without_marks(
    editor_client: Client, name: str
) -> None:
    html = editor_client.get(f"{ADDRESS}{name}/").content.decode()
    written = (DOCS / f"{name}.md").read_text(encoding="utf-8")
    first = re.search(r"^## (.+)$", written, re.MULTILINE)
    assert first
    assert f">{first[1]}</h2>" in html
    assert "](" not in html.partition('class="handbook"')[2].partition("</main>")[0]


def test_links_between_chapters_and_pictures_stay_in_the_admin(editor_client: Client) -> None:
    shown = [editor_client.get(f"{ADDRESS}{name}/").content.decode() for name in CHAPTERS]
    hrefs = set(re.findall(r'(?:href|src)="(/admin/handbook/[^"#]+)', "".join(shown)))
    assert len(hrefs) > len(CHAPTERS)
    assert {href for href in hrefs if editor_client.get(href).status_code != 200} == set()


def test_every_picture_that_was_made_is_shown() -> None:
    written = (DOCS / "editors.md").read_text(encoding="utf-8")
    named = set(re.findall(r"!\[[^\]]+\]\(pictures/([a-z0-9-]+\.png)\)", written))
    assert named == {file.name for file in PICTURES.iterdir()}


@pytest.mark.parametrize(
    "name", ["operations/", "nowhere/", "..%2fREADME/", "pictures/nothing.png", "pictures/..png"]
)
def test_nothing_else_can_be_read_there(editor_client: Client, name: str) -> None:
    assert editor_client.get(f"{ADDRESS}{name}").status_code == 404


def test_it_is_for_those_who_are_logged_in(client: Client, db: None) -> None:
    assert client.get(f"{ADDRESS}editors/").status_code == 302


def test_the_help_menu_leads_to_it(editor_client: Client) -> None:
    assert f"{ADDRESS}editors/" in editor_client.get("/admin/").content.decode()
