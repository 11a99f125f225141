"""Pages as somebody meets them who fills in their forms: fields, choices, and what is there already."""

from collections.abc import Callable
from dataclasses import dataclass, field
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
TICKED = {"radio", "checkbox"}


@dataclass
class FormOnPage:
    """One form: what it would send if nobody touched it, and what its lists and radios offer."""

    method: str
    sent: dict[str, str] = field(default_factory=dict)
    offered: dict[str, list[str]] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)


class Reader(HTMLParser):
    """Collects the forms of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[FormOnPage] = []
        self.inside: FormOnPage | None = None
        self.area = self.select = ""

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.inside = FormOnPage(given.get("method", "get"))
            self.forms.append(self.inside)
        elif self.inside is not None and tag in {"input", "textarea", "select", "option"}:
            self.read_field(self.inside, tag, given)

    def read_field(self, form: FormOnPage, tag: str, given: dict[str, str]) -> None:
        name, value = given.get("name", ""), given.get("value", "")
        if tag == "select":
            self.select = name
            form.sent[name] = ""
        elif tag == "option":
            self.read_choice(form, self.select, value, "selected" in given)
        elif tag == "textarea":
            self.area = name
            form.sent[name] = ""
            form.written.append(name)
        elif given.get("type") in TICKED:
            self.read_choice(form, name, value, "checked" in given)
        elif name:
            form.sent[name] = value
            if given.get("type") != "hidden":
                form.written.append(name)

    @staticmethod
    def read_choice(form: FormOnPage, name: str, value: str, chosen: bool) -> None:
        form.offered.setdefault(name, []).append(value)
        if chosen:
            form.sent[name] = value

    def handle_data(self, data: str) -> None:
        if self.inside is not None and self.area:
            self.inside.sent[self.area] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self.inside is not None and self.area:
            # A browser leaves out the line break that follows the opening tag.
            text = self.inside.sent[self.area]
            self.inside.sent[self.area] = text.removeprefix("\n")
            self.area = ""
        elif tag == "form":
            self.inside = None


def form_on(content: bytes, wanted: Callable[[FormOnPage], bool] = lambda form: True) -> FormOnPage:
    """The last form of a page that sends something to keep."""
    reader = Reader()
    reader.feed(content.decode())
    return [form for form in reader.forms if form.method == "post" and wanted(form)][-1]
