"""A visitor with a browser who notices what no visitor should meet."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, Route

# The one cookie of readers: which check this device is answering.
COOKIES = {"self_check": "/self-check/"}
# Somebody whose link was opened, or who is logged in.
SESSION_COOKIES = {"sessionid": "/", "csrftoken": "/"}
PATIENCE = 50
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}


@dataclass
class Visitor:
    """A page of a browser, with what went wrong while it was used.

    `cookies` are those that there may be, with their paths.
    """

    page: Page
    site: str
    checker: Page | None = None
    cookies: Mapping[str, str] = field(default_factory=lambda: COOKIES)
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
        cookie but those that there may be."""
        self.page.wait_for_load_state("load")
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
        cookies = {cookie["name"]: cookie["path"] for cookie in self.page.context.cookies()}
        assert cookies.items() <= self.cookies.items(), f"{self.page.url}: {cookies}"

    def page_for_axe(self) -> Page:
        """Axe needs timers, which a page without JavaScript lacks: it looks at a twin, with the
        same markup at the same address, whose scripts came back empty."""
        if self.checker is None:
            return self.page
        address, drawn = self.page.url.partition("#")[0], self.page.content()

        def draw(route: Route) -> None:
            route.fulfill(body=drawn, content_type="text/html; charset=utf-8")

        self.checker.route(lambda asked: asked == address, draw, times=1)
        self.checker.goto(address)
        return self.checker

    def expect_status(self, status: int) -> None:
        """The browser says in its console that a page came with an error: exactly this one."""
        for _ in range(PATIENCE):
            heard = [error for error in self.console_errors if f"status of {status} " in error]
            if heard:
                self.console_errors.remove(heard[0])
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(f"{self.page.url} came without a status of {status}")

    def leave(self) -> None:
        """What must hold for the whole visit."""
        assert self.console_errors == []
        assert self.foreign_requests == []


def words(page: Page) -> str:
    return page.get_by_role("main").inner_text()


def follow(way: Locator) -> None:
    """Click what leads to another page, and wait for that page: leaving sooner would cut the
    request off, and looking sooner would be at the page before."""
    with way.page.expect_navigation():
        way.click()


def press(page: Page, name: str) -> None:
    follow(page.get_by_role("button", name=name, exact=True).first)


@contextmanager
def visitor(
    browser: Browser,
    site: str,
    *,
    width: int = 1280,
    javascript: bool = True,
    cookies: Mapping[str, str] = COOKIES,
) -> Iterator[Visitor]:
    """A new visitor without a past. `javascript=False`: the page's own scripts do not run."""
    size = {"width": width, "height": 900}
    context = browser.new_context(
        viewport=size,
        java_script_enabled=javascript,
        reduced_motion="reduce",
        ignore_https_errors=site.startswith("https:"),
    )
    twin = None if javascript else browser.new_context(viewport=size, reduced_motion="reduce")
    one = Visitor(context.new_page(), site, cookies=cookies)
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
