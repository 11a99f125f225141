"""Why content is not moved: said in a sentence that the person at the keyboard can act on."""


class NotMoved(Exception):  # noqa: N818 - it names what happened to the content, not an error of ours
    """What was asked for cannot be done, and nothing was changed. The message says why."""
