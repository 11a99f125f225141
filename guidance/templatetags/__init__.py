"""Template tags of guidance, by name."""
