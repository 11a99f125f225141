"""The self-check: answers without an account, and a profile instead of a score."""
