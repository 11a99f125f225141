"""The draft that people comment on: its sections, frozen, drawn, and found again later."""
