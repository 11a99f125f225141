"""Moving content between installations: pages with their records and files, as one zip file."""
