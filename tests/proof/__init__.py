"""Commands of proof: each prints a table, and ends with 1 when something is missed."""
