"""Commands of accounts, one module each."""
