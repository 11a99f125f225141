"""Tests: moving."""
