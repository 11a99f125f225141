"""What every page is made of: abstract pages, blocks, the listing protocol and how pages are served."""
