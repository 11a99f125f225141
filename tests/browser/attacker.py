"""Inputs meant to break search, the finder and the self-check, and what came of each."""

import random
import time
from http.client import HTTPConnection
from urllib.parse import quote, urlencode, urlsplit

ODD = [
    '"', '""', '"warm hubs', "'", "''--", "a'b", "‘’“”", "\x00", "a\x00b", "\u202eabc", "\ud7ff",
    "é", "café", "İ", "ß", "\U0001f469\u200d\U0001f4bb", "*", "a*", "(", ")", "((((", "NEAR(a b)",
    "a AND", "OR", "NOT a", "a OR b AND NOT c", ":", "title:a", "{title}: a", "^a", "-a", "+a", "~",
    "%", "_", "\\", "\\'", "<script>alert(1)</script>", "{{ 7*7 }}", "{% debug %}", "${jndi:ldap://x}",
    "../../etc/passwd", "; DROP TABLE x", "1e309", "NaN", "-1", "0", "99999999999999999999", "٣",
    " ", "\t\n", "&", "&&", "|", "||", "a & b", "A&E", "a/b/c", "18-25", "co-production", "GP's",
    "x" * 20_000, "word " * 3_000, '"' * 500, "(" * 500, "a" * 201, "a-" * 400, "'" * 999, "é" * 999,
]  # fmt: skip
PARAMETERS = ["q", "page", "sort", "kind", "phase", "group", "approach", "outcome", "evidence",
              "region", "organisation", "unknown"]  # fmt: skip
FIELDS = ["answer", "note", "sub_phase", "then", "lens", "reach", "unknown"]


def hostile_addresses(chance: random.Random) -> list[str]:
    """Search and finder addresses: each odd value once as the words, then in random parameters."""
    words = [f"/search/?{urlencode({'q': odd})}" for odd in ODD]
    words += [f"/case-studies/?{urlencode({'q': odd})}" for odd in ODD]
    mixed = []
    for _ in range(110):
        pairs = [
            (chance.choice(PARAMETERS), chance.choice(ODD)) for _ in range(chance.randint(1, 6))
        ]
        mixed.append(f"{chance.choice(['/search/', '/case-studies/'])}?{urlencode(pairs)}")
    return [address[:60_000] for address in (*words, *mixed)]


class Attacker:
    """Sends requests to one site and writes down what came back."""

    def __init__(self, site: str) -> None:
        self.host = urlsplit(site).netloc
        self.broken: list[str] = []
        self.seconds: list[float] = []

    def send(self, method: str, address: str, body: str | None = None) -> str:
        """Send one request; returns where it leads."""
        form = {"Content-Type": "application/x-www-form-urlencoded"} if body else {}
        connection = HTTPConnection(self.host, timeout=30)
        started = time.monotonic()
        connection.request(method, address, body=body, headers=form)
        answer = connection.getresponse()
        answer.read()
        connection.close()
        self.seconds.append(time.monotonic() - started)
        if answer.status >= 500:
            self.broken.append(f"{answer.status} {method} {address[:120]}")
        return answer.getheader("Location") or ""


def attack_the_self_check(attacker: Attacker, chance: random.Random) -> None:
    link = urlsplit(attacker.send("POST", "/self-check/start/", "a=b")).path
    places = ["", "check/", "engage/", "about/", "answers/", "results/", "no-such-phase/"]
    for odd in ODD:
        body = urlencode({"sub_phase": odd, "answer": odd})
        attacker.send("POST", "/self-check/start/", body)
        pairs = [(f"{field}{chance.choice(['', '-1b', '-5a'])}", odd) for field in FIELDS]
        attacker.send("POST", f"{link}{chance.choice(places)}", urlencode(pairs))
        attacker.send("GET", f"/self-check/{quote(odd[:300], safe='')}/results/")


def attack(site: str) -> Attacker:
    """Send all the inputs to a site, the same ones each time."""
    chance = random.Random(20261122)  # noqa: S311 - not a secret
    attacker = Attacker(site)
    for address in hostile_addresses(chance):
        attacker.send("GET", address)
    attack_the_self_check(attacker, chance)
    return attacker
