"""Links between the framework and what goes with it, as editors make and look for them."""
