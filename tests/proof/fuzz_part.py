"""One process of `tests.proof.fuzz`: sends its share of the inputs to a site of its own, prints JSON."""

import argparse
import json
import logging
import random
import re
import sys
import time

import django

django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.test import Client  # noqa: E402
from django.urls import get_resolver  # noqa: E402
from wagtail.models import PageViewRestriction, get_page_models  # noqa: E402

from content.keys import new_token  # noqa: E402
from pages.models import HomePage, StandardPage  # noqa: E402
from tests.bench.comment_round import links  # noqa: E402
from tests.proof import intact  # noqa: E402
from tests.proof.fuzzing import Fuzzer, new_crawl, targets_of  # noqa: E402
from tests.proof.routes import STAFF, public_routes, walked  # noqa: E402
from tests.proof.two_people import changed_pages, new_person  # noqa: E402

MOST_PAGES = 40


def page_with_a_password() -> str:
    """The address of a page that asks everybody for a password."""
    page = StandardPage(title="For those who know the word")
    HomePage.objects.get().add_child(instance=page)
    PageViewRestriction.objects.create(page=page, restriction_type="password", password=new_token())
    return str(page.url)


def staff_addresses() -> list[str]:
    """Lists for staff of what the public wrote."""
    routes = [route for route, _ in walked(get_resolver().url_patterns) if "<" not in route]
    return [
        f"/{route}"
        for route in routes
        if f"/{route}".startswith(STAFF) and any(each in route for each in intact.READ_BY_STAFF)
    ]


def read_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--inputs", type=int, required=True)
    parser.add_argument("--part", type=int, default=0)
    parser.add_argument("--parts", type=int, default=1)
    parser.add_argument("--minutes", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", default="", help="Targets whose name matches this.")
    return parser.parse_args()


def main() -> None:
    logging.disable(logging.CRITICAL)
    arguments = read_arguments()
    invites = links()
    people = [new_person(), new_person()]
    user = get_user_model().objects.filter(is_superuser=True).first()
    starts = [kind.objects.live()[0].url for kind in get_page_models() if kind.objects.live()]
    starts.append(page_with_a_password())
    seed = arguments.seed + arguments.part
    crawl = new_crawl(lambda: next(invites), seed, starts, most_pages=MOST_PAGES)
    sys.stderr.write(f"{time.process_time():.0f} s of CPU to find everything\n")
    whole = sorted(targets_of(crawl), key=lambda each: each.name)
    mine = [each for each in whole if re.search(arguments.only, each.name)][
        arguments.part :: arguments.parts
    ]
    before = intact.content()
    tallies, chance = [], random.Random(seed)  # noqa: S311 - which input comes next
    deadline = time.monotonic() + arguments.minutes * 60
    for left, target in enumerate(mine):
        share = (deadline - time.monotonic()) / (len(mine) - left)
        fuzzer = Fuzzer(crawl, chance, time.monotonic() + share)
        tallies.append(fuzzer.attack(target, arguments.inputs).as_dict())
        sys.stderr.write(f"{tallies[-1]['name']}: {tallies[-1]['inputs']}\n")
    client = Client(raise_request_exception=False)
    user = user or get_user_model().objects.filter(is_superuser=True).first()
    after = intact.content()
    # Later: the site notes who logs in.
    client.force_login(user)
    told = {
        "tallies": tallies,
        "targets": len(whole),
        "crawl failed": crawl.failed,
        "not reached": not_reached(crawl.reached),
        "content changed": sorted(name for name in before if before[name] != after.get(name)),
        "broken rows": intact.broken_rows(),
        "people": changed_pages(people),
        "staff": intact.shown_to_staff(client, staff_addresses()),
    }
    sys.stdout.write(json.dumps(told))


def not_reached(reached: dict[str, int]) -> list[str]:
    """Named addresses of the public that the crawl never opened."""
    return [each for each in public_routes() if each not in reached]


if __name__ == "__main__":
    main()
