"""Case studies that are loaded before what they need."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError

from pages.models import HomePage

pytestmark = pytest.mark.django_db


def test_says_what_to_load_first(home_page: HomePage) -> None:
    with pytest.raises(CommandError, match="load_framework"):
        call_command("load_case_studies", no_progress=True)


def test_says_when_the_vocabularies_are_missing(home_page: HomePage) -> None:
    call_command("load_framework", no_progress=True)
    with pytest.raises(CommandError, match="load_taxonomy"):
        call_command("load_case_studies", no_progress=True)
