"""The pages of those who run rounds: who may see them, and what they do."""
