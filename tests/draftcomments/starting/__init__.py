"""What people read first, what they agree to, and when."""
