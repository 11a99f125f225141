"""Case studies: what an integrated care system did, and what came of it."""
