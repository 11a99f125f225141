"""What is left when a check's thirteen months are over: nothing of it, and all of the others."""

from datetime import date, timedelta
from io import StringIO

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from content.keys import hash_of, new_token
from framework.models import Statement, SubPhase
from selfcheck.actions.teams import join_team, open_team
from selfcheck.models import Action, Answer, MonthlyCount, SelfCheck, StatementAnswer, Team
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory, StatementAnswerFactory

pytestmark = pytest.mark.django_db
OLD, YOUNG = "of-the-expired-check", "of-the-other-check"
Framework = dict[str, SubPhase]


def everything_stored() -> str:
    """Every record of every table."""
    return "".join(
        serializers.serialize("json", model._base_manager.all())
        for model in apps.get_models(include_auto_created=True)
        if model._meta.managed and not model._meta.proxy
    )


def fill(self_check: SelfCheck, framework: Framework, words: str) -> None:
    """Say something in every way that a check can hold."""
    AnswerFactory(self_check=self_check, sub_phase=framework["1a"], note=words, reason=words)
    for statement in Statement.objects.all():
        StatementAnswerFactory(self_check=self_check, statement=statement)
    Action.objects.create(
        self_check=self_check, key=new_token(), position=1, what=words, owner=words
    )
    self_check.before = {"saved_on": "2026-01-01", "parts": {"1a": words}}
    self_check.display_name = words
    self_check.save()


def check_of(framework: Framework, words: str, expires_on: date) -> SelfCheck:
    self_check = SelfCheckFactory(address=words, expires_on=expires_on)
    fill(self_check, framework, words)
    return SelfCheck.objects.get(pk=self_check.pk)


@pytest.fixture
def yesterday() -> date:
    return timezone.localdate() - timedelta(days=1)


@pytest.fixture
def two_checks(framework: Framework, yesterday: date) -> None:
    check_of(framework, OLD, yesterday)
    check_of(framework, YOUNG, timezone.localdate())


def run(**options: bool) -> str:
    out = StringIO()
    call_command("delete_expired_self_checks", stdout=out, **options)
    return out.getvalue().strip()


@pytest.mark.usefixtures("two_checks")
def test_nothing_of_an_expired_check_is_left_in_any_table() -> None:
    assert OLD in everything_stored()
    assert hash_of(OLD) in everything_stored()
    run()
    left = everything_stored()
    assert OLD not in left
    assert hash_of(OLD) not in left


@pytest.mark.usefixtures("two_checks")
def test_everything_of_another_check_is_left() -> None:
    of_each = (Answer, StatementAnswer, Action)
    before = [model.objects.count() for model in of_each]
    run()
    assert [model.objects.count() * 2 for model in of_each] == before
    check = SelfCheck.objects.get()
    assert (check.display_name, check.before["parts"]) == (YOUNG, {"1a": YOUNG})


@pytest.mark.usefixtures("two_checks")
def test_a_dry_run_touches_no_table() -> None:
    before = everything_stored()
    assert run(dry_run=True) == "Expired self-checks: 1. Nothing was deleted."
    assert everything_stored() == before


@pytest.mark.usefixtures("two_checks")
def test_the_counts_outlive_the_checks() -> None:
    MonthlyCount.objects.create(month=date(2026, 1, 1), route="quick", started=9)
    run()
    assert MonthlyCount.objects.get().started == 9


@pytest.fixture
def team(framework: Framework) -> Team:
    SelfCheckFactory(address=OLD)
    made = open_team(token=OLD, label=f"Team {OLD}")
    fill(SelfCheck.objects.get(pk=made.pk), framework, OLD)
    return made


def member_of(team: Team, name: str, framework: Framework) -> SelfCheck:
    token = join_team(team=team, key=new_token(), display_name=name, shows_name=True)
    member = SelfCheck.objects.behind(token).get()
    AnswerFactory(self_check=member, sub_phase=framework["1a"], note=YOUNG)
    return member


def test_a_member_s_sheet_outlives_the_team(
    team: Team, framework: Framework, yesterday: date
) -> None:
    member = member_of(team, "Engagement lead", framework)
    SelfCheck.objects.filter(pk=team.pk).update(expires_on=yesterday)
    assert run() == "Expired self-checks deleted: 1. Kept: 1."
    member.refresh_from_db()
    assert (member.team, member.display_name, member.shows_name) == (None, "", False)
    assert member.answers.get().note == YOUNG
    assert not Team.objects.exists()
    assert OLD not in everything_stored()


def test_a_team_outlives_a_member_s_sheet(
    team: Team, framework: Framework, yesterday: date
) -> None:
    leaver = member_of(team, "Leaver", framework)
    stayer = member_of(team, "Stayer", framework)
    SelfCheck.objects.filter(pk=leaver.pk).update(expires_on=yesterday)
    run()
    team.refresh_from_db()
    assert [sheet.display_name for sheet in team.sheets.all()] == ["Stayer"]
    assert stayer.answers.exists()
    assert "Leaver" not in everything_stored()


def test_to_delete_many_takes_no_more_queries(framework: Framework, yesterday: date) -> None:
    used = []
    for number in (1, 12):
        for each in range(number):
            check_of(framework, f"{OLD}-{number}-{each}", yesterday)
        with CaptureQueriesContext(connection) as queries:
            run()
        used.append(len(queries))
    assert used[0] == used[1]
