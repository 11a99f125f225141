"""The framework, its phases, guidance and the cross-walk as files that readers keep."""
