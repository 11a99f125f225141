"""A visitor with a browser who notices what no visitor should meet."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Visitor:
    """A page of a browser, with what went wrong while it was used."""

    page: Page
    site: str
    checker: Page | None = None
    console_errors: list[str] = field(default_factory=list)
    foreign_requests: list[str] = field(default_factory=list)
    visited: list[str] = field(default_factory=list)

    def notice(self) -> None:
        """Begin to write down console errors, errors of scripts, and requests to other sites."""
        self.page.on("console", self.heard)
        self.page.on("pageerror", lambda error: self.console_errors.append(str(error)))
        self.page.on("request", lambda request: self.asked(request.url))

    def heard(self, message: object) -> None:
        if getattr(message, "type", "") in {"error", "warning"}:
            self.console_errors.append(f"{self.page.url}: {getattr(message, 'text', '')}")

    def asked(self, address: str) -> None:
        if address.startswith("data:"):
            return
        if f"{urlsplit(address).scheme}://{urlsplit(address).netloc}" != self.site:
            self.foreign_requests.append(address)

    def look(self) -> None:
        """What must hold on every page: no axe violation, no sideways scroll, one h1, no
        cookie of ours but one."""
        self.visited.append(urlsplit(self.page.url).path)
        results = Axe().run(self.page_for_axe(), options=RULES)
        assert results.violations_count == 0, f"{self.page.url}\n{results.generate_report()}"
        overflow = self.page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        assert overflow <= 0, f"{self.page.url} scrolls sideways by {overflow} px"
        assert self.page.locator("h1").count() == 1, self.page.url
        ids = self.page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
        assert len(ids) == len(set(ids)), f"{self.page.url} uses an id twice"
        # The one cookie that there is: which check this device is answering.
        cookies = {cookie["name"]: cookie["path"] for cookie in self.page.context.cookies()}
        assert cookies in ({}, {"self_check": "/self-check/"}), self.page.url

    def page_for_axe(self) -> Page:
        """Axe needs timers, which a page without JavaScript lacks: it looks at a twin of the page
        whose scripts came back empty."""
        if self.checker is None:
            return self.page
        self.checker.goto(self.page.url)
        return self.checker

    def leave(self) -> None:
        """What must hold for the whole visit."""
        assert self.console_errors == []
        assert self.foreign_requests == []


@contextmanager
def visitor(
    browser: Browser, site: str, *, width: int = 1280, javascript: bool = True
) -> Iterator[Visitor]:
    """A new visitor without a past. `javascript=False`: the page's own scripts do not run."""
    size = {"width": width, "height": 900}
    context = browser.new_context(
        viewport=size, java_script_enabled=javascript, reduced_motion="reduce"
    )
    twin = None if javascript else browser.new_context(viewport=size, reduced_motion="reduce")
    one = Visitor(context.new_page(), site)
    if twin:
        one.checker = twin.new_page()
        one.checker.route(
            "**/*.js", lambda route: route.fulfill(body="", content_type="text/javascript")
        )
    one.notice()
    try:
        yield one
        one.leave()
    finally:
        context.close()
        if twin:
            twin.close()
