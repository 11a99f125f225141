"""The pages that help to choose among case studies, and what programs read about the list."""

import json

import pytest
from django.test import Client

from pages.models import HomePage

pytestmark = pytest.mark.django_db


def test_says_how_programs_read_the_list(client: Client, home_page: HomePage) -> None:
    response = client.get("/case-studies/openapi.json")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/json"
    assert response["Cache-Control"].startswith("public")
    assert "/case-studies/" in json.loads(response.content)["paths"]
    assert client.head("/case-studies/openapi.json").status_code == 200
    assert client.post("/case-studies/openapi.json").status_code == 405


PAGES = [
    "/case-studies/next-level/?part=x",
    "/case-studies/compare/?q=x",
    "/case-studies/organisations/?x=y",
]


@pytest.mark.parametrize("address", PAGES)
def test_pages_that_help_to_choose_may_be_kept_and_only_read(
    client: Client, home_page: HomePage, address: str
) -> None:
    response = client.get(address)
    assert response.headers["Cache-Control"].startswith("public, max-age=60")
    assert not response.cookies
    assert client.head(address).status_code == 200
    assert client.post(address).status_code == 405
    html = response.content.decode()
    assert f'rel="canonical" href="http://testserver{address.partition("?")[0]}"' in html
    assert '<a class="nhsuk-breadcrumb__link" href="/case-studies/">Case studies</a>' in html


def test_what_is_not_there_to_compare_is_kept_by_nobody(
    client: Client, home_page: HomePage
) -> None:
    response = client.get("/case-studies/compare/?study=no-such-study")
    assert response.status_code == 404
    assert response.headers["Cache-Control"] == "no-store"


def test_the_list_of_boards_may_be_found_by_search_engines(
    client: Client, home_page: HomePage
) -> None:
    assert b'name="robots"' not in client.get("/case-studies/organisations/").content
