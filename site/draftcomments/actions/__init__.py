"""What is written about comments on drafts, one module for each subject."""
