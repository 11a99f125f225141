"""Bringing in official text in the admin: who may, what they see, and that it is loaded once."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from framework.models import Edition, OfficialTextUpload, Statement, SubPhase
from tests.factories.accounts import UserFactory
from tests.framework.official.files_read import file

START = "/admin/official-text/"
FIRST = "reviewing-evidence.html"
pytestmark = pytest.mark.django_db


def brought(client: Client, *names: str, **fields: str) -> OfficialTextUpload:
    files = [SimpleUploadedFile(name, file(name).content) for name in names]
    response = client.post(START, {"texts": files, **fields})
    assert response.status_code == 302, response.content.decode()
    return OfficialTextUpload.objects.latest("pk")


def look_at(upload: OfficialTextUpload) -> str:
    return f"{START}{upload.pk}/"


def shown(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def client_with(*permissions: str) -> Client:
    user = UserFactory()
    names = ["access_admin", *permissions]
    user.user_permissions.set(Permission.objects.filter(codename__in=names))
    client = Client()
    client.force_login(user)
    return client


def seen_in(html: str) -> str:
    return html.partition('name="seen" value="')[2].partition('"')[0]


def test_an_editor_looks_loads_and_sees_what_became_of_it(
    editor_client: Client, part: SubPhase
) -> None:
    assert "See what would change" in shown(editor_client, START)
    upload = brought(editor_client, FIRST, "overview.html")
    html = shown(editor_client, look_at(upload))
    for words in (
        "Reworded: 1b-emerging-2",
        "Write up what is known.",
        "What is known is written down and kept.",
        "Look at this one",
        "Added: 1b-thriving-2",
        "published 3 March 2025",
        "Whose words: CQC text",
        "Not in these files, and left as they are",
    ):
        assert words in html
    assert not Edition.objects.exists()
    response = editor_client.post(look_at(upload), {"seen": seen_in(html)})
    assert response.status_code == 302
    after = shown(editor_client, response["Location"])
    assert "Parts that changed: 1b" in after
    statement = Statement.objects.get(identifier="1b-thriving-2")
    assert f"/admin/snippets/framework/statement/edit/{statement.pk}/" in after
    assert Edition.objects.get().loaded_by is not None


def test_its_words_are_not_kept_after_loading(editor_client: Client, part: SubPhase) -> None:
    upload = brought(editor_client, FIRST)
    editor_client.post(look_at(upload), {"seen": upload.seen})
    upload.refresh_from_db()
    assert upload.loaded_at
    assert "written down and kept" not in str(upload.content)


def test_a_second_click_loads_nothing(editor_client: Client, part: SubPhase) -> None:
    upload = brought(editor_client, FIRST)
    editor_client.post(look_at(upload), {"seen": upload.seen})
    response = editor_client.post(look_at(upload), {"seen": upload.seen})
    assert response["Location"] == f"{look_at(upload)}loaded/"
    assert Statement.objects.get(identifier="1b-emerging-1").version == 2


def test_a_framework_that_changed_meanwhile_is_shown_again(
    editor_client: Client, part: SubPhase
) -> None:
    upload = brought(editor_client, FIRST)
    statement = part.statements.first()
    statement.text = "Somebody was faster."
    statement.save()
    response = editor_client.post(look_at(upload), {"seen": upload.seen})
    html = response.content.decode()
    assert response.status_code == 409
    assert "The framework changed after" in html
    assert "Somebody was faster." in html
    assert not Edition.objects.exists()
    assert editor_client.post(look_at(upload), {"seen": seen_in(html)}).status_code == 302
    assert Edition.objects.exists()


def test_a_wrong_file_is_told_and_kept_nowhere(editor_client: Client, part: SubPhase) -> None:
    files = [SimpleUploadedFile("a.html", b""), SimpleUploadedFile("b.docx", b"<b>no</b>")]
    response = editor_client.post(START, {"texts": files})
    html = response.content.decode()
    assert response.status_code == 422
    assert "a.html: This file is empty." in html
    assert "b.docx: This is not a whole Word file." in html
    assert not OfficialTextUpload.objects.exists()


def test_no_file_is_told(editor_client: Client, part: SubPhase) -> None:
    response = editor_client.post(START, {"texts": []})
    assert response.status_code == 422
    assert "This field is required." in response.content.decode()


def test_pairs_wording_and_edition_can_be_given(editor_client: Client, part: SubPhase) -> None:
    upload = brought(
        editor_client,
        FIRST,
        wording="adapted",
        pairs="1b-emerging-1=1b-emerging-2",
        title="By hand",
        published_on="2024-01-01",
    )
    html = shown(editor_client, look_at(upload))
    assert "Whose words: Adapted from CQC text" in html
    assert "named by hand" in html
    assert "By hand, published 3 March 2025" in html


def test_words_of_a_file_are_never_markup(editor_client: Client, part: SubPhase) -> None:
    page = file(FIRST).content.replace(b"and kept.", b"&lt;script&gt;alert(1)&lt;/script&gt;")
    editor_client.post(START, {"texts": [SimpleUploadedFile("a.html", page)]})
    html = shown(editor_client, look_at(OfficialTextUpload.objects.get()))
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_an_upload_can_be_thrown_away(editor_client: Client, part: SubPhase) -> None:
    upload = brought(editor_client, FIRST)
    assert editor_client.get(f"{look_at(upload)}forget/").status_code == 405
    editor_client.post(f"{look_at(upload)}forget/")
    assert not OfficialTextUpload.objects.exists()
    assert editor_client.get(look_at(upload)).status_code == 404


def test_uploads_of_more_than_a_week_ago_go_with_the_next(
    editor_client: Client, part: SubPhase
) -> None:
    old = brought(editor_client, FIRST)
    OfficialTextUpload.objects.update(uploaded_at=timezone.now() - timedelta(days=8))
    new = brought(editor_client, FIRST)
    assert list(OfficialTextUpload.objects.values_list("pk", flat=True)) == [new.pk]
    assert old.pk != new.pk


def test_the_framework_as_it_is_can_be_downloaded(editor_client: Client, part: SubPhase) -> None:
    response = editor_client.get(f"{START}as-it-is/")
    assert response["Content-Disposition"].startswith("attachment")
    assert response.json()["parts"][0]["wording"] == "ours"


@pytest.mark.parametrize("permission", ["change_statement", "add_edition"])
def test_both_permissions_are_needed(part: SubPhase, permission: str) -> None:
    client = client_with(permission)
    upload = OfficialTextUpload.objects.create(file_name="a", content={}, seen="")
    for path in ("", "as-it-is/", f"{upload.pk}/", f"{upload.pk}/loaded/"):
        assert client.get(f"{START}{path}").status_code == 302, path
    client.post(f"{START}{upload.pk}/forget/")
    client.post(f"{START}{upload.pk}/", {"seen": ""})
    assert OfficialTextUpload.objects.filter(loaded_at=None).exists()
    assert "official-text" not in client.get("/admin/").content.decode()


def test_whoever_has_both_permissions_may(part: SubPhase) -> None:
    client = client_with("change_statement", "add_edition")
    assert "See what would change" in shown(client, START)
    assert START in client.get("/admin/").content.decode()


def test_administrators_can_give_the_permission(editor_client: Client) -> None:
    assert "edition" in shown(editor_client, "/admin/groups/new/").lower()
