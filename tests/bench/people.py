"""People who use a running site, try again when they are cut off, and remember it all."""

import http.client
import random
import threading
import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 15
CUT_OFF = (ConnectionError, http.client.HTTPException, TimeoutError)
MOST_FAILURES = 20
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class OutOfTimeError(Exception):
    """The site did not answer as it should in the time that there was."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Ledger:
    """What one person sent, by kind of form, and what went wrong on the way.

    `asked` counts forms that were answered by a question, such as "this is in your plan already".
    """

    sent: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    answered: int = 0
    cut_off: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Person(threading.Thread):
    """Somebody who does things on a site until told to stop.

    `protected` is false for somebody whose forms carry nothing that tells one from another.
    """

    site: str
    seed: int
    deadline: float
    protected: bool = True
    stop: threading.Event = field(default_factory=threading.Event)
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        super().__init__(name=f"{type(self).__name__}-{self.seed}")
        self.random = random.Random(self.seed)  # noqa: S311 - a choice of what to do next
        self.host = urlsplit(self.site).netloc
        # Everybody has an address of their own: what is limited for each is not limited for all.
        self.comes_from = f"127.0.{self.seed // 250 % 250 + 1}.{self.seed % 250 + 1}"

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.use_the_site()
        except OutOfTimeError:
            self.ledger.broken.append("given up")

    def use_the_site(self) -> None:
        """Do some things, and come back now and then to see whether to stop."""
        raise NotImplementedError

    def until_answered(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> Answer:
        """Ask again and again, each time the same, until there is an answer."""
        while time.monotonic() < self.deadline:
            try:
                answer = self.once(method, path, fields)
            except CUT_OFF:
                self.ledger.cut_off += 1
                time.sleep(0.02)
                continue
            if answer.status < 500:
                self.ledger.answered += 1
                return answer
            self.ledger.broken.append(f"{method} {answer.status}")
            if len(self.ledger.broken) >= MOST_FAILURES:
                break
            time.sleep(0.1)
        raise OutOfTimeError

    def once(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        connection = http.client.HTTPConnection(
            self.host, timeout=PATIENCE_SECONDS, source_address=(self.comes_from, 0)
        )
        try:
            body = urlencode(fields) if fields is not None else None
            headers = self.headers() | (FORM if body is not None else {})
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            text = response.read().decode()
            self.keep_what_came_with(response.headers)
            return Answer(response.status, response.headers.get("Location", ""), text)
        finally:
            connection.close()

    def headers(self) -> dict[str, str]:
        """What the person's browser sends with each request."""
        return {}

    def keep_what_came_with(self, headers: http.client.HTTPMessage) -> None:
        """What the person's browser keeps of an answer."""
