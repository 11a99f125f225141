"""Reading values out of a file that nobody vouches for. No Django here.

Each value is asked for by name and kind. What is wrong is said in words that a person can act on.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from search.words import visible

LONGEST_IDENTIFIER = 120
HIGHEST_VERSION = 32_767
YEARS = range(2000, 2101)


class DamagedFileError(ValueError):
    """The file is not as it should be. The message is for the person who sent it."""


@dataclass(frozen=True)
class Entry:
    """One object of the file, with the words for where it stands."""

    place: str
    values: Mapping[str, Any]

    def wrong(self, name: str, why: str) -> DamagedFileError:
        return DamagedFileError(f"The file is damaged: “{name}” {self.place} {why}")

    def words(self, name: str) -> str:
        """Words as they stand in the file, or nothing."""
        value = self.values.get(name)
        if value is not None and not isinstance(value, str):
            raise self.wrong(name, "must be words")
        return value or ""

    def text(self, name: str, longest: int) -> str:
        """Words, or nothing. What no database can hold is left out of them.

        >>> Entry("of answer 1", {"note": " A\\r\\nreport\\x00"}).text("note", 20)
        'A\\nreport'
        """
        kept = self.words(name).replace("\x00", "").replace("\r\n", "\n")
        return self.short(name, kept.encode("utf-8", "ignore").decode().strip(), longest)

    def line(self, name: str, longest: int) -> str:
        """Words on one line, or nothing. What cannot be seen is left out, as forms leave it out.

        >>> Entry("of action 1", {"what": "Ask\\u202e\\nthe\\u200b board"}).line("what", 20)
        'Ask the board'
        """
        return self.short(name, visible(self.words(name)), longest)

    def short(self, name: str, found: str, longest: int) -> str:
        if len(found) > longest:
            raise self.wrong(name, f"is longer than {longest:,} characters")
        return found

    def identifier(self, name: str) -> str:
        found = self.line(name, LONGEST_IDENTIFIER)
        if not found:
            raise self.wrong(name, "is missing")
        return found

    def choice(self, name: str, allowed: Collection[str]) -> str:
        """One of a closed list.

        >>> Entry("of answer 3", {"kind": "splendid"}).choice("kind", ["level", "not-sure"])
        Traceback (most recent call last):
        selfcheck.entries.DamagedFileError: The file is damaged: “kind” of answer 3 is not one that we know
        """
        found = self.line(name, LONGEST_IDENTIFIER)
        if found not in allowed:
            raise self.wrong(name, "is not one that we know" if found else "is missing")
        return found

    def version(self, name: str) -> int:
        """A version of a wording; the first where it is not said."""
        value = self.values.get(name, 1)
        if type(value) is not int or not 1 <= value <= HIGHEST_VERSION:
            raise self.wrong(name, "must be a number from 1 up")
        return value

    def day(self, name: str) -> date | None:
        """A day, or nothing."""
        written = self.line(name, LONGEST_IDENTIFIER)
        if not written:
            return None
        try:
            found = date.fromisoformat(written)
        except ValueError:
            raise self.wrong(name, "must be a date such as 2027-03-31") from None
        if found.year not in YEARS:
            raise self.wrong(name, f"must be from {YEARS[0]} to {YEARS[-1]}")
        return found

    def rows(self, name: str, each: str, most: int) -> list["Entry"]:
        """A list of objects; an empty one where it is not there."""
        value = self.values.get(name, [])
        if not isinstance(value, list):
            raise self.wrong(name, "must be a list")
        if len(value) > most:
            raise self.wrong(name, f"has more than {most:,} entries")
        return [self.inner(row, f"of {each} {number}") for number, row in enumerate(value, start=1)]

    def objects(self, name: str, each: str, most: int) -> dict[str, "Entry"]:
        """An object of objects, by name; an empty one where it is not there."""
        value = self.values.get(name, {})
        if not isinstance(value, dict):
            raise self.wrong(name, "must be an object")
        if len(value) > most:
            raise self.wrong(name, f"has more than {most:,} entries")
        return {key: self.inner(row, f"of {each}") for key, row in value.items()}

    def inner(self, value: Any, place: str) -> "Entry":
        if not isinstance(value, dict):
            raise DamagedFileError(f"The file is damaged: we cannot read the values {place}")
        return Entry(place, value)
