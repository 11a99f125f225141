"""Answers to comments: what may be said, who may say it, and what people then read."""
