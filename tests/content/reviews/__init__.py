"""Tests of the reviews of pages, the digest and the dashboard."""
