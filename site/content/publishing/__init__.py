"""What has to be right before a page goes out: findings, the gate, and how editors see both."""
