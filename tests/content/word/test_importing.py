"""From a Word file to a draft of guidance: who may, what is shown, what is stored, what is refused."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from django.contrib.auth.models import Permission
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.db import IntegrityError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.images import get_image_model
from wagtail.models import GroupPagePermission, Page, PageLogEntry

from accounts.models import User
from casestudies.models import CaseStudyPage
from content.word import waiting
from content.word.actions import Alternative, make_draft
from content.word.reading import read_word
from guidance.models import GuidanceIndexPage, GuidancePage
from guidance.word_import import importer
from pages.models import HomePage
from tests.content.word.files import bad_files, board_paper, guide
from tests.factories.accounts import UserFactory
from tests.factories.guidance import GuidanceIndexPageFactory

BAD_FILES = list(bad_files())


@pytest.fixture
def index(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


def uploaded(
    client: Client, parent: Page, content: bytes, name: str = "guide.docx"
) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client.post(reverse("word_import", args=[parent.pk]), {"file": file})


def fields_of(response: HttpResponse) -> dict[str, str]:
    """What the form that confirms would send."""
    soup = BeautifulSoup(response.content, "html.parser")
    form = soup.find("form", action=lambda known: bool(known) and known.endswith("/make/"))
    assert form is not None
    inputs = form.find_all("input")
    return {
        str(known["name"]): str(known.get("value", ""))
        for known in inputs
        if known.get("type") != "checkbox" and known["name"] != "csrfmiddlewaretoken"
    }


def confirmed(client: Client, parent: Page, fields: dict[str, str]) -> HttpResponse:
    return client.post(reverse("word_import_make", args=[parent.pk]), fields)


def files_waiting() -> list[str]:
    try:
        return default_storage.listdir(waiting.FOLDER)[1]
    except FileNotFoundError:
        return []


def stored_pictures() -> list[str]:
    try:
        return sorted(default_storage.listdir("original_images")[1])
    except FileNotFoundError:
        return []


def everything() -> tuple[int, int, list[str]]:
    return Page.objects.count(), get_image_model().objects.count(), files_waiting()


@pytest.fixture(autouse=True)
def no_file_left() -> Iterator[None]:
    yield
    for name in files_waiting():
        default_storage.delete(f"{waiting.FOLDER}/{name}")


def test_looking_makes_nothing(editor_client: Client, index: GuidanceIndexPage) -> None:
    before = everything()[:2]
    response = uploaded(editor_client, index, board_paper())
    assert response.status_code == 200
    assert everything()[:2] == before
    page = response.content.decode()
    assert "Paper for the board" in page
    assert "Words that were marked as deleted" in page
    (name,) = files_waiting()
    with default_storage.open(f"{waiting.FOLDER}/{name}") as kept:
        assert not kept.read().startswith(b"PK")


def test_a_confirmed_file_is_a_draft_of_its_own(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    fields = fields_of(uploaded(editor_client, index, guide()))
    response = confirmed(editor_client, index, fields)
    page = GuidancePage.objects.get()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.title, page.live, page.owner) == (
        "Listening before planning",
        False,
        User.objects.get(),
    )
    assert [block.block_type for block in page.body] == [
        "text",
        "heading",
        "text",
        "heading",
        "table",
        "figure",
    ]
    image = get_image_model().objects.get()
    figure = page.body[-1].value
    assert (figure["image"].pk, figure["caption"]) == (image.pk, "The first meeting")
    assert image.alt_text == figure["image"].contextual_alt_text == "Six people at a round table"
    assert page.body[4].value.caption == "Costs for each meeting"
    assert not files_waiting()
    assert PageLogEntry.objects.filter(page=page.pk, action="wagtail.create").exists()
    assert editor_client.get(response.url).status_code == 200


def test_the_editor_is_told_what_is_not_in_the_draft(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    fields = fields_of(uploaded(editor_client, index, board_paper()))
    response = confirmed(editor_client, index, fields)
    told = editor_client.get(response.url).content.decode()
    assert "Nothing of it is published yet" in told
    assert "Words that were marked as deleted" in told


def drafted(index: GuidanceIndexPage, decided: Alternative | None) -> GuidancePage:
    """A draft of the paper whose picture has no words, with what was decided about it."""
    document = read_word(board_paper(), "paper.docx")
    return make_draft(
        importer=importer(),
        parent=index,
        document=document,
        title="Paper",
        alternatives=dict.fromkeys(document.pictures, decided) if decided else {},
        user=UserFactory(is_superuser=True),
    )


@pytest.mark.parametrize(
    ("decided", "expected"),
    [
        (None, ("", False)),
        (Alternative("A street"), ("A street", False)),
        (Alternative(decorative=True), ("", True)),
    ],
    ids=["undecided", "described", "decorative"],
)
def test_a_picture_without_words_waits_for_a_decision(
    index: GuidanceIndexPage, decided: Alternative | None, expected: tuple[str, bool]
) -> None:
    page = GuidancePage.objects.get(pk=drafted(index, decided).pk)
    (image,) = (block.value["image"] for block in page.body if block.block_type == "figure")
    assert (image.contextual_alt_text, image.decorative) == expected


def test_what_cannot_become_a_page_leaves_no_picture_behind(index: GuidanceIndexPage) -> None:
    before, pictures = everything(), stored_pictures()
    refused = CaseStudyPage(fictional_organisation="A real study names none that is made up.")
    badly = replace(importer(), make=lambda document, placed: refused)
    with pytest.raises(IntegrityError):
        make_draft(
            importer=badly,
            parent=index,
            document=read_word(guide(), "guide.docx"),
            title="Guide",
            alternatives={},
            user=UserFactory(is_superuser=True),
        )
    assert (everything(), stored_pictures()) == (before, pictures)


def test_a_ticket_is_good_once_for_its_owner_and_its_place(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    fields = fields_of(uploaded(editor_client, index, guide()))
    other = Client()
    other.force_login(UserFactory(is_superuser=True, is_staff=True))
    start = reverse("word_import", args=[index.pk])
    assert confirmed(other, index, fields).url == start
    assert not GuidancePage.objects.exists()
    confirmed(editor_client, index, fields)
    assert confirmed(editor_client, index, fields).url == start
    assert GuidancePage.objects.count() == 1


def test_a_form_that_is_sent_twice_at_once_makes_one_draft(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    fields = fields_of(uploaded(editor_client, index, guide()))
    owner = User.objects.get().pk
    with suppress(RuntimeError), waiting.taken(fields["ticket"], owner=owner, parent=index.pk):
        second = confirmed(editor_client, index, fields)
        raise RuntimeError
    assert second.url == reverse("word_import", args=[index.pk])
    assert not GuidancePage.objects.exists()
    # What ended in an error is not lost: the same form makes the draft.
    assert confirmed(editor_client, index, fields).status_code == 302
    assert GuidancePage.objects.count() == 1
    assert not files_waiting()


def test_a_form_that_is_not_right_may_be_sent_again(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    fields = fields_of(uploaded(editor_client, index, guide()))
    assert confirmed(editor_client, index, {**fields, "title": ""}).status_code == 422
    confirmed(editor_client, index, fields)
    assert GuidancePage.objects.count() == 1


def test_a_file_is_forgotten_after_an_hour(
    editor_client: Client,
    index: GuidanceIndexPage,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    fields = fields_of(uploaded(editor_client, index, guide()))
    monkeypatch.setattr(waiting, "SECONDS", -1)
    assert confirmed(editor_client, index, fields).url == reverse("word_import", args=[index.pk])
    call_command("prune_word_files")
    assert "Deleted: 1 Word files." in capsys.readouterr().out
    assert not files_waiting()


def test_bad_files_get_a_clear_message_and_change_nothing(
    editor_client: Client, index: GuidanceIndexPage
) -> None:
    before = everything()
    for name, content, words in BAD_FILES[::2]:
        response = uploaded(editor_client, index, content, name)
        assert response.status_code == 422, name
        assert words in BeautifulSoup(response.content, "html.parser").get_text(), name
    assert everything() == before


def test_only_those_who_may_add_a_page_there_may_import(
    index: GuidanceIndexPage, home_page: HomePage
) -> None:
    user = UserFactory(is_staff=True)
    group = user.groups.create(name="Elsewhere")
    group.permissions.add(*permissions_to_enter())
    client = Client()
    client.force_login(user)
    address = reverse("word_import", args=[index.pk])
    assert client.get(address).status_code in {302, 403}
    assert uploaded(client, index, guide()).status_code in {302, 403}
    assert not files_waiting()
    GroupPagePermission.objects.create(
        group=group, page=index, permission=permission_to("add_page")
    )
    fresh = Client()
    fresh.force_login(User.objects.get(pk=user.pk))
    assert fresh.get(address).status_code == 200
    response = uploaded(fresh, index, guide())
    assert "you may not add pictures" in response.content.decode()
    confirmed(fresh, index, fields_of(response))
    assert GuidancePage.objects.get().owner_id == user.pk
    assert not get_image_model().objects.exists()


def permissions_to_enter() -> list[Permission]:
    return list(Permission.objects.filter(codename="access_admin"))


def permission_to(codename: str) -> Permission:
    return Permission.objects.get(codename=codename, content_type__app_label="wagtailcore")


def test_the_list_of_guidance_offers_the_import_and_other_lists_do_not(
    editor_client: Client, index: GuidanceIndexPage, home_page: HomePage
) -> None:
    there = editor_client.get(reverse("wagtailadmin_explore", args=[index.pk])).content.decode()
    assert reverse("word_import", args=[index.pk]) in there
    elsewhere = editor_client.get(reverse("wagtailadmin_explore", args=[home_page.pk]))
    assert "Import from Word" not in elsewhere.content.decode()
    assert editor_client.get(reverse("word_import", args=[home_page.pk])).status_code == 404


def test_nothing_is_made_without_the_token_of_the_form(index: GuidanceIndexPage) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert uploaded(client, index, guide()).status_code == 403
    assert client.get(reverse("word_import_make", args=[index.pk])).status_code == 405
