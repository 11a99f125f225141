"""A statement that is retired: not asked any more, and still read where it was answered."""

import pytest
from django.test import Client
from django.utils import timezone

from framework.models import Statement
from framework.outline import framework_outline
from selfcheck.enums import Practice
from selfcheck.models import SelfCheck
from selfcheck.results import report_of
from tests.factories.selfcheck import StatementAnswerFactory

pytestmark = pytest.mark.django_db
OLD_WORDS = "Thriving looks so."


@pytest.fixture
def statement(self_check: SelfCheck) -> Statement:
    """Answered in its first version, then reworded, then retired."""
    answered = Statement.objects.get(sub_phase__identifier="1a", level__number=4)
    StatementAnswerFactory(self_check=self_check, statement=answered, practice=Practice.IN_PART)
    answered.text = "Thriving looks otherwise."
    answered.save()
    answered.retired_on = timezone.localdate()
    answered.save()
    return answered


def test_it_is_not_asked_any_more(client: Client, home: str, statement: Statement) -> None:
    html = client.get(f"{home}check/statements/").content.decode()
    assert "Maturing looks so." in html
    assert f'name="practice-{statement.pk}"' not in html
    assert statement.text not in html


def test_an_old_answer_to_it_reads_in_the_words_of_then(
    self_check: SelfCheck, statement: Statement
) -> None:
    report = report_of(self_check, framework_outline())
    (earlier,) = report.earlier
    assert (earlier.asked, earlier.level) == (OLD_WORDS, "In part")
    assert earlier.label == "1a Evidence"


def test_an_old_answer_to_it_is_on_the_page_of_results(
    client: Client, home: str, statement: Statement
) -> None:
    assert OLD_WORDS in client.get(f"{home}results/").content.decode()


def test_an_old_answer_to_it_counts_for_no_level(
    self_check: SelfCheck, statement: Statement
) -> None:
    assert report_of(self_check, framework_outline()).part("1a").read_as is None
