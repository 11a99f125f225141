"""A browser that somebody opens their link in: it takes no form that stood on no page of ours."""

import re
from typing import Any

import html5lib
from django.test import Client

HTML = "{http://www.w3.org/1999/xhtml}"
FORM_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="([^"]+)"')


class Visitor(Client):
    """Sends forms as a browser does, with the token of the page that was shown last."""

    def __init__(self, **options: Any) -> None:
        super().__init__(enforce_csrf_checks=True, **options)
        self.form_token = ""

    def request(self, **request: Any) -> Any:
        answer = super().request(**request)
        if found := FORM_TOKEN.search(answer.content):
            self.form_token = found[1].decode()
        return answer

    def send(self, address: str, data: dict[str, Any] | None = None) -> Any:
        return self.post(address, {**(data or {}), "csrfmiddlewaretoken": self.form_token})


def ticked(content: bytes) -> set[str]:
    """The names of boxes and radios that are ticked, those with a value of their own with it."""
    boxes = html5lib.parse(content).iter(f"{HTML}input")
    return {
        f"{box.get('name')}={box.get('value')}" if box.get("value") else box.get("name", "")
        for box in boxes
        if "checked" in box.attrib
    }


def html(answer: Any) -> str:
    text: str = answer.content.decode()
    return text
