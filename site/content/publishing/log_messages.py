"""How the history of a page tells of publishing in spite of something, and of plans that were stopped."""

from typing import Any

from wagtail.log_actions import LogFormatter


def listed(log_entry: Any) -> str:
    return " ".join(log_entry.data.get("words", []))


class PublishedWithReason(LogFormatter):
    """Says what was found, and the reason that was given, if one was."""

    label = "Publish with a reason"

    def format_message(self, log_entry: Any) -> str:
        return f"Published, or planned, although this was found: {listed(log_entry)}"

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", "")) or "Nobody was asked for a reason."


class PlanStopped(LogFormatter):
    """Says what kept the page from going out on its day."""

    label = "Stop a planned publication"

    def format_message(self, log_entry: Any) -> str:
        return f"Not published on its planned day, and kept as a draft: {listed(log_entry)}"
