"""Commands of the moving app, by name."""
