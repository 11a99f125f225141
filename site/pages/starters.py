"""What a new standard page begins with."""

from typing import Any

from content.starters import heading, paragraph

STANDARD_STARTER: dict[str, Any] = {
    "body": [
        paragraph("what a reader can do or learn here, in one or two sentences"),
        heading("What you need to know"),
        paragraph("the most important thing, first"),
        heading("What you can do"),
        paragraph("what to do next, and whom to ask"),
    ]
}
