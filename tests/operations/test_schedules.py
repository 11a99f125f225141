"""When jobs are due, over both changes of the clock."""

from datetime import UTC, datetime, time, timedelta
from itertools import pairwise

import pytest

from operations.schedules import Daily, Every, Monthly, Schedule

SPRING = datetime(2026, 3, 28, 12, tzinfo=UTC)
AUTUMN = datetime(2026, 10, 24, 12, tzinfo=UTC)


def moments(schedule: Schedule, begin: datetime, days: int) -> list[datetime]:
    """The moments at which a scheduler that looks every minute begins a job."""
    found: list[datetime] = []
    started = begin
    for minute in range(days * 24 * 60):
        now = begin + timedelta(minutes=minute)
        if schedule.last_before(now) > started:
            started = now
            found.append(now)
    return found


@pytest.mark.parametrize("begin", [SPRING, AUTUMN])
@pytest.mark.parametrize("at", [time(0, 59), time(1, 0), time(1, 30), time(2, 0), time(3, 10)])
def test_a_daily_job_runs_once_a_day_over_a_change_of_the_clock(begin: datetime, at: time) -> None:
    assert len(moments(Daily(at), begin, 3)) == 3


@pytest.mark.parametrize(("begin", "expected"), [(SPRING, [2, 2, 2]), (AUTUMN, [3, 3, 3])])
def test_a_daily_job_follows_the_clock_on_the_wall(begin: datetime, expected: list[int]) -> None:
    hours = [moment.hour for moment in moments(Daily(time(3, 10)), begin, 3)]
    assert hours == expected


@pytest.mark.parametrize("begin", [SPRING, AUTUMN])
def test_a_job_of_minutes_keeps_its_distance_over_a_change_of_the_clock(begin: datetime) -> None:
    found = moments(Every(5), begin, 1)
    assert {later - earlier for earlier, later in pairwise(found)} == {timedelta(minutes=5)}


def test_a_monthly_job_runs_once_a_month() -> None:
    found = moments(Monthly(time(7)), datetime(2026, 2, 20, tzinfo=UTC), 50)
    assert [(moment.month, moment.day, moment.hour) for moment in found] == [(3, 1, 7), (4, 1, 6)]


def test_missed_runs_are_caught_up_once() -> None:
    began = datetime(2026, 5, 1, 12, tzinfo=UTC)
    now = began + timedelta(days=9)
    assert Daily(time(2)).last_before(now) > began
    assert Daily(time(2)).last_before(now + timedelta(minutes=1)) <= now
