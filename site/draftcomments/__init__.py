"""Comments on drafts: rounds, links, contributors, items and outcomes."""
