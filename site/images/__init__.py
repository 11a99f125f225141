"""Images whose alternative text is never forgotten."""
