"""Tests: the glossary on other pages."""
