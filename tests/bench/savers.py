"""People with self-checks, who answer, plan and ask others to join: for `tests.bench.kill_saves`."""

import html
import re
import secrets
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tests.bench.people import Answer, Ledger, Person

# "Somebody else has changed this", "this is in your plan already".
ASKED = {409, 422}
# Fewer than a plan or a team may hold.
MOST_IN_ONE_CHECK = 50
PHASE = "engage"
LEVELS = ("emerging", "developing", "maturing", "thriving", "not-sure")
PRACTICES = ("doing", "in-part", "not-yet", "not-sure")
HIDDEN = re.compile(r'<input type="hidden" name="(key|seen)" value="([^"]*)"')
ANSWER = re.compile(r'name="answer-(\w+)"')
PRACTICE = re.compile(r'name="(practice-\d+)"')
JOIN = re.compile(r"/self-check/[\w-]{43}/join/")


@dataclass
class SaverLedger(Ledger):
    """What was acknowledged.

    `kept` is what the last acknowledged form said, by check and field; `saves` counts the
    acknowledged forms that changed a check; `actions` and `names` were each sent once.
    """

    kept: dict[tuple[str, str], str] = field(default_factory=dict)
    saves: Counter[str] = field(default_factory=Counter)
    actions: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Saver(Person):
    """One person with a check of their own, who also asks people to join its team.

    Whoever is not `protected` sends forms that carry neither key nor `seen`.
    """

    ledger: SaverLedger = field(default_factory=SaverLedger)

    def use_the_site(self) -> None:
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
