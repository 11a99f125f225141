"""People who save things on a running site, try again when they are cut off, and remember it all."""

import html
import http.client
import random
import re
import secrets
import threading
import time
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

PATIENCE_SECONDS = 15
# "Somebody else has changed this", "this is in your plan already".
ASKED = {409, 422}
CUT_OFF = (ConnectionError, http.client.HTTPException, TimeoutError)
# Fewer than a plan or a team may hold.
MOST_IN_ONE_CHECK = 50
MOST_FAILURES = 20
PHASE = "engage"
LEVELS = ("emerging", "developing", "maturing", "thriving", "not-sure")
PRACTICES = ("doing", "in-part", "not-yet", "not-sure")
FORM = {"Content-Type": "application/x-www-form-urlencoded"}
HIDDEN = re.compile(r'<input type="hidden" name="(key|seen)" value="([^"]*)"')
ANSWER = re.compile(r'name="answer-(\w+)"')
PRACTICE = re.compile(r'name="(practice-\d+)"')
JOIN = re.compile(r"/self-check/[\w-]{43}/join/")


class OutOfTimeError(Exception):
    """The site did not answer as it should in the time that there was."""


@dataclass(frozen=True)
class Answer:
    status: int
    location: str
    text: str


@dataclass
class Ledger:
    """What one person sent, what was acknowledged, and what went wrong on the way.

    `kept` is what the last acknowledged form said, by check and field; `saves` counts the
    acknowledged forms that changed a check; `actions` and `names` were each sent once.
    """

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    saves: Counter[str] = field(default_factory=Counter)
    actions: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    sent: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    answered: int = 0
    cut_off: int = 0
    broken: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Saver(threading.Thread):
    """One person with a check of their own, who also asks people to join its team.

    `protected` is false for somebody whose forms carry neither key nor `seen`.
    """

    site: str
    seed: int
    deadline: float
    protected: bool = True
    stop: threading.Event = field(default_factory=threading.Event)
    ledger: Ledger = field(default_factory=Ledger)

    def __post_init__(self) -> None:
        super().__init__(name=f"saver-{self.seed}")
        self.random = random.Random(self.seed)  # noqa: S311 - a choice of what to do next
        self.host = urlsplit(self.site).netloc

    def run(self) -> None:
        try:
            while not self.stop.is_set():
                self.use_a_check()
        except OutOfTimeError:
            self.ledger.broken.append("given up")

    def use_a_check(self) -> None:
        """Start a check with a team, and save things until it is full, or until told to stop."""
        home = self.until_answered("POST", "/self-check/start/", {"route": "quick"}).location
        self.until_answered("POST", f"{home}team/", {"label": ""})
        page = self.until_answered("GET", f"{home}team-joining/")
        link = JOIN.search(page.text)
        if link is None:
            self.ledger.broken.append("no link to join")
            return
        ways: list[Callable[[], None]] = [
            lambda: self.answer(home),
            lambda: self.answer_statements(home),
            lambda: self.add_action(home),
            lambda: self.ask_somebody_to_join(link[0]),
            lambda: self.ask_somebody_to_join(link[0]),
        ]
        for _ in range(MOST_IN_ONE_CHECK):
            if not self.stop.is_set():
                self.random.choice(ways)()

    def answer(self, home: str) -> None:
        """Choose a level for each part of a phase, and write a note that nobody else writes."""
        path = f"{home}{PHASE}/"
        page = self.until_answered("GET", path)
        part = self.random.choice(ANSWER.findall(page.text))
        said = {
            f"answer-{part}": self.random.choice(LEVELS),
            f"note-{part}": secrets.token_hex(8),
        }
        if self.submit("answers", path, page, said).status == 303:
            self.keep(home, said)

    def answer_statements(self, home: str) -> None:
        """Say something else than before about each statement of a phase."""
        path = f"{home}{PHASE}/statements/"
        page = self.until_answered("GET", path)
        before = {
            name: self.ledger.kept.get((home, name), "") for name in PRACTICE.findall(page.text)
        }
        said = {
            name: self.random.choice([each for each in PRACTICES if each != old])
            for name, old in before.items()
        }
        if self.submit("statements", path, page, said).status == 303:
            self.keep(home, said)

    def keep(self, home: str, said: Mapping[str, str]) -> None:
        self.ledger.saves[home] += 1
        self.ledger.kept |= {(home, name): value for name, value in said.items()}

    def add_action(self, home: str) -> None:
        path, what = f"{home}action-plan/", f"Action {secrets.token_hex(8)}"
        page = self.form_at(path)
        if self.submit("actions", path, page, {"what": what}).status == 303:
            self.ledger.saves[home] += 1
            self.ledger.actions.append(what)

    def ask_somebody_to_join(self, path: str) -> None:
        name = f"Somebody {secrets.token_hex(8)}"
        page = self.form_at(path)
        if self.submit("people who joined", path, page, {"display_name": name}).status == 303:
            self.ledger.names.append(name)

    def form_at(self, path: str) -> Answer:
        """A page with a form; whoever sends no key needs none, and so has more forms on the way."""
        return self.until_answered("GET", path) if self.protected else Answer(200, "", "")

    def submit(self, what: str, path: str, page: Answer, said: Mapping[str, str]) -> Answer:
        """Send a form, again and again until it is answered: each time the same form."""
        hidden = HIDDEN.findall(page.text) if self.protected else []
        fields = {name: html.unescape(value) for name, value in hidden}
        self.ledger.sent[what] += 1
        answer = self.until_answered("POST", path, {**fields, **said})
        if answer.status in ASKED and not self.protected:
            self.ledger.asked += 1
        elif answer.status != 303:
            self.ledger.broken.append(f"{what}: {answer.status}")
        return answer

    def until_answered(
        self, method: str, path: str, fields: Mapping[str, str] | None = None
    ) -> Answer:
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
        connection = http.client.HTTPConnection(self.host, timeout=PATIENCE_SECONDS)
        try:
            body = urlencode(fields) if fields is not None else None
            connection.request(method, path, body, FORM if body is not None else {})
            response = connection.getresponse()
            text = response.read().decode()
            return Answer(response.status, response.headers.get("Location", ""), text)
        finally:
            connection.close()
