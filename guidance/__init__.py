"""Framework pages, guidance pages, strategies and the glossary."""
