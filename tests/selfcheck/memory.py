"""What should be stored, as plain values: written without a look at how the site does it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Values = Mapping[str, str]


@dataclass
class Row:
    """One action of a plan. `key` is that of the form which made it."""

    key: str
    said: dict[str, str]


@dataclass
class Check:
    """A sheet that somebody has the link to. `said` leaves out what is empty."""

    token: str
    said: dict[str, str] = field(default_factory=dict)
    plan: list[Row] = field(default_factory=list)
    leads_team: bool = False
    team_of: str = ""
    name: str = ""

    def copy(self, token: str) -> "Check":
        """The next round: answers and what is still to be done, without the team."""
        open_rows = [
            Row(row.key, dict(row.said)) for row in self.plan if row.said.get("progress") != "done"
        ]
        return Check(token, dict(self.said), open_rows)

    def row(self, key: str) -> Row | None:
        return next((row for row in self.plan if row.key == key), None)


@dataclass
class Page:
    """A page that stands open somewhere, however long ago it was loaded.

    - `sends` - what its form would send if nobody touched it
    - `offers`, `takes_words` - its fields: with choices, and to write in
    - `showed` - what it has shown of what is kept: by field, without what was empty
    """

    kind: str
    device: int
    token: str
    path: str
    sends: dict[str, str]
    offers: dict[str, list[str]]
    takes_words: list[str]
    showed: dict[str, str]
    about: str = ""


@dataclass(frozen=True)
class Sent:
    """A form as it was sent, to send again."""

    page: Page
    fields: Any


def settle(kept: dict[str, str], posted: Values, showed: Values) -> dict[str, str]:
    """Write into `kept` what may be written; return what was posted and has to be asked about.

    The rule for each field: what was not touched on this page stays as it is kept; what nobody else
    has touched since is written; what both have touched, and differently, is asked about.
    """
    asked = {}
    for name, value in posted.items():
        now, before = kept.get(name, ""), showed.get(name, "")
        if value in (now, before):
            continue
        if now != before:
            asked[name] = value
        elif value:
            kept[name] = value
        else:
            del kept[name]
    return asked
