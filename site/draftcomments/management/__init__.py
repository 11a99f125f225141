"""Commands of the comments on drafts."""
