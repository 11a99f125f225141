"""What came of moving content in: a line for each page, and what else there is to say."""

from dataclasses import dataclass, field
from enum import StrEnum


class Fate(StrEnum):
    """What happens to a page. The words stand in the table that the command prints."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    STOPPED = "stopped"


@dataclass(slots=True)
class Line:
    """One page of the file."""

    fate: Fate
    kind: str
    address: str
    notes: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Outcome:
    """All of it. With anything in `stops`, nothing was written."""

    lines: list[Line] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    stops: list[str] = field(default_factory=list)

    def count(self, fate: Fate) -> int:
        return sum(line.fate is fate for line in self.lines)
