"""What is written about self-checks, one module for each subject. Done twice, it gives the same state."""
