"""A picture is public only while something public shows it; who may see more sees it in private."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.models import (
    Collection,
    CollectionViewRestriction,
    GroupCollectionPermission,
    Page,
    PageViewRestriction,
    Site,
)
from wagtail.users.models import UserProfile

from images.models import CustomImage
from pages.models import BrandSettings, HomePage
from tests.factories.accounts import UserFactory
from tests.uploads.places import a_picture, address_of, content_of, figure, original_of, page_with

PUBLIC, PRIVATE = "public, max-age=600", "private, no-store"


@pytest.fixture
def shown(home_page: HomePage) -> CustomImage:
    """A picture on a page that everybody may read."""
    image = a_picture()
    page_with(home_page, figure(image))
    return image


@pytest.fixture
def writer_client(db: None) -> Client:
    """Somebody who may enter the admin, and choose among all pictures there."""
    group = Group.objects.create(name="Writers of tests")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    choose = Permission.objects.get(
        codename="choose_image", content_type__app_label="wagtailimages"
    )
    GroupCollectionPermission.objects.create(
        group=group, collection=Collection.get_first_root_node(), permission=choose
    )
    client = Client()
    user = UserFactory()
    user.groups.add(group)
    client.force_login(user)
    return client


def test_a_picture_of_a_public_page_is_for_everybody_and_for_caches(
    client: Client, shown: CustomImage
) -> None:
    for address in (address_of(shown), original_of(shown)):
        response = client.get(address)
        assert response.status_code == 200
        assert content_of(response).startswith(b"\x89PNG")
        assert response.headers["Content-Type"] == "image/png"
        assert response.headers["Cache-Control"] == PUBLIC
        assert response.headers["X-Accel-Expires"] == "0"
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert response.headers["Content-Security-Policy"].startswith("sandbox")
        assert "Cookie" not in response.headers.get("Vary", "")


Hiding = Callable[[Page], object]


def unpublish(page: Page) -> None:
    page.unpublish()


def expire(page: Page) -> None:
    page.unpublish(set_expired=True)


def restrict(page: Page) -> None:
    PageViewRestriction.objects.create(page=page, restriction_type="login")


def restrict_above(page: Page) -> None:
    PageViewRestriction.objects.create(page=page.get_parent(), restriction_type="password")


def remove_picture(page: Page) -> None:
    page.body = []
    page.save_revision().publish()


def delete(page: Page) -> None:
    page.delete()


@pytest.mark.parametrize(
    "hide", [unpublish, expire, restrict, restrict_above, remove_picture, delete]
)
def test_what_hides_the_page_hides_its_picture(
    client: Client, editor_client: Client, home_page: HomePage, hide: Hiding
) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    address = address_of(image)
    assert client.get(address).status_code == 200
    hide(page)
    for hidden in (address, original_of(image)):
        assert client.get(hidden).status_code == 404
        for_editors = editor_client.get(hidden)
        assert for_editors.headers["Cache-Control"] == PRIVATE
        assert for_editors.headers["X-Accel-Expires"] == "0"
        assert content_of(for_editors).startswith(b"\x89PNG")


def test_a_picture_that_only_a_draft_of_a_public_page_has_is_private(
    client: Client, home_page: HomePage
) -> None:
    page, image = page_with(home_page), a_picture()
    page.body = page.body.stream_block.to_python([figure(image)])
    revision = page.save_revision()
    assert client.get(address_of(image)).status_code == 404
    revision.publish()
    assert client.get(address_of(image)).status_code == 200


def test_a_copy_that_follows_a_hidden_page_shows_the_picture(
    client: Client, home_page: HomePage
) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    alias = page.create_alias(update_slug="follows")
    page.unpublish()
    assert not Page.objects.get(pk=alias.pk).live
    assert client.get(address_of(image)).status_code == 404


def test_one_public_page_is_enough(client: Client, home_page: HomePage) -> None:
    image = a_picture()
    for live in (False, True):
        page_with(home_page, figure(image), live=live)
    assert client.get(address_of(image)).status_code == 200


def test_the_logo_is_public(client: Client, home_page: HomePage) -> None:
    logo = a_picture()
    address = logo.get_rendition("max-320x80").url
    assert client.get(address).status_code == 404
    BrandSettings.objects.create(site=Site.objects.get(), logo=logo)
    assert client.get(address).headers["Cache-Control"] == PUBLIC


def test_readers_of_a_private_page_see_its_picture_and_no_cache_keeps_it(
    client: Client, home_page: HomePage
) -> None:
    image = a_picture()
    page = page_with(home_page, figure(image))
    restriction = PageViewRestriction.objects.create(
        page=page,
        restriction_type="password",
        password="apple",  # noqa: S106 - of this test
    )
    address = address_of(image)
    assert client.get(address).status_code == 404
    way_in = f"/_util/authenticate_with_password/{restriction.pk}/{page.pk}/"
    client.post(way_in, {"password": "apple", "return_url": page.url})
    assert client.get(address).headers["Cache-Control"] == PRIVATE


def test_a_private_collection_stays_private_though_a_public_page_shows_it(
    client: Client, editor_client: Client, home_page: HomePage
) -> None:
    collection = Collection.get_first_root_node().add_child(name="Only for us")
    image = a_picture(collection=collection)
    page_with(home_page, figure(image))
    assert client.get(address_of(image)).status_code == 200
    CollectionViewRestriction.objects.create(collection=collection, restriction_type="login")
    assert client.get(address_of(image)).status_code == 404
    assert client.get(original_of(image)).status_code == 404
    assert editor_client.get(address_of(image)).headers["Cache-Control"] == PRIVATE


def test_who_may_choose_pictures_sees_them_and_who_may_only_log_in_does_not(
    client: Client, writer_client: Client
) -> None:
    address = address_of(a_picture())
    assert writer_client.get(address).status_code == 200
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404


def test_portraits_of_editors_are_for_the_admin(client: Client, editor_client: Client) -> None:
    profile = UserProfile.get_for_user(UserFactory())
    profile.avatar.save("me.png", ContentFile(a_picture().file.read()))
    assert client.get(profile.avatar.url).status_code == 404
    assert editor_client.get(profile.avatar.url).headers["Cache-Control"] == PRIVATE


ODD = [
    "../site.sqlite3",
    "%2e%2e/site.sqlite3",
    "images/../../settings.py",
    "/etc/passwd",
    "images/%00.png",
    "images/a%00b.png",
    "images/" + "a" * 3000 + ".png",
    "images/%ff%fe.png",
    "images/",
    "original_images/none.png",
    "original_images/%F0%9F%98%80.png",
    "images/x.svg",
    "avatar_images/.png",
    "word-imports/1780000000-abc",
    "downloads/2026/framework.pdf",
    "documents/plan.pdf",
    "wagtail_uploads/waits.png",
]


@pytest.mark.parametrize("path", ODD)
def test_nothing_else_is_given_out_to_anybody(editor_client: Client, path: str) -> None:
    assert editor_client.get(f"/media/{path}").status_code == 404


@pytest.mark.parametrize(
    "name", ["word-imports/1-a.png", "downloads/a.png", "documents/a.png", "images/a.png"]
)
def test_files_that_are_no_picture_of_ours_are_given_to_nobody(
    editor_client: Client, name: str
) -> None:
    stored = default_storage.save(name, ContentFile(b"secret"))
    assert editor_client.get(f"/media/{stored}").status_code == 404
    default_storage.delete(stored)


def test_a_lost_file_and_a_hidden_one_are_answered_alike(
    client: Client, shown: CustomImage
) -> None:
    rendition = shown.get_rendition("width-960")
    hidden = a_picture()
    rendition.file.storage.delete(rendition.file.name)
    lost = client.get(rendition.url)
    refused = client.get(address_of(hidden))
    never_there = client.get("/media/images/never.png")
    assert [each.status_code for each in (lost, refused, never_there)] == [404] * 3
    caching = {each.headers["Cache-Control"] for each in (lost, refused, never_there)}
    assert len(caching) == 1
    assert "no-store" in caching.pop()


def test_a_browser_that_has_it_is_told_so(client: Client, shown: CustomImage) -> None:
    first = client.get(address_of(shown))
    content_of(first)
    for known in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(address_of(shown), headers=known)
        assert (again.status_code, content_of(again)) == (304, b"")
        assert again.headers["Cache-Control"] == PUBLIC
    assert client.post(address_of(shown)).status_code == 405
    head = client.head(address_of(shown))
    assert (head.status_code, content_of(head)) == (200, b"")


def test_a_picture_is_not_compressed_again(client: Client, shown: CustomImage) -> None:
    response = client.get(address_of(shown), headers={"Accept-Encoding": "gzip"})
    assert "Content-Encoding" not in response.headers
    assert int(response.headers["Content-Length"]) == len(content_of(response))


def test_a_picture_costs_three_queries_however_many_pages_show_it(
    client: Client, home_page: HomePage, django_assert_num_queries: Callable
) -> None:
    image = a_picture()
    address = address_of(image)
    for number in range(5):
        page_with(home_page, figure(image))
        if number in {0, 4}:
            content_of(client.get(address))
            with django_assert_num_queries(3):
                content_of(client.get(address))
