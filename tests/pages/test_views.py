"""The site's own small answers."""

import pytest
from django.test import Client


def test_livez_needs_no_database(client: Client) -> None:
    assert client.get("/livez").content == b"ok\n"


@pytest.mark.django_db
def test_readyz_asks_the_database(client: Client, django_assert_num_queries) -> None:
    with django_assert_num_queries(1):
        assert client.get("/readyz").status_code == 200
