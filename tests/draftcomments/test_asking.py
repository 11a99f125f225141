"""Starting a round from the list of rounds: which pages somebody may choose."""

import pytest
from django.test import Client
from wagtail.models import Page

from draftcomments.permissions import can_open_round
from pages.models import HomePage
from tests.draftcomments.moderators import a_moderator, an_editor_of, given, in_the_admin, shown_to
from tests.draftcomments.rounds.leading import LIST, a_lead, at
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lead(home_page: HomePage) -> Client:
    """In the group alone: no permission on any page."""
    return in_the_admin(a_lead())


def test_a_lead_gets_from_the_rounds_to_the_form(lead: Client, home_page: HomePage) -> None:
    above = StandardPageFactory(parent=home_page, title="Working together")
    page = StandardPageFactory(parent=above, title="Paying people", live=False)
    assert at("choose_page") in shown_to(lead, LIST)
    html = shown_to(lead, at("choose_page") + "?q=paying")
    assert at("ask", page.pk) in html
    assert at("ask", above.pk) not in html
    assert f"{home_page.title} &gt; Working together" in html
    assert "Draft" in html
    assert lead.get(at("ask", page.pk)).status_code == 200


def test_whoever_opens_no_rounds_has_no_button_and_no_list(home_page: HomePage) -> None:
    for user in (a_moderator(), an_editor_of(home_page)):
        client = in_the_admin(user)
        assert at("choose_page") not in shown_to(client, LIST)
        assert client.get(at("choose_page")).status_code == 302


def test_only_pages_that_may_be_asked_about_are_listed(home_page: HomePage) -> None:
    own, other = (StandardPageFactory(parent=home_page, title=name) for name in ("Own", "Other"))
    user = an_editor_of(own)
    user.user_permissions.add(given("draftcomments", "add_round"))
    html = shown_to(in_the_admin(user), at("choose_page"))
    listed = {page.pk for page in Page.objects.all() if at("ask", page.pk) in html}
    assert listed == {page.pk for page in Page.objects.all() if can_open_round(user, page)}
    assert own.pk in listed
    assert other.pk not in listed


def test_the_root_and_aliases_are_not_listed(lead: Client, home_page: HomePage) -> None:
    page = StandardPageFactory(parent=home_page, title="Twice")
    alias = page.create_alias(update_slug="twice-more")
    html = shown_to(lead, at("choose_page"))
    assert at("ask", page.pk) in html
    assert at("ask", alias.pk) not in html
    assert at("ask", Page.get_first_root_node().pk) not in html


def test_twenty_five_pages_at_most_and_the_rest_is_searched_for(
    lead: Client, home_page: HomePage
) -> None:
    for number in range(26):
        StandardPageFactory(parent=home_page, title=f"Leaflet {number}")
    html = shown_to(lead, at("choose_page") + "?q=leaflet")
    assert html.count(at("ask", 0).removesuffix("0/")) == 25
    assert "These are the 25" in html
    assert "These are the 25" not in shown_to(lead, at("choose_page") + "?q=leaflet+25")


def test_a_search_that_finds_nothing_says_so(lead: Client) -> None:
    html = shown_to(lead, at("choose_page") + "?q=%00%3Cb%3Enowhere")
    assert "No page that you can ask about has “&lt;b&gt;nowhere”" in html


def test_many_pages_take_as_many_queries_as_few(lead: Client, home_page: HomePage) -> None:
    StandardPageFactory(parent=home_page)
    few = queries_of(lead, at("choose_page"))
    for _ in range(12):
        StandardPageFactory(parent=home_page)
    assert queries_of(lead, at("choose_page")) == few
