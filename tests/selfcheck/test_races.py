"""A check and its team, when two people act on them at the same moment. Needs PostgreSQL."""

from collections.abc import Iterator

import pytest
from django.test import Client

from framework.models import Phase, SubPhase
from selfcheck.links import Purpose, link_of
from selfcheck.models import Answer, MonthlyCount, SelfCheck, Team
from tests.factories.framework import PhaseFactory, SubPhaseFactory
from tests.factories.selfcheck import SelfCheckFactory
from tests.racing import Act, alone, one_then_other, seen_by_all
from tests.selfcheck.conftest import TOKEN

HOME = f"/self-check/{TOKEN}/"
JOIN = f"/self-check/{link_of(TOKEN, Purpose.JOIN, 1)}/join/"


@pytest.fixture(autouse=True)
def check(db: None) -> Iterator[None]:
    """A check of one part that everybody sees; afterwards nobody sees anything of it."""
    with seen_by_all(begin, SelfCheck, MonthlyCount, SubPhase, Phase):
        yield


def begin() -> None:
    """Made in bulk, without the signals of a single record: these would write to other tables."""
    phase = PhaseFactory.build(number=1, identifier="check", name="Check")
    Phase.objects.bulk_create([phase])
    part = SubPhaseFactory.build(phase=phase, letter="a", identifier="1a", title="Evidence")
    SubPhase.objects.bulk_create([part])
    SelfCheckFactory(address=TOKEN)


def sends(address: str, **fields: str) -> Act:
    """Somebody who sends a form, and is given a status."""
    return lambda: Client(raise_request_exception=False).post(address, fields).status_code


SAVE = sends(f"{HOME}check/", **{"note-1a": "What people told us", "seen": "{}"})
OPEN = sends(f"{HOME}team/", label="North")
DELETE = sends(f"{HOME}delete/")
JOINS = sends(JOIN, display_name="Nurse")
RENEW = sends(f"{HOME}team-joining/", joining="renew", turn="1")
END = sends(f"{HOME}team-end/")


def test_what_is_saved_while_a_check_is_deleted_goes_with_it() -> None:
    assert one_then_other(SAVE, DELETE) == (303, 303)
    assert not SelfCheck.objects.exists()
    assert not Answer.objects.exists()


def test_nothing_is_saved_in_a_check_that_was_just_deleted() -> None:
    assert one_then_other(DELETE, SAVE) == (303, 404)
    assert not Answer.objects.exists()


def test_a_team_that_is_opened_while_its_sheet_is_deleted_goes_with_it() -> None:
    assert one_then_other(OPEN, DELETE) == (303, 303)
    assert (SelfCheck.objects.count(), Team.objects.count()) == (0, 0)


def test_no_team_is_opened_on_a_sheet_that_was_just_deleted() -> None:
    assert one_then_other(DELETE, OPEN) == (303, 404)
    assert not Team.objects.exists()


@pytest.mark.parametrize("over", [DELETE, END], ids=["delete", "end"])
def test_who_joins_while_the_team_ends_keeps_a_sheet_without_a_name(over: Act) -> None:
    alone(OPEN)
    assert one_then_other(JOINS, over) == (303, 303)
    sheet = SelfCheck.objects.latest("pk")
    assert (sheet.team, sheet.display_name) == (None, "")
    assert not Team.objects.exists()


@pytest.mark.parametrize("over", [DELETE, END], ids=["delete", "end"])
def test_nobody_joins_a_team_that_has_just_ended(over: Act) -> None:
    alone(OPEN)
    sheets = SelfCheck.objects.count()
    assert one_then_other(over, JOINS) == (303, 404)
    assert SelfCheck.objects.count() == sheets - (over is DELETE)


def test_a_link_that_is_renewed_while_the_team_ends_goes_with_it() -> None:
    alone(OPEN)
    assert one_then_other(RENEW, END) == (303, 303)
    assert not Team.objects.exists()


def test_no_link_is_renewed_of_a_team_that_has_just_ended() -> None:
    alone(OPEN)
    assert one_then_other(END, RENEW) == (303, 303)
    assert not Team.objects.exists()
