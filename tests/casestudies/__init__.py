"""Tests: casestudies."""
