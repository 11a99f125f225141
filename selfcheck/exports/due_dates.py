"""The due dates of an action plan for a calendar: days and actions, and nothing about people."""

from datetime import UTC, date, datetime

from icalendar import Calendar, Event

from selfcheck.enums import Progress
from selfcheck.report import PlannedAction, Report

MAKER = "-//Engagement framework site//Self-check//EN"
PLACE = "self-check.invalid"
"""Makes the name of an event unlike those of other programs. It leads nowhere."""


def calendar_file(report: Report) -> bytes:
    """A day in the calendar for each action that has a due date."""
    calendar = Calendar()
    calendar.add("prodid", MAKER)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", one_line(report.title))
    saved_at = report.saved_at.astimezone(UTC)
    for action in report.actions:
        if action.due_on:
            calendar.add_component(whole_day(action, action.due_on, saved_at))
    return calendar.to_ical()


def whole_day(action: PlannedAction, due_on: date, saved_at: datetime) -> Event:
    """A whole day that blocks nobody's time. Adding the file again changes the day already there.

    Who leads, and why, stay out: calendars are shared and synchronised far and wide.
    """
    event = Event()
    event.add("uid", f"{action.uid}@{PLACE}")
    event.add("dtstamp", saved_at)
    event.add("last-modified", saved_at)
    event.add("dtstart", due_on)
    event.add("summary", one_line(action.what))
    event.add("status", "CANCELLED" if action.progress == Progress.STOPPED else "CONFIRMED")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PRIVATE")
    return event


def one_line(text: str) -> str:
    """Text without the line breaks that would start another line of the file."""
    return " ".join(text.split())
