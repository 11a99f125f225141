"""Prints what a site has stored of comments on drafts, as JSON, for `tests.bench.kill_comments`."""

import json
import sys

import django

django.setup()

from draftcomments.models import Contributor, Item  # noqa: E402
from tests.bench.commenters import TRY  # noqa: E402


def main() -> None:
    """Each comment by its words, whichever try it came with: where it stands, and how often it was
    changed, once for each row.
    """
    comments: dict[str, list[tuple[str, int]]] = {}
    for item in Item.objects.alive():
        place = f"question {item.question}" if item.question else item.section_key
        words = item.words.partition(TRY)[0]
        comments.setdefault(words, []).append((place, item.version - 1))
    started = Contributor.objects.filter(started_at__isnull=False).count()
    sys.stdout.write(json.dumps({"comments": comments, "started": started}))


if __name__ == "__main__":
    main()
