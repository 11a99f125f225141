"""Somebody who may answer in a round."""

import pytest
from django.test import Client

from accounts.models import User
from draftcomments.models import Round
from tests.draftcomments.moderators import an_editor_of, in_the_admin


@pytest.fixture
def editor(round: Round) -> User:
    return an_editor_of(round.page)


@pytest.fixture
def client(editor: User) -> Client:
    return in_the_admin(editor)
