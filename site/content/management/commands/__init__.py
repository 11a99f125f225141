"""Commands of the content app, by name."""
