"""The composition root: settings, addresses and what wires the packages together."""
