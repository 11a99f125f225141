"""From what is stored of a check to its result, which pages and files show."""

from selfcheck.results.reports import report_of

__all__ = ["report_of"]
