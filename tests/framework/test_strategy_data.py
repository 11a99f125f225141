"""The strategies that are loaded: every statement reaches one, and gaps stay gaps."""

import pytest

from framework.loading import load_records
from framework.models import Statement, Strategy, StrategyElement, StrategyLink, SubPhase

LONGEST_SENTENCE = 20


@pytest.fixture
def framework(db: None) -> None:
    assert all(load_records(update=False))


pytestmark = pytest.mark.usefixtures("framework")


def test_every_statement_of_a_known_part_reaches_an_element() -> None:
    parts = set(StrategyLink.objects.filter(statement=None).values_list("sub_phase_id", flat=True))
    single = set(StrategyLink.objects.values_list("statement_id", flat=True))
    statements = Statement.objects.in_use().filter(sub_phase__known=True)
    assert statements.count() > 70
    assert not [each for each in statements if each.sub_phase_id not in parts | single]


def test_every_known_part_has_statements_that_serve_by_themselves() -> None:
    with_one = set(
        StrategyLink.objects.exclude(statement=None).values_list("sub_phase_id", flat=True)
    )
    assert with_one == set(SubPhase.objects.known().values_list("pk", flat=True))


def test_a_link_of_a_statement_is_of_its_part() -> None:
    for link in StrategyLink.objects.exclude(statement=None).select_related("statement"):
        link.clean()
    weak = StrategyLink.objects.filter(statement__advice="move-beyond")
    assert not weak.exists()


def test_the_ten_principles_are_all_served_and_clinical_areas_are_not() -> None:
    """What nothing serves is a finding: no link is forced to fill a gap."""
    principles = StrategyElement.objects.filter(strategy__identifier="working-in-partnership")
    assert principles.filter(sub_phase_links__isnull=False).distinct().count() == 10
    unserved = StrategyElement.objects.filter(sub_phase_links=None)
    assert unserved.filter(identifier="core20plus5-adults-maternity").exists()
    assert unserved.filter(identifier="ten-year-health-plan-analogue-to-digital").exists()


def test_what_we_have_not_read_has_no_account_of_ours_in_its_place() -> None:
    principles = StrategyElement.objects.filter(strategy__identifier="working-in-partnership")
    assert set(principles.values_list("account", "checked")) == {("", False)}


def test_accounts_are_short_sentences() -> None:
    texts = list(StrategyElement.objects.values_list("account", flat=True))
    texts += Strategy.objects.values_list("account", flat=True)
    for text in texts:
        for sentence in text.rstrip(".").split(". "):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_a_day_is_given_only_where_it_is_known() -> None:
    dated = Strategy.objects.exclude(status_since=None)
    assert [(each.identifier, str(each.status_since)) for each in dated] == [
        ("ten-year-health-plan", "2025-07-03")
    ]
