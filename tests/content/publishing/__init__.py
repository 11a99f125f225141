"""What has to be right before a page goes out."""
