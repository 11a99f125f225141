"""“Tell us about your work”: the public form, and what editors make of what comes in by it."""
