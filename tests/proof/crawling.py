"""Finds every public form of a site by itself: follows its links, and sends its forms as people would."""

import random
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from django.test import RequestFactory
from wagtail.models import Page

from tests.proof.routes import SECRET, route_of, shape_of
from tests.proof.visiting import HOST, SeenPage, Visitor

MOST_OF_A_ROUTE = 3
MOST_PAGES_OF_WAGTAIL = 60


@dataclass(frozen=True)
class Step:
    """One step on a way: an address, a link of such a shape, or a form that is sent."""

    address: str = ""
    shape: str = ""
    form: tuple[Any, ...] = ()
    button: tuple[str, str] = ("", "")
    invited: bool = False


@dataclass
class Crawl:
    """What was found: forms with the ways to them, pages by shape, and query strings by route."""

    invite: Callable[[], str]
    chance: random.Random
    most_pages: int = MOST_PAGES_OF_WAGTAIL
    ways: dict[tuple[Any, ...], tuple[Step, ...]] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)
    queries: dict[str, tuple[str, set[str]]] = field(default_factory=dict)
    reached: dict[str, int] = field(default_factory=dict)
    opened: dict[str, int] = field(default_factory=dict)
    agenda: deque[tuple[Step, ...]] = field(default_factory=deque)
    failed: list[str] = field(default_factory=list)

    def run(self, starts: Iterable[str]) -> "Crawl":
        for address in starts:
            self.explore(Visitor(), (Step(address=address),))
        self.explore(Visitor(), (Step(invited=True),))
        while self.agenda:
            self.explore(Visitor(), self.agenda.popleft())
        return self

    def explore(self, visitor: Visitor, way: tuple[Step, ...]) -> None:
        """Walk a way, and from its end wherever links lead that are new."""
        page = self.walk(visitor, way)
        if page is None:
            return
        pages = deque([(page, way)])
        # A form that was sent may have changed what somebody's own pages show.
        if way[-1].form:
            pages.extend(self.own_pages(visitor, page, way))
        while pages:
            page, way = pages.popleft()
            self.note(page, way)
            for link in page.links:
                if self.is_new(link):
                    pages.append((visitor.open(link), way_to(link, way)))

    def own_pages(
        self, visitor: Visitor, page: SeenPage, way: tuple[Step, ...]
    ) -> Iterator[tuple[SeenPage, tuple[Step, ...]]]:
        """The pages of the same person that a page leads to, whether seen before or not."""
        own = {shape_of(link): link for link in page.links if SECRET.search(link)}
        for link in own.values():
            yield visitor.open(link), way_to(link, way)

    def note(self, page: SeenPage, way: tuple[Step, ...]) -> None:
        route = route_of(page.address)
        self.reached[route] = self.reached.get(route, 0) + 1
        if page.status >= 500:
            self.failed.append(f"{page.status} {page.address}")
        for form in page.forms:
            if form.signature in self.ways:
                continue
            self.ways[form.signature] = way
            for button in form.buttons or (("", ""),):
                self.agenda.append((*way, Step(form=form.signature, button=button)))

    def is_new(self, link: str) -> bool:
        """Whether to open a link: one of each shape, and not very many of one route."""
        shape, route = shape_of(link), route_of(link)
        parts = urlsplit(link)
        if parts.query:
            names = {name for name, _ in parse_qsl(parts.query, keep_blank_values=True)}
            self.queries.setdefault(kind_of(link), (parts.path, set()))[1].update(names)
        is_page = route == SECRET.sub("*", parts.path) and not parts.query
        kind = "a page" if is_page else f"{route}?{bool(parts.query)}"
        most = self.most_pages if is_page else MOST_OF_A_ROUTE
        if shape in self.shapes or self.opened.get(kind, 0) >= most:
            return False
        self.opened[kind] = self.opened.get(kind, 0) + 1
        self.shapes.add(shape)
        return True

    def walk(self, visitor: Visitor, way: Sequence[Step]) -> SeenPage | None:
        """The page at the end of a way; none where something on it is not there any more."""
        page: SeenPage | None = None
        for step in way:
            if step.invited:
                page = visitor.open(self.invite())
            elif step.address:
                page = visitor.open(step.address)
            elif page is None:
                return None
            elif step.shape:
                links = [each for each in page.links if shape_of(each) == step.shape]
                if not links:
                    return None
                page = visitor.open(links[0])
            else:
                forms = [each for each in page.forms if each.signature == step.form]
                if not forms:
                    return None
                page = visitor.send(forms[0], step.button, self.chance)
        return page


def way_to(link: str, way: tuple[Step, ...]) -> tuple[Step, ...]:
    """The way that goes on by a link: from the start where it is nobody's own."""
    return (*way, Step(shape=shape_of(link))) if SECRET.search(link) else (Step(address=link),)


def kind_of(address: str) -> str:
    """The route of an address; of a page that editors made, its type: all of one type ask alike."""
    path = address.partition("?")[0]
    if route_of(path) != SECRET.sub("*", path):
        return f"/{route_of(path)}"
    page = Page.find_for_request(RequestFactory().get(path, SERVER_NAME=HOST), path)
    return type(page.specific).__name__ if page else path
