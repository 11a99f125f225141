"""Tests: designsystem."""
