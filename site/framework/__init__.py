"""The shared subject matter: phases, sub-phases, levels, statements, principles and strategies."""
