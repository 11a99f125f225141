"""Commands of the search app, by name."""
