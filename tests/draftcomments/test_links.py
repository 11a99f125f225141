"""Giving out links and codes: once for each form, and with no secret in the database."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import User
from content.keys import hash_of, new_token
from draftcomments.actions.erasing import withdraw_everything
from draftcomments.actions.links import (
    Issued,
    RoundNotOpenError,
    add_link,
    issue_links,
    revoke_link,
)
from draftcomments.codes import is_code, normalised, on_paper
from draftcomments.enums import LinkKind, RoundStatus
from draftcomments.models import AccessLink, Contributor, Round
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, RoundFactory

pytestmark = pytest.mark.django_db
KEY = new_token()


@pytest.fixture
def user() -> User:
    return UserFactory()


@pytest.fixture
def round() -> Round:
    return RoundFactory()


def issued(round: Round, user: User, kind: str = LinkKind.LINK, count: int = 3) -> list[Issued]:
    return issue_links(round=round, kind=kind, count=count, key=KEY, user=user)


def everything_stored() -> str:
    """Every row of every table, as text."""
    rows = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")  # noqa: S608
            rows += [str(row) for row in cursor.fetchall()]
    return "\n".join(rows)


def test_each_person_gets_a_name_and_a_link_of_their_own(round: Round, user: User) -> None:
    made = issued(round, user)
    assert len({each.secret for each in made}) == 3
    assert len({each.contributor.pseudonym for each in made}) == 3
    assert Contributor.objects.filter(round=round, started_at=None).count() == 3
    assert all(each.is_new and len(each.secret) == 43 for each in made)
    assert {link.created_by for link in AccessLink.objects.all()} == {user}


def test_the_same_form_twice_makes_one_set_and_shows_the_same(round: Round, user: User) -> None:
    first, second = issued(round, user), issued(round, user)
    assert [each.secret for each in first] == [each.secret for each in second]
    assert [each.contributor for each in first] == [each.contributor for each in second]
    assert not any(each.is_new for each in second)
    assert Contributor.objects.count() == AccessLink.objects.count() == 3


def test_the_same_key_in_another_round_makes_other_secrets(round: Round, user: User) -> None:
    here = {each.secret for each in issued(round, user)}
    assert here.isdisjoint(each.secret for each in issued(RoundFactory(), user))


def test_a_key_alone_does_not_tell_the_secret(round: Round, user: User, settings: object) -> None:
    before = issued(round, user)[0].secret
    settings.SECRET_KEY = new_token()
    assert issued(round, user)[0].secret != before


@pytest.mark.parametrize("kind", LinkKind)
def test_no_secret_and_no_key_is_in_the_database(round: Round, user: User, kind: LinkKind) -> None:
    secrets = [each.secret for each in issued(round, user, kind)]
    person = Contributor.objects.first()
    secrets += [each.secret for each in add_link(contributor=person, kind=kind, key=KEY, user=user)]
    stored = everything_stored()
    assert hash_of(secrets[0]) in stored
    assert not [secret for secret in (*secrets, KEY) if secret in stored]
    assert not [secret for secret in secrets if kind == "code" and on_paper(secret) in stored]


def test_a_link_lets_its_person_in(round: Round, user: User, client: Client) -> None:
    link = issued(round, user, count=1)[0]
    response = client.get(f"/have-your-say/l/{link.secret}/")
    assert response.status_code == 303
    assert str(round.public_id) in response["Location"]


def test_a_code_is_found_however_it_is_typed(round: Round, user: User) -> None:
    code = issued(round, user, LinkKind.CODE, count=1)[0].secret
    assert is_code(code)
    typed = on_paper(code).lower().replace("0", "o")
    assert AccessLink.objects.behind(normalised(typed)).get().kind == LinkKind.CODE


def test_a_link_works_as_long_as_there_may_be_replies(round: Round, user: User) -> None:
    assert issued(round, user)[0].link.expires_on == round.reply_by + timedelta(days=60)


@pytest.mark.parametrize("status", sorted(set(RoundStatus) - {RoundStatus.OPEN}))
def test_nobody_new_comes_into_a_round_that_is_not_open(status: RoundStatus, user: User) -> None:
    with pytest.raises(RoundNotOpenError):
        issued(RoundFactory(status=status), user)
    assert not Contributor.objects.exists()


def test_nobody_new_comes_in_after_the_last_day(user: User) -> None:
    yesterday = timezone.localdate() - timedelta(days=1)
    with pytest.raises(RoundNotOpenError):
        issued(RoundFactory(closes_on=yesterday), user)


def test_a_new_link_is_for_the_same_person_and_the_old_one_goes_on(
    round: Round, user: User
) -> None:
    old = issued(round, user, count=1)[0]
    new = add_link(contributor=old.contributor, kind=LinkKind.LINK, key=KEY, user=user)[0]
    assert new.contributor == old.contributor
    assert new.secret != old.secret
    assert all(link.is_usable for link in AccessLink.objects.all())
    again = add_link(contributor=old.contributor, kind=LinkKind.LINK, key=KEY, user=user)[0]
    assert (again.secret, again.is_new) == (new.secret, False)


def test_a_new_link_can_be_given_after_the_last_day(user: User) -> None:
    person = ContributorFactory(round__status=RoundStatus.CLOSED)
    assert add_link(contributor=person, kind=LinkKind.LINK, key=KEY, user=user)


def test_nobody_who_has_withdrawn_gets_a_new_link(user: User) -> None:
    person = ContributorFactory()
    withdraw_everything(contributor=person)
    with pytest.raises(RoundNotOpenError):
        add_link(contributor=person, kind=LinkKind.LINK, key=KEY, user=user)


def test_a_stopped_link_lets_nobody_in_and_ends_sessions(
    round: Round, user: User, client: Client
) -> None:
    link = issued(round, user, count=1)[0]
    start = client.get(f"/have-your-say/l/{link.secret}/")["Location"]
    assert client.get(start).status_code == 200
    revoke_link(link=link.link)
    assert client.get(start).status_code == 410
    assert client.get(f"/have-your-say/l/{link.secret}/").status_code == 410


def test_a_form_sent_again_leaves_out_what_was_stopped(round: Round, user: User) -> None:
    made = issued(round, user)
    revoke_link(link=made[0].link)
    assert [each.secret for each in issued(round, user)] == [each.secret for each in made[1:]]


def test_a_link_stopped_twice_was_stopped_when_it_was(round: Round, user: User) -> None:
    link = issued(round, user, count=1)[0].link
    revoke_link(link=link)
    stopped = AccessLink.objects.get().revoked_at
    revoke_link(link=link)
    assert AccessLink.objects.get().revoked_at == stopped
