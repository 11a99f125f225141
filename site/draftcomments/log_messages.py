"""How the history of a page tells of answers, and of publishing before they are given."""

from typing import Any

from wagtail.log_actions import LogFormatter


class AnswerShown(LogFormatter):
    """Names the comments by their numbers."""

    label = "Answer comments"

    def format_message(self, log_entry: Any) -> str:
        return f"Answered comments on the draft: {log_entry.data.get('feedback', '')}"


class PublishedUnanswered(LogFormatter):
    """Names the comments by their numbers, and the reason that was given, if one was."""

    label = "Publish before comments are answered"

    def format_message(self, log_entry: Any) -> str:
        return f"Published, or planned, before these had an answer: {log_entry.data.get('feedback', '')}"

    def format_comment(self, log_entry: Any) -> str:
        return str(log_entry.data.get("reason", "")) or "Nobody was asked for a reason."
