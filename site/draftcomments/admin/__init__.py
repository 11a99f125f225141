"""The pages of editors, moderators and participation leads, inside the admin."""
