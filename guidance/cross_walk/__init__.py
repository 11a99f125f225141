"""The cross-walk: which parts of the framework serve which strategies, both ways, and as files."""
