"""Tests: guidance."""
