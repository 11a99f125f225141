"""People who were asked about a draft see its pictures as long as they may read it, and no others."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.utils import timezone

from draftcomments.enums import RoundStatus
from draftcomments.models import Round
from images.models import CustomImage
from pages.models import HomePage
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ContributorFactory, RoundFactory, client_of
from tests.uploads.places import (
    a_document,
    a_picture,
    address_of,
    figure,
    page_with,
    words_with,
)


@pytest.fixture
def asked(home_page: HomePage) -> tuple[Round, CustomImage, Any]:
    """A round on a draft with a picture and a document."""
    image, document = a_picture(), a_document()
    page = page_with(home_page, figure(image), words_with(document), live=False)
    return RoundFactory(page=page), image, document


def statuses(client: Client, *addresses: str) -> set[int]:
    return {client.get(address).status_code for address in addresses}


def test_who_has_a_link_sees_the_picture_and_opens_the_document(asked: Any) -> None:
    round, image, document = asked
    addresses = (address_of(image), image.file.url, document.url)
    assert statuses(Client(), *addresses) == {404}
    invited = client_of(ContributorFactory(round=round))
    for address in addresses:
        response = invited.get(address)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"


def test_what_people_were_asked_about_stays_when_the_draft_goes_on(asked: Any) -> None:
    round, image, _ = asked
    round.page.body = []
    round.page.save()
    invited = client_of(ContributorFactory(round=round))
    assert statuses(invited, address_of(image)) == {200}
    assert statuses(invited, address_of(a_picture())) == {404}


def test_a_link_to_another_round_opens_no_picture(asked: Any, home_page: HomePage) -> None:
    _, image, document = asked
    other = RoundFactory(page=page_with(home_page))
    invited = client_of(ContributorFactory(round=other))
    assert statuses(invited, address_of(image), document.url) == {404}


def archive(round: Round) -> None:
    round.status = RoundStatus.ARCHIVED
    round.save()


def stop_link(round: Round) -> None:
    person = round.contributors.get()
    person.links.update(revoked_at=timezone.now())


def let_links_end(round: Round) -> None:
    person = round.contributors.get()
    person.links.update(expires_on=timezone.localdate() - timedelta(days=1))


@pytest.mark.parametrize("end", [archive, stop_link, let_links_end])
def test_a_picture_is_closed_with_the_draft(asked: Any, end: Any) -> None:
    round, image, document = asked
    invited = client_of(ContributorFactory(round=round))
    assert statuses(invited, address_of(image)) == {200}
    end(round)
    assert statuses(invited, address_of(image), document.url) == {404}


def test_a_helper_without_a_right_to_pictures_sees_those_of_their_round(asked: Any) -> None:
    round, image, _ = asked
    helper = UserFactory()
    helper.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = Client()
    client.force_login(helper)
    assert statuses(client, address_of(image)) == {404}
    round.facilitator = helper
    round.save()
    assert statuses(client, address_of(image)) == {200}
    assert statuses(client, address_of(a_picture())) == {404}
