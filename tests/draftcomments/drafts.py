"""Drafts with bodies of blocks, and how people read and edit them, for the tests of this app."""

from collections.abc import Sequence
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import html5lib
from django.contrib.auth.models import Group, Permission
from django.test import Client
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from config.actions import make_role
from config.roles import MODERATORS
from draftcomments.drafts.freezing import freeze
from draftcomments.models import Round
from pages.models import StandardPage
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import RoundFactory
from tests.factories.pages import StandardPageFactory

Block = dict[str, Any]
HTML = "{http://www.w3.org/1999/xhtml}"
PANEL = "feedback_on_this_draft-section"


def block_id(name: str) -> str:
    """A lasting id for a block that a test calls by a name."""
    return str(uuid5(NAMESPACE_URL, name))


def at(name: str) -> str:
    """The key of the section that begins with a block."""
    return f"body.{block_id(name)}"


def heading(name: str, text: str = "") -> Block:
    value = {"text": text or f"About {name}", "anchor": ""}
    return {"type": "heading", "value": value, "id": block_id(name)}


def text(name: str, html: str = "") -> Block:
    return {"type": "text", "value": html or f"<p>Words of {name}.</p>", "id": block_id(name)}


def block(kind: str, name: str, value: Any) -> Block:
    return {"type": kind, "value": value, "id": block_id(name)}


def three_parts() -> list[Block]:
    """A body with an opening block and two headed parts."""
    opening = text("opening", "<p>Start with what people have told you.</p>")
    whom = [heading("whom", "Whom to ask"), text("whom-1", "<p>Ask the people it is about.</p>")]
    pay = [
        heading("pay", "Paying people"),
        text("pay-1", "<p>Pay for time and travel, on the day.</p>"),
        text("pay-2", "<p>Ask how people want to be paid.</p>"),
    ]
    return [opening, *whom, *pay]


def draft_page(body: Sequence[Block], parent: Page, **fields: Any) -> StandardPage:
    """A page that is out, with a draft on top of it that has a body."""
    page = StandardPageFactory(parent=parent, title="Asking people", **fields)
    return drafted(page, body)


def drafted(page: StandardPage, body: Sequence[Block]) -> StandardPage:
    """The page after an editor has saved another body as a draft."""
    draft = StandardPage.objects.get(pk=page.pk).get_latest_revision_as_object()
    draft.body = draft.body.stream_block.to_python(list(body))
    draft.save_revision()
    return StandardPage.objects.get(pk=page.pk)


def round_on(page: Page, **values: Any) -> Round:
    """An open round on the draft of a page as it is now."""
    frozen = freeze(page, user=None)
    sections = [section.as_data() for section in frozen.sections]
    return RoundFactory(page=page, content=frozen.content, sections=sections, **values)


def posted(
    page: Page, body: Sequence[Block], deleted: Sequence[str] = (), **fields: Any
) -> dict[str, Any]:
    """What the form of the editor sends. Blocks that were `deleted` in it are sent as such."""
    blocks = [(each["type"], value_posted(each), each["id"]) for each in body]
    data = nested_form_data(
        {
            "title": page.title,
            "slug": page.slug,
            "summary": page.specific.summary,
            "seo_title": "",
            "search_description": "",
            "in_footer": "on",
            "body": streamfield([(kind, value) for kind, value, _ in blocks]),
            "sources": streamfield([]),
            "comments": {
                "TOTAL_FORMS": 0,
                "INITIAL_FORMS": 0,
                "MIN_NUM_FORMS": 0,
                "MAX_NUM_FORMS": "",
            },
            "comment_notifications": "on",
        }
    )
    ids = {f"body-{number}-id": found for number, (_, _, found) in enumerate(blocks)}
    gone = [
        number for number, (_, _, found) in enumerate(blocks) if found in map(block_id, deleted)
    ]
    return {**data, **ids, **{f"body-{number}-deleted": "1" for number in gone}, **fields}


def value_posted(block: Block) -> Any:
    return rich_text(block["value"]) if block["type"] == "text" else block["value"]


def edit_address(page: Page) -> str:
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def autosaved(client: Client, page: Page, body: Sequence[Block], **fields: Any) -> dict[str, Any]:
    """Save a draft as Wagtail's editor does by itself: by a form that asks for JSON."""
    response = client.post(
        edit_address(page), posted(page, body, **fields), headers={"Accept": "application/json"}
    )
    assert response.status_code == 200, response.content
    answer: dict[str, Any] = response.json()
    assert answer["success"], answer
    return answer


def editor_of(page: Page) -> Client:
    """A client logged in as somebody who may edit and publish a page, and nothing else."""
    group = Group.objects.create(name=f"Editors of {page.pk}")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    for kind in ("change", "publish", "lock", "add"):
        GroupPagePermission.objects.create(group=group, page=page, permission_type=kind)
    return member_of(group)


def moderator() -> Client:
    make_role(name=MODERATORS)
    return member_of(Group.objects.get(name=MODERATORS))


def member_of(group: Group) -> Client:
    user, client = UserFactory(is_staff=True), Client()
    user.groups.add(group)
    client.force_login(user)
    return client


def panel_in(content: bytes) -> str:
    """The words of the feedback panel in the form of a page; "" where it is not shown."""
    for section in html5lib.parse(content).iter(f"{HTML}section"):
        if section.get("id", "").endswith(PANEL):
            return " ".join("".join(section.itertext()).split())
    return ""


def panel_of(client: Client, page: Page) -> str:
    return panel_in(client.get(edit_address(page)).content)
