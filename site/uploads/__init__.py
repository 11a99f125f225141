"""Pictures and documents: who may have which, how they are stored and served."""
