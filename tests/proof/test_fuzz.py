"""A short form of `make fuzz`: a few hostile inputs to everything public, and two planted mistakes."""

import random
import time

import pytest
from pytest_django.fixtures import Settings

from content.keys import new_token
from pages.models import HomePage, StandardPage
from selfcheck.models import SelfCheckStartPage
from tests.config.matrix.world import make_world
from tests.factories.draftcomments import AccessLinkFactory, ContributorFactory, RoundFactory
from tests.proof import intact
from tests.proof.crawling import Crawl
from tests.proof.fuzzing import Fuzzer, Tally, new_crawl, targets_of

pytestmark = pytest.mark.django_db
INPUTS, SECONDS = 8, 10


def everything_public(home: HomePage) -> Crawl:
    """What a crawl finds of a small site, with a new link into a round for each who comes."""
    world = make_world(home)
    asked = RoundFactory(page=world.pages[StandardPage])

    def invite() -> str:
        secret = new_token()
        person = ContributorFactory(round=asked, started_at=None)
        AccessLinkFactory(contributor=person, secret=secret)
        return f"/have-your-say/l/{secret}/"

    starts = [world.pages[SelfCheckStartPage].url]
    return new_crawl(invite, seed=1, starts=starts, most_pages=12)


def attacked(crawl: Crawl, only: str, inputs: int) -> list[Tally]:
    chance = random.Random(1)  # noqa: S311 - which input comes next
    fuzzer = Fuzzer(crawl, chance, time.monotonic() + SECONDS)
    targets = [each for each in targets_of(crawl) if only in each.name]
    return [fuzzer.attack(target, inputs) for target in targets]


def test_hostile_inputs_break_nothing_public(home_page: HomePage) -> None:
    crawl = everything_public(home_page)
    before = intact.content()
    tallies = attacked(crawl, "", INPUTS)
    forms = {each.name for each in tallies if each.posts}
    assert {"POST /self-check/start/", "POST /tell-us/new/", "POST /have-your-say/"} <= forms
    assert [each.wrongs for each in tallies if each.errors or each.markup] == []
    posts = sum(each.posts for each in tallies)
    assert sum(each.past_csrf for each in tallies) >= 0.6 * posts
    assert (intact.content(), intact.broken_rows()) == (before, [])


def test_planted_mistakes_are_found(home_page: HomePage, settings: Settings) -> None:
    settings.ROOT_URLCONF = "tests.proof.planted_urls"
    crawl = Crawl(lambda: "/planted-error/", random.Random(1), most_pages=1)  # noqa: S311 - a choice of words
    crawl.run(["/planted-error/", "/planted-markup/"])
    [error] = attacked(crawl, "POST /planted-error", 120)
    [markup] = attacked(crawl, "POST /planted-markup", 40)
    assert error.errors
    assert markup.markup
