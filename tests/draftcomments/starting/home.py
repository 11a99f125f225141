"""The start page of a round, and the form on it."""

from draftcomments.models import Contributor

SECRET = "s" * 43
YES = {"store_and_use": "on", "language": "en", "background": ""}


def home_of(person: Contributor, rest: str = "") -> str:
    return f"/have-your-say/{person.round.public_id}/{rest}"
