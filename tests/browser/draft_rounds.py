"""Drafts, staff and rounds of comments for the browser: made in the site's own process."""

import json
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from wagtail.models import GroupPagePermission, Page

from accounts.models import User
from config.roles import LEADS, MODERATORS
from content.keys import new_token
from draftcomments.actions.checking import check_item
from draftcomments.actions.items import send_comment
from draftcomments.actions.links import Issued, issue_links
from draftcomments.actions.people import Agreed, begin
from draftcomments.actions.rounds import open_round, prepare_round
from draftcomments.enums import Language, LinkKind
from draftcomments.models import Contributor, Round
from pages.models import HomePage, StandardPage
from tests.draftcomments.drafts import drafted, heading, text
from tests.house.places import ROOT

PASSWORD = "a long password for tests"  # noqa: S105 - of a site that lives as long as the tests
PAGE_EDITORS = "Page editors"


@dataclass(frozen=True)
class Draft:
    """A page with a draft on it. `link` opens a round on it; "" where nobody is asked yet."""

    page: int
    title: str
    link: str = ""


def draft_for(environment: dict[str, str], title: str) -> Draft:
    """Make a page with a draft, on the site of an environment."""
    return made_in(environment, f"make_draft({title!r})")


def round_for(environment: dict[str, str], title: str, said: str = "") -> Draft:
    """The same with an open round, and a checked comment on its part "Whom to ask"."""
    return made_in(environment, f"make_round({title!r}, {said!r})")


def made_in(environment: dict[str, str], call: str) -> Draft:
    command = f"from tests.browser import draft_rounds; draft_rounds.tell(draft_rounds.{call})"
    done = subprocess.run(  # noqa: S603
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", command],
        cwd=ROOT,
        env=environment,
        check=True,
        stdout=subprocess.PIPE,
        text=True,
    )
    return Draft(**json.loads(done.stdout))


def tell(draft: Draft) -> None:
    sys.stdout.write(json.dumps(asdict(draft)))


def make_draft(title: str) -> Draft:
    return Draft(make_page(title).pk, title)


def make_round(title: str, said: str) -> Draft:
    page = make_page(title)
    round = round_on(page)
    if said:
        say(round, said)
    return Draft(page.pk, title, f"/have-your-say/l/{let_in(round).secret}/")


def make_page(title: str) -> StandardPage:
    """A page that is not out yet, and the people who work on it."""
    make_staff()
    page = StandardPage(title=title, summary="How we ask, and what people get for it.", live=False)
    HomePage.objects.get().add_child(instance=page)
    return drafted(page, body_of(title))


def make_staff() -> None:
    """An editor of pages, a moderator, and a lead who may both edit pages and open rounds."""
    editors, is_new = Group.objects.get_or_create(name=PAGE_EDITORS)
    if is_new:
        editors.permissions.add(Permission.objects.get(codename="access_admin"))
        for kind in ("add", "change", "publish"):
            GroupPagePermission.objects.create(
                group=editors, page=Page.get_first_root_node(), permission_type=kind
            )
    for name, groups in (
        ("editor", [PAGE_EDITORS]),
        ("moderator", [MODERATORS]),
        ("lead", [PAGE_EDITORS, LEADS]),
    ):
        user, is_new = User.objects.get_or_create(username=name, first_name=name.title())
        if is_new:
            user.set_password(PASSWORD)
            user.save()
            user.groups.set(Group.objects.filter(name__in=groups))


def body_of(title: str) -> list[dict[str, Any]]:
    """Three parts, the last far below the first on any screen."""
    long = "<p>Travel, food and child care count too, and so does the time to get there.</p>" * 12
    return [
        text(f"{title} 0", "<p>Start with what people have told you before.</p>"),
        heading(f"{title} 1", "Whom to ask"),
        text(f"{title} 2", "<p>Ask the people it is about. Ask them first, not last.</p>"),
        heading(f"{title} 3", "Where to meet"),
        text(f"{title} 4", f"<p>Meet where people already are.</p>{long}"),
        heading(f"{title} 5", "Paying people"),
        text(f"{title} 6", "<p>Pay for time and travel, on the day.</p>"),
    ]


def round_on(page: StandardPage) -> Round:
    lead = User.objects.get(username="lead")
    round = Round(
        purpose="We want to know if this page is fair to people who are paid for their time.",
        can_change="The words, the order, and what we pay.",
        cannot_change="That we pay people at all: the board has decided it.",
        content_note="It speaks about money worries.",
        questions=["What would make it easier to come?", "Whom have we forgotten?"],
        closes_on=timezone.localdate() + timedelta(days=14),
        reply_by=timezone.localdate() + timedelta(days=42),
        contact_line="The engagement lead, 01234 567890",
        owner=lead,
    )
    return open_round(round=prepare_round(round=round, page=page), user=lead)


def let_in(round: Round) -> Issued:
    """A link of one more person."""
    lead = User.objects.get(username="lead")
    return issue_links(round=round, kind=LinkKind.LINK, count=1, key=new_token(), user=lead)[0]


def say(round: Round, words: str) -> None:
    """A comment of one more person, which a moderator has shared as it is."""
    person = let_in(round).contributor
    told = {"language": Language.ENGLISH, "background": "", "email": "", "phone": ""}
    begin(contributor=person, agreed=Agreed(), **told)
    asked = next(part["key"] for part in round.sections if part["label"] == "Whom to ask")
    sent = send_comment(
        contributor=Contributor.objects.select_related("round").get(pk=person.pk),
        section_key=asked,
        words=words,
        kind="",
        quote="",
        submit_key=new_token(),
    )
    check_item(
        item=sent.item,
        user=User.objects.get(username="moderator"),
        version=sent.item.version,
    )
