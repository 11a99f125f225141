"""Commands of the self-check, one module each."""
