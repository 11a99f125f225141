"""Opens a round on a site and prints the addresses of links into it, as JSON, for `kill_comments`."""

import json
import sys
from collections.abc import Iterator
from datetime import timedelta
from itertools import islice

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.utils import timezone  # noqa: E402
from wagtail.models import Page  # noqa: E402

from content.keys import new_token  # noqa: E402
from draftcomments.actions.links import MOST_AT_ONCE, issue_links  # noqa: E402
from draftcomments.actions.rounds import open_round, prepare_round  # noqa: E402
from draftcomments.drafts.freezing import warnings_about  # noqa: E402
from draftcomments.enums import LinkKind  # noqa: E402
from draftcomments.models import Round  # noqa: E402

SLUG = "about"
QUESTIONS = ["Is it fair?", "Is it clear?", "Who is missing?"]


def links() -> Iterator[str]:
    """The addresses of new links into a new round, for as many people as ask."""
    user = get_user_model().objects.create(
        username="lead-of-a-round", is_staff=True, is_superuser=True
    )
    today = timezone.localdate()
    asked = Round(
        purpose="We want to know if this page is fair.",
        can_change="The words.",
        contact_line="The engagement lead",
        questions=QUESTIONS,
        closes_on=today + timedelta(days=14),
        reply_by=today + timedelta(days=42),
        owner=user,
    )
    page = Page.objects.get(slug=SLUG).specific
    opened = open_round(
        round=prepare_round(round=asked, page=page), user=user, confirmed=warnings_about(page)
    )
    while True:
        issued = issue_links(
            round=opened, kind=LinkKind.LINK, count=MOST_AT_ONCE, key=new_token(), user=user
        )
        yield from (f"/have-your-say/l/{each.secret}/" for each in issued)


def open_links(count: int) -> list[str]:
    return list(islice(links(), count))


if __name__ == "__main__":
    sys.stdout.write(json.dumps(open_links(int(sys.argv[1]))))
