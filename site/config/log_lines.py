"""How a line of the log is written: as JSON for machines, or for people to read."""

import json
import logging
from datetime import UTC, datetime
from typing import Any

from operations.requests import request_id


class JsonLines(logging.Formatter):
    """One JSON object a line. Only the fields that a logger of ours named are added."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": getattr(record, "short", None) or record.getMessage(),
        }
        if number := request_id():
            line["request"] = number
        line |= getattr(record, "fields", {})
        if record.exc_info and not record.exc_text:
            record.exc_text = self.formatException(record.exc_info)
        if record.exc_text:
            line["error"] = record.exc_text
        if record.stack_info:
            line["stack"] = record.stack_info
        return json.dumps(line, ensure_ascii=False, default=str)


class PlainLines(logging.Formatter):
    """The time, the level, who says it, the number of the request, and what is said."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {request_number}{message}", style="{")

    def formatMessage(self, record: logging.LogRecord) -> str:  # noqa: N802 - its name is Python's
        number = request_id()
        record.request_number = f"[{number}] " if number else ""
        return super().formatMessage(record)
