"""People who tell of their work, save it page by page, send it or take it back: for `kill_offers`."""

import html
import re
import secrets
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from tests.bench.people import Answer, Ledger, Person

NEW = "/tell-us/new/"
HIDDEN = re.compile(r'<input type="hidden" name="(key|seen|wording)" value="([^"]*)"')
TOKEN = re.compile(r"/tell-us/([\w-]{43})/")
SENT, TAKEN_BACK = "sent", "taken back"


@dataclass
class OffererLedger(Ledger):
    """What was acknowledged.

    `titles` has the token behind each title that was begun; `said` what the last acknowledged forms
    said, by token and field; `saves` counts those that changed an offer; `ended` says how an offer
    was ended, where it was.
    """

    titles: dict[str, str] = field(default_factory=dict)
    said: dict[str, dict[str, str]] = field(default_factory=dict)
    saves: Counter[str] = field(default_factory=Counter)
    ended: dict[str, str] = field(default_factory=dict)


@dataclass(eq=False)
class Offerer(Person):
    """Somebody who offers one example after another.

    Whoever is not `protected` sends forms without a key, and so begins a new offer at each try.
    """

    ledger: OffererLedger = field(default_factory=OffererLedger)
    begun: int = 0

    def use_the_site(self) -> None:
        """Begin an offer from an address of its own: only so many may be begun from one."""
        self.begun += 1
        self.comes_from = f"127.{self.seed % 200 + 1}.{self.begun // 250}.{self.begun % 250 + 1}"
        said = words_for("title", "problem", "what_we_did", "who_with")
        title = said["title"]
        said["organisation_name"] = "Northfold"
        answer = self.submit("offers", NEW, self.form_at(NEW), said)
        found = TOKEN.search(answer.location)
        if found is None:
            return
        token = found[1]
        self.ledger.titles[title] = token
        self.ledger.said[token] = said
        if self.protected:
            self.go_on_with(token)

    def go_on_with(self, token: str) -> None:
        """Answer the other pages and come back to one of them; then send it, take it back or leave it."""
        self.save(token, "results", words_for("what_changed", "what_did_not_work"))
        self.save(token, "consent", {"role": "A lead", "story_people": "agree", **AGREED})
        for _ in range(self.random.randint(0, 2)):
            self.save(token, "results", words_for("what_changed", "what_did_not_work", "figures"))
        self.random.choice([self.send_off, self.take_back, self.leave])(token)

    def save(self, token: str, name: str, said: Mapping[str, str]) -> None:
        path = f"/tell-us/{token}/{name}/"
        page = self.until_answered("GET", path)
        if self.submit("changes", path, page, said).status == 303:
            self.ledger.saves[token] += 1
            kept = {key: value for key, value in said.items() if key not in AGREED}
            self.ledger.said[token] = {**self.ledger.said[token], **kept}

    def send_off(self, token: str) -> None:
        path = f"/tell-us/{token}/check/"
        if self.submit("offers sent off", path, Answer(200, "", ""), {}).status == 303:
            self.ledger.ended[token] = SENT

    def take_back(self, token: str) -> None:
        path = f"/tell-us/{token}/take-back/"
        if self.submit("offers taken back", path, Answer(200, "", ""), {}).status == 303:
            self.ledger.ended[token] = TAKEN_BACK

    def leave(self, token: str) -> None:
        """Come back another day: what is kept stays as it is."""

    def form_at(self, path: str) -> Answer:
        """A page with a form; whoever sends no key needs none, and so has more forms on the way."""
        return self.until_answered("GET", path) if self.protected else Answer(200, "", "")

    def submit(self, what: str, path: str, page: Answer, said: Mapping[str, str]) -> Answer:
        """Send a form, again and again until it is answered: each time the same form."""
        fields = {name: html.unescape(value) for name, value in HIDDEN.findall(page.text)}
        self.ledger.sent[what] += 1
        answer = self.until_answered("POST", path, {**fields, **said})
        if answer.status != 303:
            self.ledger.broken.append(f"{what}: {answer.status}")
        return answer


AGREED = {"may_publish": "on", "licence_agreed": "on"}


def words_for(*names: str) -> dict[str, str]:
    """Words that nobody else writes. In letters: what looks like a phone number is refused."""
    letters = str.maketrans("0123456789", "ghijklmnop")
    return {name: f"Words {secrets.token_hex(8).translate(letters)}" for name in names}
