"""Getting in by a link or a code, being kept out, and going away."""
