"""Links that lead nowhere: where they are found, how they are checked, and who is told."""
