"""Tests: official text."""
