"""The forms of people who comment and of staff, one module for each subject."""
