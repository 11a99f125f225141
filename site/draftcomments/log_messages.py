"""How the history of a page tells of answers."""

from typing import Any

from wagtail.log_actions import LogFormatter


class AnswerShown(LogFormatter):
    """Names the comments by their numbers."""

    label = "Answer comments"

    def format_message(self, log_entry: Any) -> str:
        return f"Answered comments on the draft: {log_entry.data.get('feedback', '')}"
