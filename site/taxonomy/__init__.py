"""Shared vocabularies: organisations, regions, groups, approaches, methods and partners."""
