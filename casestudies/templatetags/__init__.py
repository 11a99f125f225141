"""Template tags of case studies."""
