"""The one site search: words, documents, query and results."""
