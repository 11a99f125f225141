"""The pages of a self-check, by what people do on them."""
