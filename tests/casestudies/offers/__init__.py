"""Tests: offers of case studies."""
