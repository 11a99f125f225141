"""Somebody who checks comments."""

import pytest
from django.test import Client

from tests.draftcomments.moderators import a_moderator, in_the_admin


@pytest.fixture
def moderator() -> Client:
    return in_the_admin(a_moderator())
