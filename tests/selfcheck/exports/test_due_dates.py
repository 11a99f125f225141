"""Due dates for a calendar."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar, Event

from officefiles.cleaning import cleaned
from selfcheck.enums import Progress
from selfcheck.exports.due_dates import calendar_file
from selfcheck.report import Report
from tests.selfcheck import reports


def events(report: Report) -> list[Event]:
    return list(Calendar.from_ical(calendar_file(cleaned(report))).walk("VEVENT"))


def test_each_action_with_a_due_date_is_a_whole_day() -> None:
    found = events(reports.report(actions=60))
    assert len(found) == 40
    assert found[0].decoded("dtstart") == date(2027, 2, 2)
    assert found[0]["summary"] == "Ask people how they want to be asked, round 1"
    assert found[0]["transp"] == "TRANSPARENT"


def test_adding_the_file_again_changes_the_same_days() -> None:
    told = reports.report()
    names = [event["uid"] for event in events(told)]
    moved = replace(told.actions[0], due_on=date(2028, 2, 29), what="Something else")
    again = events(replace(told, actions=(moved, *told.actions[1:])))
    assert [event["uid"] for event in again] == names
    assert len(set(names)) == len(names)
    assert again[0].decoded("dtstart") == date(2028, 2, 29)


def test_nothing_but_the_action_and_its_day_leaves_the_plan() -> None:
    told = reports.report(actions=1)
    owned = replace(told.actions[0], owner="A. Person", why="A private reason")
    content = calendar_file(replace(told, actions=(owned,))).decode()
    assert "Person" not in content
    assert "private reason" not in content
    names = {line.split(":")[0].split(";")[0] for line in content.splitlines()}
    assert names.isdisjoint({"ORGANIZER", "ATTENDEE", "DESCRIPTION", "URL"})


def test_an_action_that_was_stopped_is_cancelled() -> None:
    stopped = reports.action(1, progress=Progress.STOPPED.value, progress_in_words="Given up")
    told = replace(reports.report(), actions=(stopped, reports.action(2)))
    assert [event["status"] for event in events(told)] == ["CANCELLED", "CONFIRMED"]


@pytest.mark.parametrize("day", [date.min, date.max])
def test_the_first_and_the_last_day_that_there_are_break_nothing(day: date) -> None:
    told = replace(reports.report(), actions=(reports.action(1, due_on=day),))
    assert events(told)[0].decoded("dtstart") == day


@settings(max_examples=50, deadline=None)
@given(st.text(max_size=300))
def test_no_text_starts_a_line_of_its_own(text: str) -> None:
    told = replace(reports.report(), title=text, actions=(reports.action(1, what=text),))
    found = events(told)
    assert len(found) == 1
    assert set(found[0]) == set(events(reports.report(actions=1))[0])
