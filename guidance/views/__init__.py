"""Pages about one record: a statement, a measure, a strategy, a download."""
