"""Two people with something of their own on a site: nobody else may read it or change it."""

import re
import secrets
from dataclasses import dataclass

from django.test import Client

from tests.proof.visiting import Visitor

ANSWER = re.compile(rb'name="(note-\w+)"')


@dataclass
class Person:
    """Somebody with words that nobody else knows, in a self-check and in an offer."""

    words: str
    check: str
    offer: str
    pages: dict[str, bytes]


def new_person() -> Person:
    """Starts a self-check and an offer, as a browser does."""
    visitor, words = Visitor(), f"Words of one person {secrets.token_hex(8)}"
    form = "application/x-www-form-urlencoded"
    check = visitor.ask("POST", "/self-check/start/", b"route=quick", form)["Location"]
    said = f"title={words}&problem={words}&then=later".replace(" ", "+").encode()
    offer = visitor.ask("POST", "/tell-us/new/", said, form)["Location"]
    notes = ANSWER.findall(visitor.ask("GET", f"{check}engage/").content)
    note = f"{notes[0].decode()}={words}".replace(" ", "+").encode() if notes else b""
    visitor.ask("POST", f"{check}engage/", note, form)
    person = Person(words, check, offer, {})
    person.pages = {each: page_of(each) for each in addresses_of(person)}
    return person


def addresses_of(person: Person) -> list[str]:
    return [f"{person.check}answers/", f"{person.check}engage/", f"{person.offer}work/"]


def page_of(address: str) -> bytes:
    """The words of a page, without what is new each time: keys and tokens."""
    content = Client().get(address, SERVER_NAME="127.0.0.1").content
    return re.sub(rb'value="[\w-]{43,64}"', b"", content)


def changed_pages(people: list[Person]) -> list[str]:
    """Pages that do not say any more what their owner wrote, or say what somebody else wrote."""
    found = []
    for number, person in enumerate(people, 1):
        for address, before in person.pages.items():
            if page_of(address) != before:
                found.append(f"a page of person {number} has changed")
        if not any(person.words.encode() in each for each in person.pages.values()):
            found.append(f"nothing was kept of person {number}")
        others = [each.words.encode() for each in people if each is not person]
        if any(words in page for words in others for page in person.pages.values()):
            found.append(f"person {number} reads what another wrote")
    return found
