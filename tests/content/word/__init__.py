"""Word import: what is read, what is refused, and what is made."""
