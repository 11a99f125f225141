"""Word files: read into plain blocks, shown with what could not be kept, made into a draft."""
