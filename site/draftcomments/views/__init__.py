"""The pages of people who comment, by what they do on them."""
