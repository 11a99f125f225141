"""Makes rounds, the people in them, and what they say."""

from datetime import timedelta
from typing import Any

import factory
from django.test import Client
from django.utils import timezone

from content.keys import hash_of, new_token
from draftcomments.access import SESSION_KEY
from draftcomments.drafts.sections import Section
from draftcomments.enums import LinkKind, Result, RoundStatus, State
from draftcomments.models import (
    AccessLink,
    ConsentEvent,
    Contributor,
    Item,
    Outcome,
    Round,
)
from tests.factories.pages import StandardPageFactory


def a_section(key: str = "summary", text: str = "Ask early.", **values: Any) -> Section:
    """A frozen section that no page stands behind."""
    known = {"label": text[:30], "heading": "", "html": f"<p>{text}</p>", **values}
    return Section(key=key, paths=(key,), text=text, fingerprint=hash_of(text), **known)


class RoundFactory(factory.django.DjangoModelFactory):
    """An open round on a standard page, with one frozen section. `page` may be given."""

    page = factory.SubFactory(StandardPageFactory)
    page_title = factory.SelfAttribute("page.title")
    number = 1
    status = RoundStatus.OPEN
    content = factory.LazyAttribute(lambda round: round.page.serializable_data())
    sections = factory.LazyFunction(lambda: [a_section().as_data()])
    purpose = "We want to know if this page is fair."
    can_change = "The words and the order."
    contact_line = "The engagement lead, 01234 567890"
    opened_at = factory.LazyFunction(timezone.now)
    closes_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=14))
    reply_by = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=42))

    class Meta:
        model = Round


class ContributorFactory(factory.django.DjangoModelFactory):
    """Somebody who has agreed to take part. `may_quote` and the like say what else they agreed to."""

    round = factory.SubFactory(RoundFactory)
    pseudonym = factory.Sequence(lambda number: f"Heron {number}")
    started_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Contributor
        skip_postgeneration_save = True

    @factory.post_generation
    def consent(self: Any, create: bool, extracted: Any, **agreed: bool) -> None:
        if create and self.started_at:
            yes = {"store_and_use": True, **(extracted or {}), **agreed}
            ConsentEvent.objects.create(contributor=self, notice_version=1, **yes)


class AccessLinkFactory(factory.django.DjangoModelFactory):
    """A link that works. Give `secret` to know what opens it."""

    class Params:
        secret = factory.LazyFunction(new_token)

    contributor = factory.SubFactory(ContributorFactory)
    token_hash = factory.LazyAttribute(lambda link: hash_of(link.secret))
    kind = LinkKind.LINK
    expires_on = factory.LazyFunction(lambda: timezone.localdate() + timedelta(days=90))

    class Meta:
        model = AccessLink


class ItemFactory(factory.django.DjangoModelFactory):
    """A comment that waits to be checked. With `state=State.CHECKED` its words are shared as they are."""

    contributor = factory.SubFactory(ContributorFactory)
    round = factory.SelfAttribute("contributor.round")
    section_key = "summary"
    state = State.RECEIVED
    words = factory.Sequence(lambda number: f"Comment number {number} is about buses.")
    shared_words = factory.LazyAttribute(
        lambda item: item.words if item.state in {State.CHECKED, State.ANSWERED} else ""
    )
    submit_key = factory.LazyFunction(new_token)

    class Meta:
        model = Item


class OutcomeFactory(factory.django.DjangoModelFactory):
    """An answer that people can read. `items` are those that it answers."""

    round = factory.SubFactory(RoundFactory)
    result = Result.CHANGED
    you_said = "The page did not name buses."
    we_did = "We added buses."
    shown_at = factory.LazyFunction(timezone.now)

    class Meta:
        model = Outcome
        skip_postgeneration_save = True

    @factory.post_generation
    def items(self: Any, create: bool, extracted: Any) -> None:
        if create and extracted:
            self.items.set(extracted)


def client_of(contributor: Contributor, **options: Any) -> Client:
    """A browser in which the person's link has been opened."""
    link = AccessLinkFactory(contributor=contributor)
    client = Client(**options)
    session = client.session
    session[SESSION_KEY] = {str(contributor.round.public_id): link.pk}
    session.save()
    return client
