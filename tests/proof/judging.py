"""What is wrong with an answer to a hostile input: an error, a long wait, or markup that was let through."""

import re
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from tests.proof.hostile import CANARY
from tests.proof.visiting import HOST

SLOWEST_SECONDS = 2.0
WORKED_OUT = re.compile(r"\b(31340|94011)\b")
"""What the template markup among the inputs comes to, where somebody carries it out."""
ADDRESSES = {"href", "src", "action", "formaction", "xlink:href", "srcdoc", "data"}
SCHEMES = ("javascript:", "data:", "vbscript:")


class Watcher(HTMLParser):
    """Reads a page as a browser does, and notes where the canary stands as markup."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.inside = ""
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.inside = tag if tag in {"script", "style"} else ""
        if CANARY in tag:
            self.found.append(f"an element <{tag[:40]}>")
        for name, value in attrs:
            said = (value or "").strip().lower()
            if CANARY in name:
                self.found.append(f"an attribute of <{tag}>")
            elif CANARY in said and name.startswith("on"):
                self.found.append(f"{name} of <{tag}>")
            elif name in ADDRESSES and CANARY in said and is_unsafe(said):
                self.found.append(f"{name} of <{tag}> leads to {said[:40]}")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside and CANARY in data:
            self.found.append(f"inside <{self.inside}>")


def is_unsafe(address: str) -> bool:
    return (
        address.startswith(SCHEMES)
        or CANARY in urlsplit(urljoin(f"http://{HOST}/", address)).netloc
    )


def markup_in(text: str) -> list[str]:
    """Where the canary stands as markup.

    >>> markup_in(f"<p>&lt;b {CANARY}&gt; <a href='?q={CANARY}'>x</a>")
    []
    >>> markup_in(f"<p><b {CANARY}=1>")
    ['an attribute of <b>']
    """
    found = []
    if CANARY in text:
        watcher = Watcher()
        watcher.feed(text)
        watcher.close()
        found = watcher.found
    if WORKED_OUT.search(text):
        found.append("template markup was carried out")
    return found


def text_of(answer: Any) -> str:
    kind = answer.get("Content-Type", "")
    if answer.streaming or not ("html" in kind or "xml" in kind):
        return ""
    return str(answer.content.decode(answer.charset or "utf-8", "replace"))


def wrongs_of(answer: Any) -> list[str]:
    """What an answer shows to be wrong, in a few words each."""
    found = []
    if answer.status_code >= 500:
        error = type(answer.exc_info[1]).__name__ if getattr(answer, "exc_info", None) else ""
        found.append(f"status {answer.status_code} {error}".strip())
    found += [f"markup: {each}" for each in markup_in(text_of(answer))]
    if "Location" in answer and CANARY in leads_to(answer["Location"]):
        found.append("leads to another site")
    if any(CANARY in name.lower() for name in (*answer.headers, *answer.cookies)):
        found.append("a header of the sender's own")
    return found


def leads_to(location: str) -> str:
    return urlsplit(urljoin(f"http://{HOST}/", location.replace("\\", "/"))).netloc
