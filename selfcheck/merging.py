"""Two windows, two devices: what to write when answers come from a page that may be old.

No Django here. A form carries, in one hidden field, what it showed: a short hash for each of its
fields. So it is known what its reader changed, and whether somebody else changed it meanwhile.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2s

SEEN = "seen"
HASH_BYTES = 6
LONGEST_SEEN = 500_000

Values = Mapping[str, str]


@dataclass(frozen=True)
class Conflict:
    """A field that two people answered differently: what is stored now, and what was posted."""

    field: str
    stored: str
    posted: str


@dataclass(frozen=True)
class Merged:
    """What to write, by field, and what to ask about first."""

    writes: dict[str, str]
    conflicts: tuple[Conflict, ...] = ()


def hash_of_value(value: str) -> str:
    """A short stand-in for what a field showed. Nothing is kept secret by it.

    >>> hash_of_value("maturing") == hash_of_value("maturing") != hash_of_value("thriving")
    True
    """
    return blake2s(value.encode("utf-8", "surrogatepass"), digest_size=HASH_BYTES).hexdigest()


SHOWN_EMPTY = hash_of_value("")


def seen_of(values: Values, versions: Values | None = None) -> str:
    """What a page shows, for the hidden field of its form. A field that is empty is left out.

    `versions` says in which version it shows the words that it asks in: see `words_read`.

    >>> seen_of({"answer-1a": "", "note-1a": ""})
    '{}'
    >>> read_seen(seen_of({"answer-1a": "maturing"})) == {"answer-1a": hash_of_value("maturing")}
    True
    >>> read_seen(seen_of({}, {"version-answer-1a": "2"}))
    {'version-answer-1a': '2'}
    """
    hashes = {field: hash_of_value(value) for field, value in values.items() if value}
    return json.dumps({**hashes, **(versions or {})}, separators=(",", ":"))


def read_seen(sent: str | None) -> dict[str, str]:
    """What the page of a form had shown; a missing or broken field has shown nothing.

    >>> read_seen(None), read_seen("[1]"), read_seen('{"answer-1a": 5}'), read_seen("{" * 9)
    ({}, {}, {}, {})
    """
    if not sent or len(sent) > LONGEST_SEEN:
        return {}
    try:
        found = json.loads(sent)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(found, dict):
        return {}
    return {field: value for field, value in found.items() if isinstance(value, str)}


def merge(*, stored: Values, posted: Values, seen: Mapping[str, str] | None) -> Merged:
    """Each posted field in turn: keep what is stored, write what was posted, or ask.

    Without `seen` (None) all of it is written. Here somebody saw a page without answers:

    >>> merge(stored={}, posted={"answer": "maturing"}, seen={})
    Merged(writes={'answer': 'maturing'}, conflicts=())

    The same form again, because the first answer never arrived, or after a double click:

    >>> merge(stored={"answer": "maturing"}, posted={"answer": "maturing"}, seen={})
    Merged(writes={}, conflicts=())

    Somebody else had chosen Developing meanwhile:

    >>> merge(stored={"answer": "developing"}, posted={"answer": "maturing"}, seen={}).conflicts
    (Conflict(field='answer', stored='developing', posted='maturing'),)

    A page that shows Maturing is sent unchanged, after somebody else chose Developing:

    >>> showed = read_seen(seen_of({"answer": "maturing"}))
    >>> merge(stored={"answer": "developing"}, posted={"answer": "maturing"}, seen=showed)
    Merged(writes={}, conflicts=())
    """
    writes: dict[str, str] = {}
    conflicts: list[Conflict] = []
    for field, value in posted.items():
        now = stored.get(field, "")
        shown = None if seen is None else seen.get(field, SHOWN_EMPTY)
        if value == now or hash_of_value(value) == shown:
            continue
        if shown is None or hash_of_value(now) == shown:
            writes[field] = value
        else:
            conflicts.append(Conflict(field, now, value))
    return Merged(writes, tuple(conflicts))
