"""Sends hostile inputs to every form that a crawl finds, and counts what comes back."""

import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any
from unittest.mock import patch

from django.middleware.csrf import CsrfViewMiddleware

from tests.proof.crawling import Crawl, Step
from tests.proof.hostile import Input, input_for, odd_address
from tests.proof.judging import SLOWEST_SECONDS, markup_in, wrongs_of
from tests.proof.routes import public_routes
from tests.proof.visiting import Field, FoundForm, SeenPage, Visitor

OPENED_AGAIN_AFTER = 25
MOST_SHOWN = 8
# A way may go by what somebody chose, and that is chance.
MOST_TRIES = 10
GONE = {404, 410}


@dataclass
class Target:
    """One thing to send inputs to: a form behind a way, a query string, or addresses of a route."""

    name: str
    form: FoundForm | None = None
    way: tuple[Step, ...] = ()
    signature: tuple[Any, ...] = ()
    route: str = ""


@dataclass
class Tally:
    """What came of the inputs to one target."""

    name: str
    inputs: int = 0
    posts: int = 0
    past_csrf: int = 0
    at_the_form: int = 0
    errors: int = 0
    markup: int = 0
    slow: int = 0
    slowest: float = 0.0
    statuses: Counter[int] = field(default_factory=Counter)
    wrongs: list[str] = field(default_factory=list)

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "statuses": {str(key): n for key, n in self.statuses.items()}}


@dataclass
class Gate:
    """Watches Django's CSRF check of one process: whether it has refused the last request."""

    refused: bool = False

    def __call__(self, reject: Callable[..., Any]) -> Callable[..., Any]:
        def watched(middleware: Any, request: Any, reason: str) -> Any:
            self.refused = True
            return reject(middleware, request, reason)

        return watched


def targets_of(crawl: Crawl) -> list[Target]:
    """Everything that takes input: forms, query strings of links, and the routes themselves."""
    forms = [
        Target(f"{method} /{route.lstrip('/')}", way=way, signature=(method, route, names))
        for (method, route, names), way in crawl.ways.items()
    ]
    queries = [
        Target(f"GET {kind}?", form=query_form(path, sorted(names)))
        for kind, (path, names) in sorted(crawl.queries.items())
    ]
    routes = [Target(f"address /{each}", route=each) for each in public_routes() if "<" in each]
    return [*forms, *queries, *routes]


def query_form(path: str, names: Sequence[str]) -> FoundForm:
    return FoundForm("GET", path, tuple(Field(name, "text", "1") for name in names), ())


@dataclass
class Fuzzer:
    """Sends inputs to targets until there were enough, or until it is time to stop."""

    crawl: Crawl
    chance: random.Random
    deadline: float
    gate: Gate = field(default_factory=Gate)

    def attack(self, target: Target, inputs: int) -> Tally:
        tally = Tally(target.name)
        visitor, page, form = Visitor(), None, target.form
        with patch.object(CsrfViewMiddleware, "_reject", self.gate(CsrfViewMiddleware._reject)):
            for number in range(inputs):
                if time.monotonic() > self.deadline:
                    break
                if target.way and (number % OPENED_AGAIN_AFTER == 0 or form is None):
                    visitor, page, form = self.opened(target, visitor, page, tally)
                    if form is None:
                        break
                form = self.send(target, form, visitor, tally)
        return tally

    def opened(
        self, target: Target, visitor: Visitor, page: SeenPage | None, tally: Tally
    ) -> tuple[Visitor, SeenPage | None, FoundForm | None]:
        """The page of a form once more, or if the form is gone, the whole way to another one."""
        if page is not None:
            page = visitor.open(page.address)
            self.judge_page(page, tally)
        form = form_on(page, target)
        for _ in range(MOST_TRIES):
            if form is not None:
                break
            visitor = Visitor()
            page = self.crawl.walk(visitor, target.way)
            form = form_on(page, target)
        if form is None:
            tally.wrongs.append("the way to the form is lost")
        return visitor, page, form

    def judge_page(self, page: SeenPage, tally: Tally) -> None:
        """A page that shows what was stored of the inputs."""
        if page.status >= 500:
            tally.errors += 1
            tally.wrongs.append(f"{page.status} when opened again: {page.address[:80]}")
        if found := markup_in(page.text):
            tally.markup += 1
            tally.wrongs.append(f"stored {found[0]}: {page.address[:80]}")

    def send(
        self, target: Target, form: FoundForm | None, visitor: Visitor, tally: Tally
    ) -> FoundForm | None:
        """One input. None where the form has to be opened again."""
        token = form.token if form else ""
        sent = (
            input_for(form, self.chance, token) if form else odd_address(target.route, self.chance)
        )
        self.gate.refused = False
        answer, took = timed(visitor, sent)
        if took > SLOWEST_SECONDS:
            # Another process may have had the machine: what is slow by itself is slow again.
            took = min(took, timed(visitor, sent)[1])
        self.count(sent, answer, took, tally)
        over = target.way and (
            answer.status_code in GONE or (answer.status_code == 403 and not self.gate.refused)
        )
        return None if over else form

    def count(self, sent: Input, answer: Any, took: float, tally: Tally) -> None:
        tally.inputs += 1
        tally.statuses[answer.status_code] += 1
        tally.at_the_form += answer.status_code not in {403, 404, 405, 410}
        if sent.method == "POST":
            tally.posts += 1
            tally.past_csrf += not self.gate.refused and answer.status_code != 403
        tally.slowest = max(tally.slowest, took)
        wrongs = wrongs_of(answer)
        if took > SLOWEST_SECONDS:
            tally.slow += 1
            wrongs.append(f"{took:.1f} s")
        tally.errors += any(each.startswith("status 5") for each in wrongs)
        tally.markup += any(
            not each.startswith("status 5") and not each.endswith(" s") for each in wrongs
        )
        if len(tally.wrongs) < MOST_SHOWN:
            tally.wrongs += [f"{each}: {sent.shown()}" for each in wrongs]


def timed(visitor: Visitor, sent: Input) -> tuple[Any, float]:
    began = time.perf_counter()
    answer = visitor.ask(sent.method, sent.address, sent.body, sent.content_type, **sent.headers)
    return answer, time.perf_counter() - began


def form_on(page: SeenPage | None, target: Target) -> FoundForm | None:
    if page is None:
        return None
    return next((form for form in page.forms if form.signature == target.signature), None)


def new_crawl(
    invite: Callable[[], str], seed: int, starts: Sequence[str], most_pages: int
) -> Crawl:
    """Everything that can be found from all public addresses, and from one invitation."""
    fixed = [f"/{each}" for each in public_routes() if "<" not in each]
    crawl = Crawl(invite, random.Random(seed), most_pages)  # noqa: S311 - a choice of words
    return crawl.run(["/", *fixed, *starts])
