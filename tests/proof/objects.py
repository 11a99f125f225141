"""Things of one person or group, and who may reach them: the rows of objects in the matrix of permissions."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group
from django.core.files.base import ContentFile
from django.test import Client
from django.test.client import RedirectCycleError
from django.urls import reverse
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from casestudies.models import CaseStudyPage
from config.roles import ADMINISTRATORS, EDITORS, LEADS, MODERATORS, PUBLISHERS, WRITERS
from pages.models import StandardPage
from tests.config.matrix.addresses import our_addresses
from tests.config.matrix.expected import register_and_action
from tests.config.matrix.world import EVERYBODY, NOBODY, SUPERUSER, World
from tests.factories.draftcomments import RoundFactory
from tests.factories.offers import OfferFactory

EDIT = {EDITORS, PUBLISHERS, ADMINISTRATORS, SUPERUSER}
PUBLISH = {PUBLISHERS, ADMINISTRATORS, SUPERUSER}
NONE: set[str] = set()
SECRET = "Words-that-only-some-may-read"  # noqa: S105 - what is looked for in answers
Ask = Callable[[Client], bool]


@dataclass(frozen=True)
class Thing:
    """Something, what is done with it, who may, and how to see whether somebody can."""

    name: str
    who: set[str]
    reaches: Ask


def opens(address: str) -> Ask:
    """Whether a page is given out: not refused, not sent away to log in."""
    return lambda client: client.get(address).status_code == 200


def reads(address: str) -> Ask:
    """Whether what is secret stands in the answer, whatever its status is."""

    def reach(client: Client) -> bool:
        try:
            answer: Any = client.get(address, follow=True)
        except RedirectCycleError:
            return False
        content = b"".join(answer.streaming_content) if answer.streaming else answer.content
        return SECRET.encode() in content

    return reach


def things_of(world: World) -> list[Thing]:
    return [
        *drafts(world),
        *private_pages(world),
        *rounds(world),
        *offers(),
        *documents(),
    ]


def drafts(world: World) -> list[Thing]:
    """A draft that somebody else wrote, and one of every writer's own."""
    parent = world.pages[CaseStudyPage].get_parent()
    draft = CaseStudyPage(title=SECRET, slug="a-draft", summary=SECRET, live=False)
    parent.add_child(instance=draft)
    draft.save_revision()
    own = CaseStudyPage(title="Own", slug="own", summary="Own", live=False)
    own.owner = world.people[WRITERS]
    parent.add_child(instance=own)
    edit, preview = "wagtailadmin_pages:edit", "wagtailadmin_pages:view_draft"
    return [
        Thing("somebody's draft, read at its public address", NONE, reads(draft.url)),
        Thing("somebody's draft, found by searching", NONE, reads("/search/?q=Words")),
        Thing("somebody's draft, edited", EDIT, opens(reverse(edit, args=[draft.pk]))),
        Thing("somebody's draft, previewed", EDIT, opens(reverse(preview, args=[draft.pk]))),
        Thing(
            "the writer's own draft, edited", {WRITERS, *EDIT}, opens(reverse(edit, args=[own.pk]))
        ),
    ]


def private_pages(world: World) -> list[Thing]:
    """A page for those who are logged in, one for one group, and one behind a password."""
    kinds = (
        PageViewRestriction.LOGIN,
        PageViewRestriction.GROUPS,
        PageViewRestriction.PASSWORD,
    )
    pages = {kind: private_page(world, kind) for kind in kinds}
    logged_in = set(EVERYBODY) - {NOBODY}
    return [
        Thing("a page for whoever is logged in", logged_in, reads(pages["login"].url)),
        Thing("a page for one group", {MODERATORS, SUPERUSER}, reads(pages["groups"].url)),
        Thing("a page behind a password", NONE, reads(pages["password"].url)),
        Thing("a private page, found by searching", NONE, reads("/search/?q=private")),
        Thing("a private page, in the list of all pages", NONE, reads("/sitemap.xml")),
    ]


def private_page(world: World, kind: str) -> StandardPage:
    page = StandardPage(title=f"{SECRET} private {kind}", slug=f"for-{kind}", summary=SECRET)
    world.home.add_child(instance=page)
    rule = PageViewRestriction.objects.create(page=page, restriction_type=kind, password="x" * 20)
    if kind == PageViewRestriction.GROUPS:
        rule.groups.add(Group.objects.get(name=MODERATORS))
    return page


def rounds(world: World) -> list[Thing]:
    """A round on a draft: nobody reads it without a link of their own."""
    page = StandardPage(title=SECRET, slug="asked-about", summary=SECRET, live=False)
    world.home.add_child(instance=page)
    asked = RoundFactory(page=page, purpose=SECRET)
    start = reverse("draftcomments:start", args=[asked.public_id])
    shown = reverse("draftcomments_admin:round", args=[asked.pk])
    comments = reverse("draftcomments_admin:queue")
    feedback = {MODERATORS, LEADS, SUPERUSER}
    return [
        Thing("a round, read without a link", NONE, reads(start)),
        Thing("a round's draft, read without a link", NONE, reads(f"{start}read/")),
        Thing("a round, run", {LEADS, SUPERUSER}, opens(f"{shown}links/")),
        Thing("comments that nobody has checked yet", feedback, opens(comments)),
    ]


def offers() -> list[Thing]:
    """An offer that is not sent is its sender's alone; one that is sent is for those who write."""
    kept = OfferFactory(token="t" * 43, title=SECRET, problem=SECRET)
    sent = OfferFactory(token="s" * 43, title=SECRET, problem=SECRET, sent=True)
    return [
        Thing("an offer behind another address", NONE, reads(f"/tell-us/{'x' * 43}/")),
        Thing("an offer that is not sent", NONE, reads(inspecting(kept.pk))),
        Thing("an offer that is sent", {WRITERS, *EDIT}, reads(inspecting(sent.pk))),
    ]


def inspecting(pk: int) -> str:
    """The page of an offer in the register for staff."""
    ours = our_addresses()
    [shown] = [each for each in ours if register_and_action(each) == ("offers", "inspect")]
    return reverse(shown.whole_name, args=[pk])


def documents() -> list[Thing]:
    """A document in a collection of one group, and one that a colleague has uploaded."""
    root = Collection.get_first_root_node()
    closed = root.add_child(name="For moderators")
    rule = CollectionViewRestriction.objects.create(
        collection=closed, restriction_type=CollectionViewRestriction.GROUPS
    )
    rule.groups.add(Group.objects.get(name=MODERATORS))
    document = get_document_model()(title="Private", collection=closed)
    document.file.save("private.txt", ContentFile(SECRET.encode()))
    edit = reverse("wagtaildocs:edit", args=[document.pk])
    collections = reverse("wagtailadmin_collections:edit", args=[closed.pk])
    administer = {ADMINISTRATORS, SUPERUSER}
    return [
        Thing("a document of one group's collection", {MODERATORS, SUPERUSER}, reads(document.url)),
        Thing("a colleague's document, changed", EDIT, opens(edit)),
        Thing("a collection, changed", administer, opens(collections)),
    ]
