"""Commands of the operations app, by name."""
