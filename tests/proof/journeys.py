"""What people do on a site while one of its services fails, each journey with its time and outcome."""

import html
import http.client
import random
import re
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

from tests.bench.commenters import AGREED, CSRF, PART, TOKEN

PATIENCE_SECONDS = 30
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN = re.compile(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"')
NOTE = re.compile(r'name="(note-\w+)"')
PHASE = "engage"
DONE, LATER = "done", "503, later"


def octet() -> int:
    return random.randint(1, 250)  # noqa: S311 - an address


class NotServedError(Exception):
    """The site did not answer as it should; the words say how."""


class TryLaterError(Exception):
    """The site asked to come back: 503 with Retry-After."""


@dataclass
class Browser:
    """One browser, of somebody with an address of their own: only so much is taken from one.

    It keeps its cookies, and the longest time that one answer took.
    """

    site: str
    comes_from: str = field(default_factory=lambda: f"127.{octet()}.{octet()}.{octet()}")
    cookies: dict[str, str] = field(default_factory=dict)
    slowest: float = 0.0

    def ask(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> tuple[int, str, str]:
        """Status, where it leads, and the text. Raises where the site does not serve."""
        parts = urlsplit(self.site)
        connection = http.client.HTTPConnection(
            parts.netloc, timeout=PATIENCE_SECONDS, source_address=(self.comes_from, 0)
        )
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {"Cookie": cookies, "Referer": self.site} | (FORM if fields is not None else {})
        began = time.monotonic()
        try:
            body = urlencode(fields) if fields is not None else None
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            text = answer.read().decode("utf-8", "replace")
        except (OSError, http.client.HTTPException) as error:
            raise NotServedError(type(error).__name__) from error
        finally:
            self.slowest = max(self.slowest, time.monotonic() - began)
            connection.close()
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {name: each.value for name, each in SimpleCookie(line).items()}
        if answer.status == 503 and answer.headers.get("Retry-After"):
            raise TryLaterError
        if answer.status >= 400:
            raise NotServedError(f"status {answer.status}")
        return answer.status, answer.headers.get("Location", ""), text

    def send(self, path: str, page: str, said: Mapping[str, str]) -> tuple[int, str, str]:
        """Send the form of a page, with what is hidden in it."""
        hidden = {name: html.unescape(value) for name, value in HIDDEN.findall(page)}
        if token := TOKEN.search(page):
            hidden[CSRF] = token[1]
        return self.ask("POST", path, {**hidden, **said})


@dataclass(frozen=True)
class Known:
    """What the journeys of one run need to know, and where they write what was acknowledged."""

    site: str
    links: list[str]
    session: str
    page: int
    reset: str
    emails: list[str]
    checks: dict[str, str] = field(default_factory=dict)
    comments: list[str] = field(default_factory=list)
    unsure: list[Callable[[], None]] = field(default_factory=list)


@dataclass(frozen=True)
class Outcome:
    seconds: float
    words: str

    @property
    def is_served(self) -> bool:
        return self.words == DONE


Journey = Callable[[Known, Browser], None]


def read_page(known: Known, browser: Browser) -> None:
    browser.ask("GET", "/about/")


def finder(known: Known, browser: Browser) -> None:
    browser.ask("GET", f"/case-studies/?q={secrets.token_hex(4)}+housing")


def search(known: Known, browser: Browser) -> None:
    browser.ask("GET", f"/search/?q=health+{secrets.token_hex(4)}")


def self_check(known: Known, browser: Browser) -> None:
    """Start a check and write a note. A form that nobody answered is sent again afterwards."""
    _, home, _ = browser.ask("POST", "/self-check/start/", {"route": "quick"})
    path = f"{home}{PHASE}/"
    _, _, page = browser.ask("GET", path)
    names, words = NOTE.findall(page), f"Note {secrets.token_hex(8)}"

    def send() -> None:
        browser.send(path, page, {names[0]: words})
        known.checks[words] = home

    keep(known, send)


def comment(known: Known, browser: Browser) -> None:
    """Open a link, agree, and comment on a part of a draft."""
    link = known.links.pop()
    try:
        _, start, _ = browser.ask("GET", link)
        browser.send(start, browser.ask("GET", start)[2], AGREED)
        part = PART.findall(browser.ask("GET", f"{start}read/")[2])[0]
        page = browser.ask("GET", part)[2]
    except (NotServedError, TryLaterError):
        known.links.insert(0, link)
        raise
    words = f"This is remark {secrets.token_hex(8)}"

    def send() -> None:
        browser.send(part, page, {"words": words})
        known.comments.append(words)

    keep(known, send)


def keep(known: Known, send: Callable[[], None]) -> None:
    """Send something that must not be lost. Where nobody answered, it is sent again in the end."""
    try:
        send()
    except (NotServedError, TryLaterError):
        known.unsure.append(send)
        raise


def publish(known: Known, browser: Browser) -> None:
    """An editor takes a page out and publishes it again, as the lists of the admin do."""
    browser.cookies |= {"sessionid": known.session}
    for path in (
        f"/admin/pages/{known.page}/unpublish/",
        f"/admin/bulk/wagtailcore/page/publish/?id={known.page}",
    ):
        status, _, _ = browser.send(path, browser.ask("GET", path)[2], {})
        if status not in {302, 303}:
            raise NotServedError(f"publishing: {status}")


def reset_password(known: Known, browser: Browser) -> None:
    """Ask for a message with a new password. One account may ask for few in a minute."""
    email = known.emails.pop()
    known.emails.insert(0, email)
    page = browser.ask("GET", known.reset)[2]
    browser.send(known.reset, page, {"email": email})


JOURNEYS: dict[str, Journey] = {
    "read a page": read_page,
    "finder": finder,
    "search": search,
    "self-check": self_check,
    "comment": comment,
    "publish": publish,
    "password": reset_password,
}


def outcome_of(journey: Journey, known: Known) -> Outcome:
    browser = Browser(known.site)
    try:
        journey(known, browser)
        words = DONE
    except TryLaterError:
        words = LATER
    except NotServedError as error:
        words = str(error)
    return Outcome(browser.slowest, words)
