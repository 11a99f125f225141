"""Tests: framework."""
