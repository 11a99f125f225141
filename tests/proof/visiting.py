"""Somebody with a browser: opens pages, finds the forms on them, and fills them in as people would."""

import random
import re
from dataclasses import dataclass, field
from functools import cache
from itertools import count
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from bs4 import BeautifulSoup
from django.http import HttpResponseServerError
from django.test import Client
from django.test.client import ClientHandler

from tests.proof.routes import route_of

HOST = "127.0.0.1"
CSRF = "csrfmiddlewaretoken"
# What is no page of the public: the admin, and files that are given out as they are.
NOT_PUBLIC = re.compile(r"/(admin|static|media|documents)/")
TYPED = {
    "email": "person@example.org",
    "number": "1",
    "year": "2027",
    "date": "2027-01-15",
    "url": "/about/",
}


@dataclass(frozen=True)
class Field:
    """A field as a browser shows it: what it sends untouched, and what else it may send."""

    name: str
    kind: str
    value: str
    choices: tuple[str, ...] = ()

    def good(self, chance: random.Random) -> str:
        if self.kind in {"hidden", "submit"}:
            return self.value
        if self.choices:
            told = [choice for choice in self.choices if choice]
            return chance.choice(told) if told else ""
        return self.value or TYPED.get(self.kind, "Some words of ours")


@dataclass(frozen=True)
class FoundForm:
    """A form: where it goes, its fields, and the buttons that send it."""

    method: str
    action: str
    fields: tuple[Field, ...]
    buttons: tuple[tuple[str, str], ...]

    @property
    def signature(self) -> tuple[str, str, tuple[str, ...]]:
        """The same for the same form on another page, or of another person."""
        if self.method == "GET":
            return self.method, route_of(self.action), ()
        names = {re.sub(r"-\w+$", "-*", each.name) for each in self.fields}
        return self.method, route_of(self.action), tuple(sorted(names))

    @property
    def token(self) -> str:
        return next((each.value for each in self.fields if each.name == CSRF), "")

    def filled(
        self, chance: random.Random, button: tuple[str, str] | None = None
    ) -> list[tuple[str, str]]:
        """What the form sends when somebody has filled it in. An unseen box stays empty."""
        pairs = [
            (each.name, each.good(chance))
            for each in self.fields
            if each.kind not in {"file", "trap"}
        ]
        pressed = button or (chance.choice(self.buttons) if self.buttons else ("", ""))
        return [*pairs, pressed] if pressed[0] else pairs


@dataclass
class SeenPage:
    address: str
    status: int
    text: str
    links: list[str] = field(default_factory=list)
    forms: list[FoundForm] = field(default_factory=list)


# Each comes from an address of its own, so that nobody's limits weigh on another.
REQUESTS = count(1)


@cache
def site() -> ClientHandler:
    """The site, started once: it lists all its static files then."""
    return ClientHandler(enforce_csrf_checks=True)


def new_client() -> Client:
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.handler = site()
    return client


@dataclass
class Visitor:
    """Somebody with a browser of their own, who checks CSRF as the site does."""

    client: Client = field(default_factory=new_client)

    def ask(self, method: str, address: str, body: bytes = b"", kind: str = "", **more: str) -> Any:
        """One request, from an address on which nobody else's limits weigh."""
        n = next(REQUESTS)
        extra: dict[str, Any] = {
            "SERVER_NAME": HOST,
            "REMOTE_ADDR": f"10.{n >> 16 & 255}.{n >> 8 & 255}.{n & 255}",
            "HTTP_SEC_FETCH_SITE": "same-origin",
            "HTTP_ORIGIN": f"http://{HOST}",
        }
        extra |= {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in more.items()}
        try:
            answer: Any = self.client.generic(method, address, body, kind or "text/plain", **extra)
        except Exception as error:  # noqa: BLE001 - whatever no page for errors has caught
            answer = HttpResponseServerError()
            answer.exc_info = (type(error), error, None)
        if answer.streaming:
            answer.read = b"".join(answer.streaming_content)
        return answer

    def open(self, address: str) -> SeenPage:
        """A page, after its redirects."""
        answer = self.ask("GET", address)
        for _ in range(5):
            if answer.status_code not in {301, 302, 303, 307, 308}:
                break
            address = urljoin(address, answer["Location"])
            if urlsplit(address).netloc not in {"", HOST}:
                break
            answer = self.ask("GET", path_of(address))
        return seen(path_of(address), answer)

    def send(self, form: FoundForm, button: tuple[str, str], chance: random.Random) -> SeenPage:
        body = urlencode(form.filled(chance, button)).encode()
        if form.method == "GET":
            return self.open(f"{form.action.partition('?')[0]}?{body.decode()}")
        answer = self.ask("POST", form.action, body, "application/x-www-form-urlencoded")
        if answer.status_code in {302, 303}:
            return self.open(path_of(urljoin(form.action, answer["Location"])))
        return seen(form.action, answer)


def path_of(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.path or '/'}{'?' + parts.query if parts.query else ''}"


def seen(address: str, answer: Any) -> SeenPage:
    if "text/html" not in answer.get("Content-Type", "") or answer.streaming:
        return SeenPage(address, answer.status_code, "")
    text = answer.content.decode(answer.charset or "utf-8", "replace")
    soup = BeautifulSoup(text, "html.parser")
    links = [urljoin(address, str(each["href"])) for each in soup.select("a[href], link[href]")]
    ours = [path_of(each) for each in links if is_ours(each)]
    forms = [form_of(each, address) for each in soup.find_all("form")]
    return SeenPage(address, answer.status_code, text, ours, [each for each in forms if each])


def is_ours(link: str) -> bool:
    parts = urlsplit(link)
    return (
        parts.scheme in {"", "http", "https"}
        and parts.netloc in {"", HOST, f"{HOST}:8000"}
        and not NOT_PUBLIC.match(parts.path)
    )


def kind_of(tag: Any) -> str:
    """What a field takes: its type, or where a person has to write a number, that."""
    if tag.get("inputmode") == "numeric":
        return "year" if tag["name"].endswith("year") else "number"
    return str(tag.get("type", tag.name))


def form_of(tag: Any, address: str) -> FoundForm | None:
    action = urljoin(address, tag.get("action") or address)
    if not is_ours(action):
        return None
    fields: dict[str, Field] = {}
    buttons = []
    for each in tag.select("input[name], textarea[name], select[name], button[name]"):
        name, kind = str(each["name"]), kind_of(each)
        if each.name == "button" or kind == "submit":
            buttons.append((name, str(each.get("value", ""))))
        elif kind in {"radio", "checkbox"}:
            before = fields.get(name, Field(name, kind, ""))
            fields[name] = Field(name, kind, "", (*before.choices, str(each.get("value", "on"))))
        elif each.name == "select":
            options = tuple(
                str(option.get("value", option.text)) for option in each.select("option")
            )
            fields[name] = Field(name, kind, "", options)
        else:
            # A browser leaves out the line break that a text box begins with.
            text = (
                each.text.removeprefix("\n")
                if each.name == "textarea"
                else str(each.get("value", ""))
            )
            trap = each.get("tabindex") == "-1"
            fields[name] = Field(name, "trap" if trap else kind, text)
    if tag.select_one("button:not([name])"):
        buttons.append(("", ""))
    method = str(tag.get("method", "get")).upper()
    return FoundForm(method, path_of(action), tuple(fields.values()), tuple(buttons))
