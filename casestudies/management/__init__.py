"""Commands of the casestudies app."""
