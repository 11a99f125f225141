"""What keeps the site running: jobs, mail that waits, health, logs and figures for operators."""
