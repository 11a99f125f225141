"""Writing and sending comments."""
