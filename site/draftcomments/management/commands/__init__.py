"""Commands of the comments on drafts, one module each."""
