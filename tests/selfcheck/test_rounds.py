"""Starting again from last time: what is copied, what is remembered of it, and what stays."""

from datetime import UTC, date, datetime

import pytest
from django.test import Client

from framework.models import Level, Statement, SubPhase
from framework.outline import forget_outline
from selfcheck import scoring
from selfcheck.actions.rounds import start_next_round
from selfcheck.enums import AnswerKind, Practice, Progress
from selfcheck.models import Action, SelfCheck, StatementAnswer, Team
from selfcheck.rounds import read_before
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import text_of, title_of

pytestmark = pytest.mark.django_db

NEW = "the-next-round"


@pytest.fixture
def answered(self_check: SelfCheck, framework: dict[str, SubPhase]) -> SelfCheck:
    """A check with a level, a note without an answer, a statement and two actions."""
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["5a"],
        sub_phase_version=1,
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=3),
        note="A report",
        reason="We agreed",
    )
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1b"],
        kind=AnswerKind.NOT_ANSWERED,
        note="Ask",
    )
    for statement in Statement.objects.filter(level__number=2):
        StatementAnswer.objects.create(
            self_check=self_check, statement=statement, statement_version=1, practice=Practice.DOING
        )
    for position, progress in enumerate((Progress.DONE, Progress.UNDER_WAY)):
        Action.objects.create(
            self_check=self_check,
            key=f"key-{position}",
            position=position,
            what=progress.label,
            progress=progress,
        )
    SelfCheck.objects.filter(pk=self_check.pk).update(
        saved_at=datetime(2026, 6, 30, 23, 30, tzinfo=UTC), lens="strategic", route="detailed"
    )
    return SelfCheck.objects.get(pk=self_check.pk)


def next_of(self_check: SelfCheck) -> SelfCheck:
    start_next_round(self_check=self_check, token=NEW)
    return SelfCheck.objects.behind(NEW).get()


def rows_of(self_check: SelfCheck) -> list[list[tuple[object, ...]]]:
    answers = self_check.answers.order_by("sub_phase").values_list(
        "sub_phase", "sub_phase_version", "kind", "level", "note", "reason"
    )
    statements = self_check.statement_answers.values_list("statement", "practice")
    actions = self_check.actions.values_list("what", "progress")
    return [list(answers), list(statements), list(actions)]


def test_a_round_begins_with_all_answers_and_the_open_actions(answered: SelfCheck) -> None:
    before = rows_of(answered)
    new = next_of(answered)
    answers, statements, actions = rows_of(new)
    assert [answers, statements] == before[:2]
    assert actions == [("Under way", "under-way")]
    assert (new.lens, new.route, new.version) == ("strategic", "detailed", 1)
    assert new.expires_on >= answered.expires_on


def test_the_old_check_stays_as_it_is(answered: SelfCheck) -> None:
    before = rows_of(answered)
    next_of(answered)
    kept = SelfCheck.objects.behind(TOKEN).get()
    assert rows_of(kept) == before
    assert (kept.saved_at, kept.version, kept.before) == (answered.saved_at, 1, None)


def test_what_counted_is_remembered_statements_included(answered: SelfCheck) -> None:
    before = read_before(next_of(answered))
    assert before is not None
    assert before.saved_on == date(2026, 7, 1)
    assert before.readings["5a"] == scoring.at(3)
    assert before.readings["1a"].level is not None
    assert set(before.readings) == set(before.versions) == {"1a", "5a"}


def test_a_round_outlives_the_one_before(answered: SelfCheck) -> None:
    new = next_of(answered)
    answered.delete()
    kept = SelfCheck.objects.get(pk=new.pk)
    before = read_before(kept)
    assert before is not None
    assert before.readings["5a"] == scoring.at(3)
    assert kept.answers.count() == 2


def test_the_version_that_was_read_is_remembered(
    answered: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    SubPhase.objects.update(version=4)
    forget_outline()
    before = read_before(next_of(answered))
    assert before is not None
    assert before.versions == {"1a": 4, "5a": 1}


def test_a_first_round_has_nothing_before(self_check: SelfCheck) -> None:
    assert read_before(self_check) is None


def test_a_team_does_not_come_along(answered: SelfCheck) -> None:
    agreed = SelfCheckFactory()
    team = Team.objects.create(agreed=agreed, join_hash="x")
    SelfCheck.objects.filter(pk=answered.pk).update(team=team, display_name="Engagement lead")
    new = next_of(SelfCheck.objects.get(pk=answered.pk))
    assert (new.team, new.display_name) == (None, "")


def test_the_same_answers_lead_to_the_same_round(client: Client, home: str) -> None:
    offer = "Start again from last time"
    assert text_of(client.get(f"{home}next-round/").content).count(offer) == 3
    places = {client.post(f"{home}next-round/")["Location"] for _ in range(3)}
    words = text_of(client.get(f"{home}next-round/").content)
    assert "You have started a new round from these answers already." in words
    assert "Open the new round" in words
    assert len(places) == 1
    assert SelfCheck.objects.count() == 2
    assert home not in places
    assert client.get(places.pop()).status_code == 200


def test_other_answers_lead_to_another_round(client: Client, home: str) -> None:
    first = client.post(f"{home}next-round/")["Location"]
    client.post(f"{home}check/", {"answer-1a": "maturing"})
    assert client.post(f"{home}next-round/")["Location"] != first
    assert SelfCheck.objects.count() == 3


def test_two_checks_lead_to_two_rounds(client: Client, home: str) -> None:
    SelfCheckFactory(address="another")
    places = {client.post(f"{at}next-round/")["Location"] for at in (home, "/self-check/another/")}
    assert len(places) == 2


def test_a_round_of_a_check_that_was_deleted_meanwhile_is_kindly_refused(
    client: Client, home: str
) -> None:
    SelfCheck.objects.all().delete()
    assert client.post(f"{home}next-round/").status_code == 404
    assert not SelfCheck.objects.exists()


def test_a_round_that_nobody_has_changed_says_where_it_comes_from(
    client: Client, answered: SelfCheck
) -> None:
    next_of(answered)
    words = text_of(client.get(f"/self-check/{NEW}/links/").content)
    assert "Copied from last time. Nothing has been changed yet." in words


def test_the_page_says_that_a_team_stays(client: Client, home: str, self_check: SelfCheck) -> None:
    assert "Your team" not in text_of(client.get(f"{home}next-round/").content)
    Team.objects.create(agreed=self_check, join_hash="x")
    assert "Your team stays with it." in text_of(client.get(f"{home}next-round/").content)


def test_a_team_is_told_how_to_do_the_next_round_together(
    client: Client, home: str, self_check: SelfCheck
) -> None:
    said = "To do the next round together, open a team from the new check, and send its new link."
    assert said not in text_of(client.get(f"{home}next-round/").content)
    Team.objects.create(agreed=self_check, join_hash="x")
    assert said in text_of(client.get(f"{home}next-round/").content)


def test_a_new_round_says_that_its_link_is_new_until_something_is_saved(
    client: Client, home: str
) -> None:
    said = "This is your new round. It has a new secret link. Copy it now: your old link opens"
    assert said not in text_of(client.get(home).content)
    new = client.post(f"{home}next-round/")["Location"]
    content = client.get(new).content
    assert said in text_of(content)
    assert title_of(content).startswith("Your self-check: new round")
    client.post(f"{new}check/", {"answer-1a": "maturing"})
    words = text_of(client.get(new).content)
    assert said not in words
    assert "Your self-check: new round" in words
