"""Tests: taxonomy."""
