"""People who comment on a draft by a link, in browsers of their own: for `kill_comments`."""

import html
import http.client
import re
import secrets
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from http.cookies import SimpleCookie

from tests.bench.people import Answer, Ledger, Person

# "You sent a comment from this page already", "it was changed elsewhere".
ASKED = {409, 422}
TAKEN = {303}
# Whoever has agreed already, and was cut off before reading so, is welcomed back.
BEGUN = {200, 303}
# Fewer than a person may send in an hour: whoever has sent as many opens another link.
MOST_BY_ONE_LINK = 14
AGREED = {"store_and_use": "on", "language": "en"}
CSRF = "csrfmiddlewaretoken"
HIDDEN = re.compile(r'<input type="hidden" name="(submit_key|version)" value="([^"]*)"')
TOKEN = re.compile(rf'name="{CSRF}" value="([^"]+)"')
PART = re.compile(r'href="(/have-your-say/[\w-]{36}/part/[^"/]+/)"')
COMMENT = re.compile(r'href="(/have-your-say/[\w-]{36}/mine/[\w-]{36}/)"')
QUESTION = re.compile(r'name="words-(\d)"')
WORDS = re.compile(r"This is remark [0-9a-f]{16}")
# What stands after words that are sent again, before the number of the try.
TRY = ", try "


@dataclass
class CommenterLedger(Ledger):
    """What was acknowledged.

    `said` has for the words of each comment where it stands, and `changes` how often they were
    changed until they read so; `tried` has every words that were ever sent.
    """

    said: dict[str, str] = field(default_factory=dict)
    changes: dict[str, int] = field(default_factory=dict)
    tried: list[str] = field(default_factory=list)


@dataclass(eq=False)
class Commenter(Person):
    """One person after another at the same phone, each with a link of their own.

    Whoever is not `protected` sends forms that carry neither key nor version, with other words at
    each try: the same words from the same person are known without a key for an hour.
    """

    ledger: CommenterLedger = field(default_factory=CommenterLedger)
    links: list[str] = field(default_factory=list)
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""
    tries: int = 0

    def use_the_site(self) -> None:
        """Open a link, agree, and say things until it is time for the next link, or to stop."""
        if not self.links:
            self.ledger.broken.append("no link left")
            self.stop.set()
            return
        self.cookies.clear()
        start = self.until_answered("GET", self.links.pop()).location
        self.submit("people who agreed", start, self.page_at(start), AGREED, BEGUN)
        parts = PART.findall(self.page_at(f"{start}read/").text)
        ways: list[Callable[[], int]] = [
            lambda: self.comment(self.random.choice(parts)),
            lambda: self.comment(self.random.choice(parts)),
            lambda: self.answer_questions(f"{start}questions/"),
        ]
        # Without a version nothing is changed, only asked about.
        if self.protected:
            ways.append(lambda: self.change_a_comment(f"{start}mine/"))
        said = 0
        while said < MOST_BY_ONE_LINK and not self.stop.is_set():
            said += self.random.choice(ways)()

    def comment(self, path: str) -> int:
        """Say something about a part of the draft. How many comments that made."""
        page, words = self.form_at(path), self.new_words()
        if self.submit("comments", path, page, {"words": words}).status != 303:
            return 1
        self.ledger.said[words] = section_of(path)
        self.ledger.changes[words] = 0
        return 1

    def answer_questions(self, path: str) -> int:
        """Answer some of the guided questions, all on one page."""
        page = self.page_at(path)
        numbers = QUESTION.findall(page.text)
        chosen = self.random.sample(numbers, self.random.randint(1, len(numbers)))
        answers = {number: self.new_words() for number in chosen}
        fields = {f"words-{number}": words for number, words in answers.items()}
        if self.submit("answers to questions", path, page, fields).status == 303:
            for number, words in answers.items():
                self.ledger.said[words] = f"question {number}"
                self.ledger.changes[words] = 0
        return len(chosen)

    def change_a_comment(self, path: str) -> int:
        """Put other words in place of some of one's own."""
        own = COMMENT.findall(self.page_at(path).text)
        if not own:
            return 0
        path = self.random.choice(own)
        page = self.page_at(path)
        before, after = WORDS.search(page.text), self.new_words()
        if before is None or before[0] not in self.ledger.said:
            self.ledger.broken.append("words that nobody acknowledged")
            return 0
        if self.submit("changes", path, page, {"words": after}).status == 303:
            self.ledger.said[after] = self.ledger.said.pop(before[0])
            self.ledger.changes[after] = self.ledger.changes.pop(before[0]) + 1
        return 0

    def new_words(self) -> str:
        """Words that nobody else writes."""
        words = f"This is remark {secrets.token_hex(8)}"
        self.ledger.tried.append(words)
        return words

    def form_at(self, path: str) -> Answer:
        """A page with a form; whoever sends no key needs none, and so has more forms on the way."""
        return self.page_at(path) if self.protected else Answer(200, "", "")

    def page_at(self, path: str) -> Answer:
        """A page, whose CSRF token is remembered. A browser's forms each bring a good one."""
        page = self.until_answered("GET", path)
        if token := TOKEN.search(page.text):
            self.token = token[1]
        return page

    def submit(
        self,
        what: str,
        path: str,
        page: Answer,
        said: Mapping[str, str],
        well: Collection[int] = TAKEN,
    ) -> Answer:
        """Send a form, again and again until it is answered: each time the same form."""
        hidden = HIDDEN.findall(page.text) if self.protected else []
        fields = {name: html.unescape(value) for name, value in hidden}
        self.ledger.sent[what] += 1
        answer = self.until_answered("POST", path, {CSRF: self.token, **fields, **said})
        if answer.status in ASKED and not self.protected:
            self.ledger.asked += 1
        elif answer.status not in well:
            self.ledger.broken.append(f"{what}: {answer.status}")
        return answer

    def once(self, method: str, path: str, fields: Mapping[str, str] | None) -> Answer:
        if fields and not self.protected:
            self.tries += 1
            fields = {
                name: f"{value}{TRY}{self.tries}" if name.startswith("words") else value
                for name, value in fields.items()
            }
        return super().once(method, path, fields)

    def headers(self) -> dict[str, str]:
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}

    def keep_what_came_with(self, headers: http.client.HTTPMessage) -> None:
        for line in headers.get_all("Set-Cookie", []):
            self.cookies |= {name: morsel.value for name, morsel in SimpleCookie(line).items()}


def section_of(path: str) -> str:
    """The key of a section in `/have-your-say/<round>/part/<key>/`."""
    return path.strip("/").split("/")[-1]
