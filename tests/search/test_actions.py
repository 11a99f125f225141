"""Which pages have a row: live and public ones, as they were published, and no others."""

import logging
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.actions.copy_page import CopyPageAction
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.models import Page, PageViewRestriction

from pages.models import HomePage, StandardPage
from search.actions import index_page
from search.models import SearchDocument
from tests.factories.accounts import UserFactory
from tests.factories.pages import StandardPageFactory
from tests.factories.search import publish_page
from tests.search.conftest import Titles


def restrict(page: Page) -> PageViewRestriction:
    return PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)


def test_a_published_page_has_a_row(home_page: HomePage) -> None:
    page = publish_page(
        home_page, "Good  things", "Say <b>what</b> changed.", slug="good", summary="In short."
    )
    row = SearchDocument.objects.get()
    assert (row.page_id, row.kind, row.title) == (page.pk, "About this site", "Good  things")
    assert row.body == "In short. Say what changed."
    assert row.summary == "In short."
    assert row.url == "/good/"
    assert row.published_at == page.first_published_at
    assert row.facets == {"kind": ["about-this-site"]}


def test_publishing_again_replaces_the_row(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Old name")
    page.title = "New name"
    page.save_revision().publish()
    assert found("name") == ["New name"]
    assert found("old") == []


def test_the_home_page_has_a_row(home_page: HomePage) -> None:
    home_page.save_revision().publish()
    assert SearchDocument.objects.get().url == "/"


def test_a_draft_is_never_found(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Public name")
    page.title = "Secret name"
    page.save_revision()
    index_page(page=page)
    call_command("rebuild_search", no_progress=True)
    new = StandardPage(title="Secret page", live=False)
    home_page.add_child(instance=new)
    new.save_revision()
    index_page(page=new)
    assert found("secret") == []
    assert found("name") == ["Public name"]


def test_a_withdrawn_page_is_forgotten(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Housing")
    page.unpublish()
    assert found("housing") == []
    page.save_revision().publish()
    assert found("housing") == ["Housing"]


def test_pages_withdrawn_with_their_parent_are_forgotten(
    home_page: HomePage, found: Titles
) -> None:
    superuser = UserFactory(is_superuser=True)
    page = publish_page(home_page, "Housing")
    publish_page(page, "Housing below")
    page.refresh_from_db()
    UnpublishPageAction(page, include_descendants=True, user=superuser).execute()
    assert found("housing") == []


def test_an_expired_page_is_forgotten(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Housing")
    page.expire_at = timezone.now() - timedelta(minutes=1)
    page.save()
    call_command("publish_scheduled")
    assert found("housing") == []


def test_a_deleted_page_is_forgotten_with_all_below_it(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Housing")
    publish_page(page, "Housing below")
    page.refresh_from_db()
    page.delete()
    assert found("housing") == []
    assert not SearchDocument.objects.exists()


def test_a_deleted_private_page_leaves_nothing(home_page: HomePage) -> None:
    page = publish_page(home_page, "Housing")
    publish_page(page, "Housing below")
    restrict(page)
    page.refresh_from_db()
    page.delete()
    assert not SearchDocument.objects.exists()


def test_pages_deleted_together_are_forgotten(home_page: HomePage) -> None:
    publish_page(home_page, "Housing")
    publish_page(home_page, "Health")
    home_page.get_children().delete()
    assert not SearchDocument.objects.exists()


def test_a_branch_made_private_is_forgotten_and_comes_back(
    home_page: HomePage, found: Titles
) -> None:
    page = publish_page(home_page, "Housing")
    publish_page(page, "Housing below")
    publish_page(home_page, "Housing beside")
    restriction = restrict(page)
    assert found("housing") == ["Housing beside"]
    restriction.delete()
    assert len(found("housing")) == 3


def test_a_page_published_in_a_private_branch_is_not_found(
    home_page: HomePage, found: Titles
) -> None:
    page = publish_page(home_page, "Private part")
    restrict(page)
    below = publish_page(page, "Housing")
    assert found("housing") == []
    assert index_page(page=below) is False


def test_moving_into_a_private_branch_and_out_again(home_page: HomePage, found: Titles) -> None:
    private = publish_page(home_page, "Private part")
    restrict(private)
    page = publish_page(home_page, "Housing", slug="housing")
    publish_page(page, "Housing below")
    page.refresh_from_db()
    page.move(private, pos="last-child")
    assert found("housing") == []
    Page.objects.get(pk=page.pk).move(home_page, pos="last-child")
    assert len(found("housing")) == 2


def test_moving_changes_the_addresses_below(home_page: HomePage) -> None:
    new_parent = publish_page(home_page, "Part", slug="part")
    page = publish_page(home_page, "Housing", slug="housing")
    publish_page(page, "Damp", slug="damp")
    page.refresh_from_db()
    page.move(new_parent, pos="last-child")
    urls = SearchDocument.objects.order_by("url").values_list("url", flat=True)
    assert list(urls) == ["/part/", "/part/housing/", "/part/housing/damp/"]


def test_a_new_slug_changes_the_addresses_below(
    home_page: HomePage, django_capture_on_commit_callbacks
) -> None:
    page = publish_page(home_page, "Housing", slug="housing")
    publish_page(page, "Damp", slug="damp")
    page.refresh_from_db()
    page.slug = "homes"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    urls = SearchDocument.objects.order_by("url").values_list("url", flat=True)
    assert list(urls) == ["/homes/", "/homes/damp/"]


def test_an_alias_has_no_row(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Housing")
    alias = page.create_alias(update_slug="housing-again")
    index_page(page=alias)
    call_command("rebuild_search", no_progress=True)
    assert found("housing") == ["Housing"]


def test_a_copy_that_is_live_has_a_row(home_page: HomePage, found: Titles) -> None:
    page = publish_page(home_page, "Housing")
    CopyPageAction(page, update_attrs={"slug": "two", "title": "Housing two"}).execute()
    assert len(found("housing")) == 2


def test_a_page_type_that_is_not_listed_has_no_row(home_page: HomePage) -> None:
    page = Page(title="Plain", slug="plain")
    home_page.add_child(instance=page)
    page.save_revision().publish()
    assert not SearchDocument.objects.exists()


def test_a_page_outside_the_site_has_no_row(home_page: HomePage) -> None:
    root = Page.get_first_root_node()
    page = StandardPage(title="Nowhere", slug="nowhere", summary="Far away.")
    root.add_child(instance=page)
    page.save_revision().publish()
    assert not SearchDocument.objects.exists()


@pytest.mark.parametrize("error", [ValueError, AttributeError, StandardPage.DoesNotExist])
def test_a_page_that_cannot_be_read_is_published_all_the_same(
    home_page: HomePage,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    error: type[Exception],
) -> None:
    page = publish_page(home_page, "Housing")

    def broken(page: StandardPage) -> str:
        raise error("words of the page")

    monkeypatch.setattr(StandardPage, "listing_text", broken)
    page.title = "New name"
    with caplog.at_level(logging.ERROR, logger="search"):
        page.save_revision().publish()
    page.refresh_from_db()
    assert (page.title, page.live) == ("New name", True)
    assert not SearchDocument.objects.exists()
    assert len(caplog.records) == 1
    assert "words of the page" not in caplog.text
    assert "New name" not in caplog.text


def test_a_failing_database_table_does_not_stop_publishing(
    home_page: HomePage, caplog: pytest.LogCaptureFixture
) -> None:
    page = StandardPage(title="Housing", summary="Where people live.")
    home_page.add_child(instance=page)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE search_searchdocument RENAME TO search_elsewhere")
    with caplog.at_level(logging.ERROR, logger="search"):
        page.save_revision().publish()
    page.refresh_from_db()
    assert page.live
    assert {record.name for record in caplog.records} == {"search.actions"}


def test_rebuilding_repairs_every_row(home_page: HomePage, found: Titles) -> None:
    kept = publish_page(home_page, "Housing")
    gone = publish_page(home_page, "Gone")
    StandardPageFactory(parent=home_page, title="Housing unseen")
    SearchDocument.objects.filter(pk=kept.pk).update(title="Wrong", title_tokens="wrong")
    Page.objects.filter(pk=gone.pk).update(live=False)
    call_command("rebuild_search", no_progress=True)
    assert sorted(found("housing")) == ["Housing", "Housing unseen"]
    assert found("wrong") == []
    assert found("gone") == []


def test_rebuilding_leaves_out_a_page_that_cannot_be_read(
    home_page: HomePage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    publish_page(home_page, "Housing")
    home_page.save_revision().publish()

    def broken(page: StandardPage) -> str:
        raise KeyError("body")

    monkeypatch.setattr(StandardPage, "listing_text", broken)
    call_command("rebuild_search", no_progress=True)
    assert "1 of 2 pages" in capsys.readouterr().out
    assert SearchDocument.objects.get().page_id == home_page.pk
