"""Downloads as readers get them: always what there is to say now, and only of public pages."""

import sys
from io import BytesIO

import docx
import pytest
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import PageViewRestriction

from guidance.downloads import making
from guidance.downloads.drawing import MEDIA_TYPES, print_of_the_code
from guidance.models import Download
from officefiles import printed
from tests.guidance.downloads.conftest import Places, text_block

FRAMEWORK = "/downloads/framework/docx/"
GUIDANCE = "/downloads/guidance-ask-people/docx/"


def words(content: bytes) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(BytesIO(content)).paragraphs)


@pytest.mark.parametrize("form", sorted(MEDIA_TYPES))
@pytest.mark.parametrize("name", ["framework", "phase-check", "guidance-ask-people"])
def test_every_subject_is_there_in_every_form(
    client: Client, places: Places, name: str, form: str
) -> None:
    response = client.get(f"/downloads/{name}/{form}/")
    assert response.status_code == 200
    assert response["Content-Type"] == MEDIA_TYPES[form]
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Disposition"].startswith(f'attachment; filename="{name}-20')
    assert response["Content-Disposition"].endswith(f'.{form}"')
    assert "Set-Cookie" not in response
    assert len(response.content) == Download.objects.get(subject=name, form=form).size > 0


@pytest.mark.parametrize(
    "address",
    [
        "/downloads/framework/doc/",
        "/downloads/frameworks/docx/",
        "/downloads/phase-no-such/docx/",
        "/downloads/phase-/docx/",
        "/downloads/guidance-no-such/docx/",
        "/downloads/cross-walk/docx/",
        "/downloads/guidance-%00/docx/",
        "/downloads/guidance-%F0%9F%91%8B/docx/",
    ],
)
def test_what_there_is_not_is_not_found(client: Client, places: Places, address: str) -> None:
    assert client.get(address).status_code == 404


def test_a_file_is_made_once_and_kept(client: Client, places: Places) -> None:
    first = client.get(FRAMEWORK)
    row = Download.objects.get()
    assert client.get(FRAMEWORK).content == first.content
    assert Download.objects.get().made_at == row.made_at


def test_a_copy_is_asked_about_again_and_need_not_be_sent_again(
    client: Client, places: Places
) -> None:
    first = client.get(FRAMEWORK)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(FRAMEWORK, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert client.head(FRAMEWORK).content == b""


def test_a_file_is_never_stale_whatever_changed_behind_its_back(
    client: Client, places: Places
) -> None:
    before = client.get(FRAMEWORK)
    places.sub_phase.statements.update(text="Nobody was told of this.")
    after = client.get(FRAMEWORK, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    tables = docx.Document(BytesIO(after.content)).tables
    assert any("Nobody was told" in cell.text for table in tables for cell in table._cells)


def test_a_file_drawn_by_older_code_is_made_again(
    client: Client, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = client.get(FRAMEWORK)["ETag"]
    monkeypatch.setattr("guidance.downloads.drawing.print_of_the_code", lambda: "another")
    assert client.get(FRAMEWORK)["ETag"] != before
    assert len(print_of_the_code()) == 64


def test_a_file_that_got_lost_is_made_again(client: Client, places: Places) -> None:
    client.get(FRAMEWORK)
    default_storage.delete(Download.objects.get().file.name)
    assert "The framework" in words(client.get(FRAMEWORK).content)


@pytest.mark.parametrize("how", ["unpublished", "private", "renamed"])
def test_the_file_of_a_page_that_is_no_longer_there_is_deleted(
    client: Client, places: Places, how: str, django_capture_on_commit_callbacks: object
) -> None:
    client.get(GUIDANCE)
    name = Download.objects.get().file.name
    if how == "unpublished":
        places.guidance.unpublish()
    elif how == "private":
        PageViewRestriction.objects.create(
            page=places.guidance.get_parent(), restriction_type=PageViewRestriction.LOGIN
        )
    else:
        places.guidance.slug = "another"
        places.guidance.save()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] - a fixture
        assert client.get(GUIDANCE).status_code == 404
    assert not Download.objects.exists()
    assert not default_storage.exists(name)


def test_the_old_file_goes_when_there_is_a_new_one(
    client: Client, places: Places, django_capture_on_commit_callbacks: object
) -> None:
    client.get(GUIDANCE)
    before = Download.objects.get().file.name
    places.guidance.body = [text_block("<p>New words.</p>")]
    places.guidance.save_revision().publish()
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator] - a fixture
        assert "New words." in words(client.get(GUIDANCE).content)
    assert not default_storage.exists(before)
    assert default_storage.exists(Download.objects.get().file.name)


def test_somebody_who_waits_too_long_for_the_same_file_is_told_when_to_come_back(
    client: Client, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(making, "PATIENCE", 0.01)
    cache.add("making-download:framework.docx", True)
    response = client.get(FRAMEWORK)
    assert (response.status_code, response["Retry-After"]) == (503, "15")
    assert "Wait for about 15 seconds" in response.content.decode()
    cache.delete("making-download:framework.docx")
    assert client.get(FRAMEWORK).status_code == 200


def test_a_printer_that_fails_offers_another_form(
    client: Client, places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(printed, "PRINTER", [sys.executable, "-I", "-c", "raise SystemExit(1)"])
    response = client.get("/downloads/framework/pdf/")
    assert response.status_code == 503
    assert "choose another kind of file" in response.content.decode()
    assert client.get(FRAMEWORK).status_code == 200


def test_only_reading_is_possible(client: Client, places: Places) -> None:
    assert client.post(FRAMEWORK).status_code == 405
