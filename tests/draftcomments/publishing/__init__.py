"""Publishing before comments are answered."""
