"""Commands of the content app."""
