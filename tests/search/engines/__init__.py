"""The search engines beside the site: what they are asked, and what happens when they fail."""
