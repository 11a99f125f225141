"""The copy of a draft that people are asked about."""

import json
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Comment, Page

from draftcomments.drafts.freezing import MEDIA, PRIVATE, freeze, warnings_about
from draftcomments.drafts.sections import sections_of
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import at, block, drafted, heading, text, three_parts
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyPageFactory
from tests.factories.pages import StandardPageFactory

pytestmark = pytest.mark.django_db


def test_the_latest_draft_is_frozen_and_not_what_is_out(page: StandardPage) -> None:
    frozen = freeze(page, user=None)
    assert at("pay") in {section.key for section in frozen.sections}
    assert "Paying people" in json.dumps(frozen.content)
    assert len(StandardPage.objects.get(pk=page.pk).body) == 0


def test_a_page_need_not_be_of_its_own_type(page: StandardPage) -> None:
    plain = Page.objects.get(pk=page.pk)
    assert freeze(plain, user=None).sections == freeze(page, user=None).sections


def test_freezing_a_draft_with_ids_saves_nothing(page: StandardPage) -> None:
    before = page.latest_revision_id
    freeze(page, user=None)
    assert StandardPage.objects.get(pk=page.pk).latest_revision_id == before


def test_comments_of_editors_are_not_in_the_copy(page: StandardPage) -> None:
    Comment.objects.create(
        page=page, user=UserFactory(), text="Not for others", contentpath="title", position="[]"
    )
    drafted(page, three_parts())
    latest = StandardPage.objects.get(pk=page.pk).latest_revision
    assert "Not for others" in json.dumps(latest.content)
    frozen = freeze(page, user=None)
    assert "Not for others" not in json.dumps(frozen.content)
    assert not {"wagtail_admin_comments", "comments"} & set(frozen.content)


def write_raw(page: StandardPage, raw: list[dict[str, Any]]) -> None:
    """Write a body as old imports did, around Wagtail, which would give it ids."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE pages_standardpage SET body = %s WHERE page_ptr_id = %s",
            [json.dumps(raw), page.pk],
        )


def test_blocks_without_ids_get_them_for_good_before_they_are_frozen(
    home_page: HomePage,
) -> None:
    page = StandardPageFactory(parent=home_page)
    raw = [{key: each[key] for key in ("type", "value")} for each in three_parts()]
    page.body = page.body.stream_block.to_python(raw)
    assert all(child.id is None for child in page.body)
    write_raw(page, raw)
    frozen = freeze(StandardPage.objects.get(pk=page.pk), user=None)
    now = sections_of(StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object())
    assert [section.key for section in now] == [section.key for section in frozen.sections]
    assert not any(".-" in section.key for section in now)


def test_editors_comments_survive_when_ids_are_given(home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page)
    editor = UserFactory()
    for resolved_at in (None, timezone.now()):
        Comment.objects.create(
            page=page,
            user=editor,
            text="Look here",
            contentpath="title",
            position="[]",
            resolved_at=resolved_at,
        )
    page.save_revision()
    revision = StandardPage.objects.get(pk=page.pk).latest_revision
    raw = [{key: each[key] for key in ("type", "value")} for each in three_parts()]
    revision.content = {**revision.content, "body": json.dumps(raw)}
    revision.save()
    freeze(StandardPage.objects.get(pk=page.pk), user=editor)
    assert Comment.objects.filter(page=page).count() == 2


def test_a_public_page_of_words_needs_no_warning(page: StandardPage) -> None:
    assert freeze(page, user=None).warnings == []


def test_a_private_page_is_warned_of_also_when_it_is_one_above(page: StandardPage) -> None:
    page.get_parent().view_restrictions.create(restriction_type="login")
    assert warnings_about(page) == [PRIVATE]


def test_pictures_and_documents_are_warned_of_wherever_they_stand(page: StandardPage) -> None:
    image = get_image_model().objects.create(
        title="A room", description="A room", file=get_test_image_file()
    )
    value = {"image": {"image": image.pk, "alt_text": "", "decorative": True}, "caption": ""}
    with_picture = drafted(page, [block("figure", "room", value)])
    assert freeze(with_picture, user=None).warnings == [MEDIA]
    link = '<p><a linktype="document" id="1">Read it</a></p>'
    assert freeze(drafted(page, [text("doc", link)]), user=None).warnings == [MEDIA]


def test_a_page_with_dates_and_relations_can_be_stored_as_plain_data(home_page: HomePage) -> None:
    study = CaseStudyPageFactory(parent=home_page, started="2025-01-01")
    assert json.loads(json.dumps(freeze(study, user=None).content))["started"] == "2025-01-01"


def test_the_copy_can_be_drawn_as_the_page(page: StandardPage) -> None:
    frozen = freeze(page, user=None)
    drafted(page, [heading("other", "Something else")])
    drawn = StandardPage.objects.get(pk=page.pk).with_content_json(dict(frozen.content))
    assert [child.id for child in drawn.body] == [each["id"] for each in three_parts()]
