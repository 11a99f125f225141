"""The engines: how each database is asked for the rows that match a query, and how well they do."""
