"""Checking comments: the queue, and the page of one comment."""
