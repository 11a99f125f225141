"""What `make start` does to a site that is there already."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.test import override_settings
from wagtail.models import Page

from pages.models import HomePage


def test_a_site_that_is_there_is_left_alone(home_page: HomePage) -> None:
    """Whatever editors have deleted or renamed since: nothing comes back."""
    before = set(Page.objects.values_list("pk", flat=True))
    said = StringIO()
    with override_settings(DEBUG=True):
        call_command("prepare_site", no_login=True, no_progress=True, stdout=said)
    assert "nothing was changed" in said.getvalue()
    assert set(Page.objects.values_list("pk", flat=True)) == before


def test_no_log_in_is_made_outside_development(home_page: HomePage) -> None:
    with override_settings(DEBUG=True), pytest.raises(CommandError, match="development only"):
        call_command("prepare_site", no_progress=True, stdout=StringIO())
