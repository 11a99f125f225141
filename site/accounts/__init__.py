"""Editors: the custom user."""
