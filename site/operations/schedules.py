"""When a job is due: the last moment at which it should have begun. Right over both clock changes."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
FIRST_OF_TIMES = datetime(2020, 1, 1, tzinfo=UTC)
NUMBERS = {5: "five", 10: "ten", 15: "fifteen"}


class Schedule(Protocol):
    def last_before(self, now: datetime) -> datetime: ...

    def in_words(self) -> str: ...

    @property
    def grace(self) -> timedelta: ...


@dataclass(frozen=True)
class Every:
    """Each so many minutes, by the clock that never changes.

    >>> str(Every(15).last_before(datetime(2026, 10, 25, 1, 31, tzinfo=UTC)).time())
    '01:30:00'
    >>> Every(1).in_words(), Every(5).in_words(), Every(60).in_words()
    ('Every minute', 'Every five minutes', 'Every hour')
    """

    minutes: int

    def last_before(self, now: datetime) -> datetime:
        step = timedelta(minutes=self.minutes)
        return FIRST_OF_TIMES + (now - FIRST_OF_TIMES) // step * step

    def in_words(self) -> str:
        if self.minutes in {1, 60}:
            return "Every minute" if self.minutes == 1 else "Every hour"
        return f"Every {NUMBERS[self.minutes]} minutes"

    @property
    def grace(self) -> timedelta:
        """How late a job may be before operators are told."""
        return timedelta(minutes=max(self.minutes, 10))


@dataclass(frozen=True)
class Daily:
    """Once on each day, at a time of the clock on the wall.

    A time that is left out in spring, or comes twice in autumn, still gives one moment a day.

    >>> Daily(time(3, 10)).in_words()
    'Daily at 03:10'
    """

    at: time

    def on(self, day: date) -> datetime:
        return datetime.combine(day, self.at, tzinfo=LONDON).astimezone(UTC)

    def last_before(self, now: datetime) -> datetime:
        today = now.astimezone(LONDON).date()
        return self.on(today) if self.on(today) <= now else self.on(today - timedelta(days=1))

    def in_words(self) -> str:
        return f"Daily at {self.at:%H:%M}"

    @property
    def grace(self) -> timedelta:
        return timedelta(hours=6)


@dataclass(frozen=True)
class Monthly:
    """On the first of each month, at a time of the clock on the wall."""

    at: time

    def last_before(self, now: datetime) -> datetime:
        first = now.astimezone(LONDON).date().replace(day=1)
        if Daily(self.at).on(first) <= now:
            return Daily(self.at).on(first)
        return Daily(self.at).on((first - timedelta(days=1)).replace(day=1))

    def in_words(self) -> str:
        return f"On the first of each month at {self.at:%H:%M}"

    @property
    def grace(self) -> timedelta:
        return timedelta(days=1)
