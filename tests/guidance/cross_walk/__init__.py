"""Tests of the cross-walk."""
