"""Links in a body are looked up together."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.links import resolved_page_links
from pages.models import HomePage, StandardPage
from tests.factories.pages import StandardPageFactory


def body_with_links(page: StandardPage, times: int) -> StandardPage:
    link = f'<p><a linktype="page" id="{page.pk}">there</a></p>'
    return StandardPage(title="Body", body=[{"type": "text", "value": link}] * times)


@pytest.mark.parametrize("times", [1, 25])
def test_any_number_of_links_costs_one_query(home_page: HomePage, times: int) -> None:
    target = StandardPageFactory(parent=home_page, slug="target")
    page = body_with_links(target, times)
    assert target.url == "/target/"
    with CaptureQueriesContext(connection) as queries:
        html = resolved_page_links(page.body)
    assert html.count('href="/target/"') == times
    assert len(queries) == 1


def test_a_link_to_a_page_that_is_not_public_leads_nowhere(home_page: HomePage) -> None:
    draft = StandardPageFactory(parent=home_page, live=False)
    html = resolved_page_links(body_with_links(draft, 1).body)
    assert "<a>there</a>" in html


def test_a_body_without_links_costs_no_query(
    home_page: HomePage, django_assert_num_queries: object
) -> None:
    page = StandardPage(title="Body", body=[{"type": "text", "value": "<p>Plain.</p>"}])
    with CaptureQueriesContext(connection) as queries:
        assert "Plain." in resolved_page_links(page.body)
    assert len(queries) == 0
