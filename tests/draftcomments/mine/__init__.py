"""A person's own comments: to see, change and delete."""
