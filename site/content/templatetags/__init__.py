"""Template tags of what every page is made of."""
