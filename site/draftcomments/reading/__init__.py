"""What pages, files and panels show of rounds and comments: reads only."""
