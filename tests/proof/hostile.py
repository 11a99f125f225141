"""Inputs meant to break a form: odd values, odd shapes and odd bodies, made from a form that was found."""

import json
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from tests.proof.visiting import CSRF, FoundForm

CANARY = "qz7xjv"
"""A word that no page has: where it stands as markup in an answer, something was not escaped."""
LONG = 100_000
URLENCODED = "application/x-www-form-urlencoded"
MARKUP = [
    f"<b {CANARY}=1>x</b>",
    f"</textarea><img src=x {CANARY}=1 onerror={CANARY}()>",
    f'"><svg {CANARY}=1 onload={CANARY}()>',
    f"' {CANARY}=1 onfocus={CANARY}() autofocus x='",
    f'" {CANARY}=1 onfocus="{CANARY}()" autofocus x="',
    f"</script><script>{CANARY}()</script>",
    f"</title></style><{CANARY}>",
    f"<!--><{CANARY}>",
    f"javascript:{CANARY}()",
    f"//{CANARY}.invalid/",
    f"https://{CANARY}.invalid\\@127.0.0.1/",
    f"\r\nSet-Cookie: {CANARY}=1",
    f"&lt;{CANARY}&gt;<{CANARY} \x00>",
]
TEMPLATES = ["{{ 31337|add:3 }}", "{{ 31337*3 }}", "{% debug %}", "${31337*3}", "{% load x %}"]
ODD = [
    "\x00", "a\x00b", "\u202eabc\u2066", "\ud7ff", "\ufeff", "\ufffe", "\udcff", "\u0085\u2028", "İß",
    "e" + "\u0301" * 999, "\U0001f469\u200d\U0001f4bb", "'", '"', "''--", "' OR '1'='1", "1; DROP TABLE x",
    "\\", "%", "%00", "%ff", "_", "*", "((((", "NEAR(a b)", "a AND", ":", "^a", "-a", "..", "../../etc/passwd",
    "-1", "0", "1e309", "NaN", "Infinity", "9" * 19, "9" * 400, "-" + "9" * 30, "٣", "0x10", "1_000", "\uff11",
    "true", "None", "null", "[]", "{}", "2026-02-30", "0000-00-00", "9999-12-31", "99:99", " ", "\t\n", "\r",
    "a@b", "a" * 300 + "@example.org", "http://[::1", "18-25", "x" * LONG, "é" * LONG, "word " * (LONG // 5),
    '"' * 5_000, "<" * 20_000, "\n" * LONG, "a-" * 9_999, "\U0001d4b3" * 30_000,
]  # fmt: skip
VALUES = [*ODD, *MARKUP, *TEMPLATES]
NAMES = [
    "",
    "\x00",
    "unknown",
    "page",
    "id",
    "pk",
    "a[]",
    "a.b",
    f"<{CANARY}>",
    "__proto__",
    "n" * 5000,
]
METHODS = ["PUT", "PATCH", "DELETE", "HEAD", "OPTIONS", "TRACE", "QUERY", "POST"]
Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Input:
    """One request. `honest` is false for one that comes without a good CSRF token on purpose."""

    method: str
    address: str
    body: bytes = b""
    content_type: str = URLENCODED
    honest: bool = True
    headers: dict[str, str] = field(default_factory=dict)

    def shown(self) -> str:
        return f"{self.method} {self.address[:160]} [{self.content_type[:40]}] {self.body[:200]!r}"


def encoded(pairs: Sequence[tuple[str, str]], encoding: str = "utf-8") -> bytes:
    return urlencode(pairs, encoding=encoding, errors="surrogatepass").encode("ascii", "ignore")


def odd_value(chance: random.Random) -> str:
    value = chance.choice(VALUES)
    return value if chance.random() < 0.8 else value[:50] + chance.choice(VALUES)[:50]


def one_odd(pairs: Pairs, chance: random.Random) -> Pairs:
    place = chance.randrange(len(pairs))
    return [*pairs[:place], (pairs[place][0], odd_value(chance)), *pairs[place + 1 :]]


def all_odd(pairs: Pairs, chance: random.Random) -> Pairs:
    return [(name, odd_value(chance)) for name, _ in pairs]


def missing(pairs: Pairs, chance: random.Random) -> Pairs:
    return chance.sample(pairs, chance.randint(0, len(pairs) - 1))


def extra(pairs: Pairs, chance: random.Random) -> Pairs:
    names = [
        *NAMES,
        *(name for name, _ in pairs),
        f"{chance.choice(pairs)[0]}-{chance.choice(ODD)[:9]}",
    ]
    return pairs + [(chance.choice(names), odd_value(chance)) for _ in range(chance.randint(1, 5))]


def doubled(pairs: Pairs, chance: random.Random) -> Pairs:
    """Every field twice or more often, sometimes with another value, in any order."""
    again = [(name, chance.choice([value, odd_value(chance)[:500]])) for name, value in pairs]
    whole = pairs + again * chance.randint(1, 3)
    chance.shuffle(whole)
    return whole


def cut_key(pairs: Pairs, chance: random.Random) -> Pairs:
    """One value a little different from what the site gave: a key, a version, a choice."""
    place = chance.randrange(len(pairs))
    name, value = pairs[place]
    changed = chance.choice(
        [value[:-1], value + "0", value[::-1], value.upper(), value * 2, f"-{value}"]
    )
    return [*pairs[:place], (name, changed), *pairs[place + 1 :]]


def very_many(pairs: Pairs, chance: random.Random) -> Pairs:
    """More fields than Django takes, or nearly as many."""
    return pairs + [(f"n{number}", "1") for number in range(chance.choice([500, 2_000, 10_050]))]


def as_it_is(pairs: Pairs, chance: random.Random) -> Pairs:
    return pairs


CHANGES: list[tuple[int, Callable[[Pairs, random.Random], Pairs]]] = [
    (40, one_odd),
    (14, all_odd),
    (8, missing),
    (9, extra),
    (8, doubled),
    (8, cut_key),
    (1, very_many),
    (3, as_it_is),
]


def changed(pairs: Pairs, chance: random.Random) -> Pairs:
    weights, changes = zip(*CHANGES, strict=True)
    [change] = chance.choices(changes, weights)
    return change(pairs or [("unknown", "")], chance)


def input_for(form: FoundForm, chance: random.Random, token: str) -> Input:
    """The next input for a form. Some stand in an odd body, some come with an odd method."""
    pairs = [pair for pair in form.filled(chance) if pair[0] != CSRF]
    sent = changed(pairs, chance)
    if form.method == "GET":
        return Input("GET", with_query(form.action, sent, chance))
    luck = chance.random()
    if luck < 0.05:
        return Input("POST", form.action, encoded(sent), honest=not token)
    if luck < 0.09:
        return Input(chance.choice(METHODS), form.action, encoded(sent), headers=carrying(token))
    if luck < 0.22:
        return odd_body(form, sent, chance, token)
    address = form.action if luck < 0.9 else with_query(form.action, changed(pairs, chance), chance)
    return Input("POST", address, encoded([(CSRF, token), *sent] if token else sent))


def with_query(address: str, pairs: Pairs, chance: random.Random) -> str:
    """An address as long as nginx lets through, sometimes with bytes that are no UTF-8."""
    query = encoded(pairs, chance.choice(["utf-8", "utf-8", "utf-8", "utf-16"])).decode()
    tail = chance.choice(["", "", "", "&q=%ff%fe", "&%zz=1", "&a;b", "#x", "&&&=&="])
    return f"{address.partition('?')[0]}?{query[:60_000]}{tail}"


def carrying(token: str) -> dict[str, str]:
    return {"X-CSRFToken": token} if token else {}


def multipart(pairs: Pairs, chance: random.Random) -> tuple[bytes, str]:
    """A body with files where words are asked for, and sometimes no end."""
    boundary, parts = "qzqzqz", b""
    for name, value in pairs:
        kind = chance.choice(["", f'; filename="{CANARY}.txt"', '; filename="../../a\\".svg"'])
        if kind and name == CSRF:
            kind = ""
        safe = name.replace('"', "%22").replace("\r", "").replace("\n", "")
        head = f'--{boundary}\r\nContent-Disposition: form-data; name="{safe}"{kind}\r\n'
        head += chance.choice(
            ["", "Content-Type: text/html\r\n", "Content-Transfer-Encoding: base64\r\n"]
        )
        if name == CSRF:
            head = f'--{boundary}\r\nContent-Disposition: form-data; name="{safe}"\r\n'
        parts += f"{head}\r\n{value}\r\n".encode("utf-8", "surrogatepass")
    end = chance.choice([b"--qzqzqz--\r\n", b"--qzqzqz--\r\n", b""])
    return parts + end, f"multipart/form-data; boundary={boundary}"


def odd_body(form: FoundForm, pairs: Pairs, chance: random.Random, token: str) -> Input:
    small = [(name[:200], value[:2_000]) for name, value in pairs[:200]]
    with_token = [(CSRF, token), *small] if token else small
    whole, kind = multipart(with_token, chance)
    bodies = [
        (whole, kind),
        (whole, kind),
        (whole, "multipart/form-data"),
        (whole, "multipart/form-data; boundary=" + "b" * 300),
        (json.dumps(dict(small)).encode("utf-8", "surrogatepass"), "application/json"),
        (encoded(small), "text/plain"),
        (encoded(small), "application/octet-stream"),
        (encoded(small), f"{URLENCODED}; charset=utf-7"),
        (encoded(small), f"{URLENCODED}; charset=utf-16"),
        (encoded(small), f"{URLENCODED}; charset={CANARY}"),
        (encoded(small) + b"&x=%ff%fe&y=\xff\xfe&%", URLENCODED),
        (chance.randbytes(300), URLENCODED),
        (b"", URLENCODED),
        (b"&" * 5_000, URLENCODED),
        (b"x=" + b"a" * 2_700_000, URLENCODED),
    ]
    body, content_type = chance.choice(bodies)
    return Input("POST", form.action, body, content_type, headers=carrying(token))


def odd_address(route: str, chance: random.Random) -> Input:
    """An address of a route, with an odd value in each place that takes one."""
    parts = []
    for part in route.split("/"):
        filled = quote(odd_value(chance)[:300].encode("utf-8", "surrogatepass"), safe="")
        parts.append(filled if "<" in part else part)
    method = chance.choice(["GET", "GET", "GET", "HEAD", "POST"])
    return Input(method, "/" + "/".join(parts), honest=method != "POST")
