"""A case study as a Word file: the template that people fill in, and how it becomes a draft."""
