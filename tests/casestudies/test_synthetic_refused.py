"""Made-up studies where something that they need is not there yet."""

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from wagtail.models import Page

from casestudies.models import CaseStudyIndexPage, CaseStudyPage


def make(number: int) -> None:
    call_command("make_synthetic_studies", number, no_progress=True)


@pytest.mark.django_db
def test_says_what_to_load_first(home_page: Page, settings) -> None:
    settings.LOCAL_LOGIN = True
    with pytest.raises(CommandError, match="load_case_studies"):
        make(1)


@pytest.mark.django_db
def test_a_missing_record_is_named_and_nothing_is_left(index: CaseStudyIndexPage, settings) -> None:
    settings.LOCAL_LOGIN = True
    call_command("load_framework", no_progress=True)
    with pytest.raises(CommandError, match=r"No \w+ .*called"):
        make(1)
    assert not CaseStudyPage.objects.exists()
