"""Tests: selfcheck."""
