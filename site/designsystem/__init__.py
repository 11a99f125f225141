"""The NHS.UK kit in Django, with our own brand."""
