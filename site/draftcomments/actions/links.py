"""Giving out links and printed codes, and stopping them.

A secret is made from the key of the form that asked for it, so that a form which is sent twice makes
nothing twice and shows the same again. Only the hash of a secret is stored: a lost one is replaced.
"""

from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from accounts.models import User
from content.keys import hash_of
from draftcomments.access import last_day_for_replies
from draftcomments.codes import code_from, normalised
from draftcomments.enums import LinkKind, RoundStatus
from draftcomments.models import AccessLink, Contributor, Round
from draftcomments.pseudonyms import new_pseudonyms

MOST_AT_ONCE = 60
PURPOSE = "draftcomments.links"


@dataclass(frozen=True)
class Issued:
    """A way in that was just made, or made before by the same form. Its secret is shown once."""

    link: AccessLink
    secret: str
    is_new: bool

    @property
    def contributor(self) -> Contributor:
        return self.link.contributor


class RoundNotOpenError(PermissionDenied):
    """Nobody is let into a round that is not open."""


@transaction.atomic
def issue_links(*, round: Round, kind: str, count: int, key: str, user: User) -> list[Issued]:
    """Make a way in for each of some new people. Those that were stopped since are left out."""
    now = Round.objects.locked(round.pk)
    if not now.is_open:
        raise RoundNotOpenError("The round is not open.")
    seeds = [f"{key}:{number}" for number in range(count)]
    secrets = {stored(secret, kind): secret for secret in (secret_of(now, kind, s) for s in seeds)}
    before = links_behind(secrets)
    missing = [found for found in secrets if found not in before]
    people = Contributor.objects.bulk_create(
        Contributor(round=now, pseudonym=name) for name in new_pseudonyms(now, len(missing))
    )
    made = AccessLink.objects.bulk_create(
        new_link(person, kind, found, user) for person, found in zip(people, missing, strict=True)
    )
    return told(secrets, before, made)


@transaction.atomic
def add_link(*, contributor: Contributor, kind: str, key: str, user: User) -> list[Issued]:
    """Make one more way in for a person; those that there are go on working.

    Empty where the same form was sent before and its link has been stopped since.
    """
    now = Round.objects.locked(contributor.round_id)
    person = Contributor.objects.select_for_update().get(pk=contributor.pk)
    if now.status in {RoundStatus.DRAFT, RoundStatus.ARCHIVED} or person.withdrawn_at:
        raise RoundNotOpenError("There is nothing to let this person into.")
    person.round = now
    secret = secret_of(now, kind, f"{key}:person {person.pk}")
    secrets = {stored(secret, kind): secret}
    before = links_behind(secrets)
    missing = [found for found in secrets if found not in before]
    made = AccessLink.objects.bulk_create(new_link(person, kind, found, user) for found in missing)
    return told(secrets, before, made)


@transaction.atomic
def revoke_link(*, link: AccessLink) -> None:
    """Stop a link, and every session of it, at once. Whoever asks again changes nothing."""
    AccessLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now())


def secret_of(round: Round, kind: str, seed: str) -> str:
    """What opens a link, from the key of a form and a secret of this site."""
    made = salted_hmac(PURPOSE, f"{round.pk}:{kind}:{seed}", algorithm="sha256").digest()
    if kind == LinkKind.CODE:
        return code_from(made)
    return urlsafe_b64encode(made).rstrip(b"=").decode()


def stored(secret: str, kind: str) -> str:
    """The hash that stands for a link, or for a code however it is typed."""
    return hash_of(normalised(secret) if kind == LinkKind.CODE else secret)


def links_behind(secrets: Iterable[str]) -> dict[str, AccessLink]:
    """The links that there are, by their hash."""
    links = AccessLink.objects.filter(token_hash__in=list(secrets))
    return {link.token_hash: link for link in links.select_related("contributor")}


def new_link(person: Contributor, kind: str, token_hash: str, user: User) -> AccessLink:
    return AccessLink(
        contributor=person,
        token_hash=token_hash,
        kind=kind,
        created_by=user,
        expires_on=last_day_for_replies(person.round),
    )


def told(
    secrets: Mapping[str, str], before: Mapping[str, AccessLink], made: Iterable[AccessLink]
) -> list[Issued]:
    """The ways in that work, in the order of the form, each with its secret."""
    new = {link.token_hash: link for link in made}
    links = {**before, **new}
    return [
        Issued(links[found], secret, is_new=found in new)
        for found, secret in secrets.items()
        if links[found].is_usable
    ]
