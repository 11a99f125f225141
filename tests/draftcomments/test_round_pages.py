"""The pages of those who run rounds: who may see them, and what they do."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction, Site

from accounts.models import User
from content.keys import new_token
from draftcomments.actions.groups import LEADS, make_groups
from draftcomments.drafts.freezing import PRIVATE
from draftcomments.enums import RoundStatus, State
from draftcomments.models import AccessLink, Contributor, Round
from pages.models import BrandSettings, HomePage
from tests.draftcomments.drafts import draft_page, drafted, round_on, three_parts
from tests.draftcomments.moderators import (
    SEEN,
    a_moderator,
    a_superuser,
    an_editor_of,
    in_the_admin,
    seen_in,
)
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import (
    AccessLinkFactory,
    ContributorFactory,
    ItemFactory,
    RoundFactory,
    a_section,
)
from tests.factories.pages import StandardPageFactory
from tests.queries import queries_of

pytestmark = pytest.mark.django_db
LIST = "/admin/feedback/rounds/"
SECRET = re.compile(r"/have-your-say/l/([\w-]{43})/")
CODE = re.compile(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}\b")
DRAFT_ONLY = ("open_round", "delete_round")
OPENED = ("frozen", "issue_links", "close_round", "archive_round", "help")


def a_lead(**values: Any) -> User:
    make_groups()
    user = UserFactory(**values)
    user.groups.add(Group.objects.get(name=LEADS))
    return user


@pytest.fixture
def page(home_page: HomePage) -> Page:
    return draft_page(three_parts(), home_page)


@pytest.fixture
def round(page: Page) -> Round:
    return round_on(page)


@pytest.fixture
def draft_round(page: Page) -> Round:
    nothing = {"content": None, "sections": [], "opened_at": None}
    return RoundFactory(page=page, number=7, status=RoundStatus.DRAFT, **nothing)


@pytest.fixture
def lead(page: Page) -> Client:
    return in_the_admin(a_lead())


def at(name: str, *args: Any) -> str:
    return reverse(f"draftcomments_admin:{name}", args=args)


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def asked(**fields: Any) -> dict[str, Any]:
    today = timezone.localdate()
    return {
        "purpose": "We want to know if it is fair.",
        "can_change": "The words.",
        "cannot_change": "",
        "questions": "What is missing?\n\n What is hard? ",
        "content_note": "",
        "closes_on": (today + timedelta(14)).isoformat(),
        "reply_by": (today + timedelta(28)).isoformat(),
        "owner": User.objects.order_by("pk").last().pk,
        "facilitator": "",
        "contact_line": "The lead, 01234 567890",
        "support": "Call 999.",
        **fields,
    }


@pytest.mark.parametrize("who", [a_lead, a_superuser])
def test_whoever_runs_rounds_sees_all_pages(
    who: Callable[[], User], round: Round, draft_round: Round
) -> None:
    person = ContributorFactory(round=round)
    link = AccessLinkFactory(contributor=person)
    client = in_the_admin(who())
    superuser_may_not_hear = who is a_superuser
    for name in OPENED:
        if not (name == "help" and superuser_may_not_hear):
            text_of(client, at(name, round.pk))
    for name in DRAFT_ONLY:
        text_of(client, at(name, draft_round.pk))
    for each in (round, draft_round):
        text_of(client, at("round", each.pk))
        text_of(client, at("change_round", each.pk))
    text_of(client, at("add_link", round.pk, person.pk))
    text_of(client, at("withdraw", round.pk, person.pk))
    text_of(client, at("revoke_link", round.pk, link.pk))
    text_of(client, at("ask", round.page_id))
    assert str(round) in text_of(client, LIST)
    assert str(round) in text_of(client, f"{LIST}results/")


def test_an_editor_sees_the_round_and_runs_nothing(round: Round, draft_round: Round) -> None:
    person = ContributorFactory(round=round)
    link = AccessLinkFactory(contributor=person)
    client = in_the_admin(an_editor_of(round.page))
    html = text_of(client, at("round", round.pk))
    assert person.pseudonym not in html
    assert "Give out links" not in html
    assert str(round) in text_of(client, LIST)
    text_of(client, at("frozen", round.pk))
    refused = [at(name, round.pk) for name in OPENED if name != "frozen"]
    refused += [at(name, draft_round.pk) for name in DRAFT_ONLY]
    refused += [at("change_round", round.pk), at("ask", round.page_id)]
    refused += [at("add_link", round.pk, person.pk), at("withdraw", round.pk, person.pk)]
    refused += [at("revoke_link", round.pk, link.pk)]
    assert {client.get(address).status_code for address in refused} == {302}
    assert {client.post(address).status_code for address in refused} == {302}
    assert Round.objects.get(pk=round.pk).status == RoundStatus.OPEN
    assert AccessLink.objects.get().is_usable


def test_an_editor_of_another_page_sees_nothing(round: Round, home_page: HomePage) -> None:
    person = ContributorFactory(round=round)
    client = in_the_admin(an_editor_of(StandardPageFactory(parent=home_page)))
    assert str(round) not in text_of(client, LIST)
    addresses = [at(name, round.pk) for name in ("round", "change_round", *OPENED)]
    addresses += [at("add_link", round.pk, person.pk), at("withdraw", round.pk, person.pk)]
    addresses += [at("ask", round.page_id)]
    assert {client.get(address).status_code for address in addresses} == {404}


def test_somebody_without_the_admin_is_sent_to_log_in(round: Round, client: Client) -> None:
    assert "/login/" in client.get(at("round", round.pk))["Location"]


def test_a_round_that_lost_its_page_is_left_to_moderators(round: Round) -> None:
    editor = in_the_admin(an_editor_of(round.page.get_parent()))
    assert editor.get(at("round", round.pk)).status_code == 200
    round.page.delete()
    assert editor.get(at("round", round.pk)).status_code == 404
    assert "deleted since" in text_of(in_the_admin(a_moderator()), at("round", round.pk))


def test_the_owner_runs_a_round_without_any_other_right(round: Round, home_page: HomePage) -> None:
    owner = an_editor_of(StandardPageFactory(parent=home_page))
    Round.objects.update(owner=owner)
    text_of(in_the_admin(owner), at("issue_links", round.pk))


def test_asking_prepares_a_round_and_asks_nobody_yet(lead: Client, page: Page) -> None:
    response = lead.post(at("ask", page.pk), asked())
    round = Round.objects.get()
    assert response["Location"] == at("open_round", round.pk)
    assert (round.page_id, round.number, round.status) == (page.pk, 1, RoundStatus.DRAFT)
    assert round.questions == ["What is missing?", "What is hard?"]
    html = text_of(lead, at("open_round", round.pk))
    assert "Paying people" in html
    assert "We want to know if it is fair." in html


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"questions": "a\nb\nc\nd\ne\nf"}, "Write 5 or fewer."),
        ({"questions": "a" * 251}, "Each may have 250 characters or fewer."),
        ({"closes_on": timezone.localdate().isoformat()}, "Choose a day after today."),
        ({"reply_by": (timezone.localdate() + timedelta(2)).isoformat()}, "or a later day."),
        ({"purpose": ""}, "This field is required."),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_kept(
    lead: Client, page: Page, fields: dict[str, str], message: str
) -> None:
    assert message in lead.post(at("ask", page.pk), asked(**fields)).content.decode()
    assert not Round.objects.exists()


def test_whom_to_turn_to_comes_from_the_last_round(page: Page) -> None:
    user = a_lead()
    RoundFactory(page=page, owner=user, contact_line="Ring Jo on 01234", content={})
    assert "Ring Jo on 01234" in text_of(in_the_admin(user), at("ask", page.pk))


def test_no_round_is_asked_for_on_the_root_or_an_alias(lead: Client, page: Page) -> None:
    alias = page.create_alias(update_slug="mirror")
    assert lead.get(at("ask", Page.get_first_root_node().pk)).status_code == 404
    assert lead.get(at("ask", alias.pk)).status_code == 404


def test_opening_a_plain_page_asks_for_no_box(lead: Client, draft_round: Round) -> None:
    assert 'type="checkbox"' not in text_of(lead, at("open_round", draft_round.pk))
    address = at("open_round", draft_round.pk)
    lead.post(address, {"seen": seen_in(lead, address)})
    assert Round.objects.get().is_open


def test_a_draft_saved_since_somebody_looked_is_looked_at_again(
    lead: Client, draft_round: Round
) -> None:
    address = at("open_round", draft_round.pk)
    seen = seen_in(lead, address)
    drafted(draft_round.page.specific, three_parts()[:3])
    refused = lead.post(address, {"seen": seen})
    assert refused.status_code == 409
    assert "The draft has changed since you looked. Look again, then open." in (
        refused.content.decode()
    )
    assert Round.objects.get().status == RoundStatus.DRAFT
    lead.post(address, {"seen": seen_in(lead, address)})
    assert Round.objects.get().is_open


def test_a_form_sent_twice_makes_one_round(lead: Client, page: Page) -> None:
    form = asked(key=new_token())
    places = {lead.post(at("ask", page.pk), form)["Location"] for _ in range(2)}
    assert places == {at("open_round", Round.objects.get().pk)}
    other = lead.post(at("ask", page.pk), {**form, "purpose": "To ask something else."})
    html = other.content.decode()
    assert other.status_code == 409
    assert "To ask something else." in html
    key = re.search(r'name="key" value="([^"]+)"', html)
    assert key is not None
    lead.post(at("ask", page.pk), {**form, "purpose": "To ask something else.", "key": key[1]})
    assert Round.objects.count() == 2


def test_two_leads_do_not_overwrite_each_others_round(lead: Client, draft_round: Round) -> None:
    address = at("change_round", draft_round.pk)
    seen = seen_in(lead, address)
    Round.objects.update(purpose="What the other lead wrote.")
    mine = asked(seen=seen)
    refused = lead.post(address, mine)
    html = refused.content.decode()
    assert refused.status_code == 409
    assert Round.objects.get().purpose == "What the other lead wrote."
    assert "What the other lead wrote.</dd>" in html
    assert mine["purpose"] in html
    again = SEEN.search(html)
    assert again is not None
    assert lead.post(address, {**mine, "seen": again[1]}).status_code == 302
    assert Round.objects.get().purpose == mine["purpose"]


def test_opening_a_private_page_takes_a_ticked_box(lead: Client, draft_round: Round) -> None:
    PageViewRestriction.objects.create(page=draft_round.page, restriction_type="login")
    address = at("open_round", draft_round.pk)
    assert PRIVATE in text_of(lead, address)
    seen = {"seen": seen_in(lead, address)}
    assert "Tick the box" in lead.post(address, seen).content.decode()
    assert lead.post(address, {"media": "on", **seen}).status_code == 200
    assert Round.objects.get().status == RoundStatus.DRAFT
    lead.post(address, {"private": "on", **seen})
    assert Round.objects.get().is_open


def test_opening_too_late_says_what_to_change(lead: Client, draft_round: Round) -> None:
    Round.objects.update(closes_on=timezone.localdate())
    address = at("open_round", draft_round.pk)
    html = lead.post(address, {"seen": seen_in(lead, address)}).content.decode()
    assert "Change the days of the round first." in html
    assert Round.objects.get().status == RoundStatus.DRAFT


def test_an_open_round_can_be_told_other_dates_only(lead: Client, round: Round) -> None:
    html = text_of(lead, at("change_round", round.pk))
    assert 'name="closes_on"' in html
    assert 'name="purpose"' not in html
    assert 'name="questions"' not in html
    seen = seen_in(lead, at("change_round", round.pk))
    sent = asked(purpose="Another.", contact_line="Ring 01", seen=seen)
    lead.post(at("change_round", round.pk), sent)
    round.refresh_from_db()
    assert round.contact_line == "Ring 01"
    assert round.purpose != "Another."


def test_the_contact_line_can_change_on_the_last_day(lead: Client, round: Round) -> None:
    today = timezone.localdate()
    Round.objects.update(closes_on=today, reply_by=today)
    same = {"closes_on": today.isoformat(), "reply_by": today.isoformat()}
    same["seen"] = seen_in(lead, at("change_round", round.pk))
    response = lead.post(at("change_round", round.pk), asked(contact_line="Ring 01", **same))
    assert response.status_code == 302
    assert Round.objects.get().contact_line == "Ring 01"


def test_a_round_is_closed_and_archived_after_a_question(lead: Client, round: Round) -> None:
    lead.get(at("close_round", round.pk))
    assert Round.objects.get().is_open
    lead.post(at("close_round", round.pk))
    assert Round.objects.get().status == RoundStatus.CLOSED
    lead.post(at("archive_round", round.pk))
    assert Round.objects.get().status == RoundStatus.ARCHIVED


def test_archiving_is_refused_while_a_comment_waits(lead: Client, round: Round) -> None:
    ItemFactory(contributor__round=round, state=State.CHECKED)
    Round.objects.update(status=RoundStatus.CLOSED)
    response = lead.post(at("archive_round", round.pk), follow=True)
    assert "Not archived: 1 comment still waits for an answer." in response.content.decode()
    assert Round.objects.get().status == RoundStatus.CLOSED


def test_a_draft_round_is_deleted_and_an_open_one_is_not(
    lead: Client, round: Round, draft_round: Round
) -> None:
    lead.post(at("delete_round", draft_round.pk))
    response = lead.post(at("delete_round", round.pk), follow=True)
    assert "never deleted" in response.content.decode()
    assert list(Round.objects.all()) == [round]


def test_links_are_shown_once(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "3", "key": new_token()}
    response = lead.post(at("issue_links", round.pk), data)
    assert "no-store" in response["Cache-Control"]
    secrets = set(SECRET.findall(response.content.decode()))
    assert len(secrets) == 3
    for address in (at("round", round.pk), at("issue_links", round.pk), LIST):
        html = text_of(lead, address)
        assert not [secret for secret in secrets if secret in html]
    assert not [secret for secret in secrets if secret in str(dict(lead.session))]


def test_the_same_form_as_a_sheet_shows_the_same_links(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "2", "key": new_token()}
    shown = lead.post(at("issue_links", round.pk), data).content.decode()
    sheet = lead.post(at("issue_links", round.pk), {**data, "sheet": ""})
    assert "no-store" in sheet["Cache-Control"]
    html = sheet.content.decode()
    assert set(SECRET.findall(html)) == set(SECRET.findall(shown))
    assert html.count("<svg") == 2
    assert round.contact_line in html
    assert Contributor.objects.count() == 2


def test_a_form_that_was_sent_before_says_so(lead: Client, round: Round) -> None:
    data = {"kind": "link", "count": "2", "key": new_token()}
    for words in ("Copy or print them now", "This form was sent before."):
        html = lead.post(at("issue_links", round.pk), data).content.decode()
        assert words in html
    lead.post(at("revoke_link", round.pk, AccessLink.objects.first().pk))
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    assert "Stopped since, and left out: 1." in html


def test_codes_are_printed_in_groups_and_open_the_round(
    lead: Client, round: Round, client: Client
) -> None:
    data = {"kind": "code", "count": "2", "key": new_token(), "sheet": ""}
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    codes = set(CODE.findall(html))
    assert len(codes) == 2
    assert "testserver/have-your-say" in html
    visitor = Client()
    response = visitor.post("/have-your-say/", {"code": codes.pop()})
    assert response.status_code == 303
    assert str(round.public_id) in response["Location"]


@pytest.mark.parametrize("count", ["0", "61", "many", ""])
def test_a_number_that_makes_no_sense_is_refused(lead: Client, round: Round, count: str) -> None:
    lead.post(at("issue_links", round.pk), {"kind": "link", "count": count, "key": new_token()})
    assert not Contributor.objects.exists()


def test_a_new_link_for_one_person(lead: Client, round: Round) -> None:
    person = ContributorFactory(round=round)
    data = {"kind": "link", "key": new_token()}
    html = lead.post(at("add_link", round.pk, person.pk), data).content.decode()
    assert len(set(SECRET.findall(html))) == 1
    assert person.pseudonym in html
    assert person.links.count() == 1


def test_people_and_links_of_another_round_are_out_of_reach(lead: Client, round: Round) -> None:
    stranger = AccessLinkFactory(contributor__round=RoundFactory())
    for name, number in (
        ("add_link", stranger.contributor_id),
        ("withdraw", stranger.contributor_id),
        ("revoke_link", stranger.pk),
    ):
        assert lead.post(at(name, round.pk, number), {"kind": "link"}).status_code == 404
    assert AccessLink.objects.get().is_usable


def test_stopping_a_link_is_confirmed_and_lets_its_session_out(
    lead: Client, round: Round, client: Client
) -> None:
    data = {"kind": "link", "count": "1", "key": new_token()}
    html = lead.post(at("issue_links", round.pk), data).content.decode()
    start = client.get(f"/have-your-say/l/{SECRET.findall(html)[0]}/")["Location"]
    address = at("revoke_link", round.pk, AccessLink.objects.get().pk)
    lead.get(address)
    assert client.get(start).status_code == 200
    lead.post(address)
    assert client.get(start).status_code == 410
    assert "stopped" in text_of(lead, at("round", round.pk))


def test_the_list_is_filtered_by_page_and_by_where_rounds_stand(
    lead: Client, round: Round, home_page: HomePage
) -> None:
    other = RoundFactory(
        page=StandardPageFactory(parent=home_page),
        closes_on=timezone.localdate() - timedelta(1),
    )
    by_page = text_of(lead, f"{LIST}results/?page={round.page_id}")
    still_open = text_of(lead, f"{LIST}results/?standing=open")
    for html in (by_page, still_open):
        assert str(round) in html
        assert str(other) not in html
    closed = text_of(lead, f"{LIST}results/?standing=closed")
    assert str(other) in closed
    assert str(round) not in closed


def test_the_page_button_counts(page: Page) -> None:
    editor = in_the_admin(an_editor_of(page))
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert "Ask for feedback" not in text_of(editor, address)
    assert at("ask", page.pk) in text_of(in_the_admin(a_superuser()), address)
    first, second = round_on(page), round_on(page, number=2)
    round_on(page, number=3, status=RoundStatus.CLOSED)
    for round in (first, second):
        ItemFactory(contributor__round=round, state=State.CHECKED)
        ItemFactory(contributor__round=round, state=State.RECEIVED)
    html = text_of(editor, address)
    assert "Ask for feedback (2 open, 2 to answer)" in html
    assert f"{LIST}?page={page.pk}" in html


def test_what_is_on_hold_is_counted_for_moderators_only(round: Round) -> None:
    ItemFactory(contributor__round=round, state=State.HELD)
    assert "Comments on hold: 1" in text_of(in_the_admin(a_moderator()), at("round", round.pk))
    editor = in_the_admin(an_editor_of(round.page))
    assert "on hold" not in text_of(editor, at("round", round.pk))


def test_the_menu_shows_what_each_may_do(round: Round) -> None:
    moderator = text_of(in_the_admin(a_moderator()), LIST)
    editor = text_of(in_the_admin(an_editor_of(round.page)), LIST)
    assert "feedback-queue" in moderator
    assert "feedback-queue" not in editor
    assert "feedback-rounds" in editor


def test_pages_take_as_many_queries_for_many_as_for_few(lead: Client, round: Round) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            person = ContributorFactory(round=round)
            AccessLinkFactory(contributor=person)
            ItemFactory(contributor=person)

    addresses = [LIST, at("round", round.pk), at("frozen", round.pk), at("help", round.pk)]
    fill(3)
    few = [queries_of(lead, address) for address in addresses]
    fill(40)
    round_on(round.page, number=2)
    many = [queries_of(lead, address) for address in addresses]
    assert many == few
    assert max(many) <= 25


def test_the_sheet_says_what_a_stranger_needs(lead: Client, round: Round) -> None:
    for kind, words in (
        ("code", "Then type in the code."),
        ("link", "Point the camera of your phone at the square. It opens the draft."),
    ):
        data = {"kind": kind, "count": "1", "key": new_token(), "sheet": ""}
        html = lead.post(at("issue_links", round.pk), data).content.decode()
        person = Contributor.objects.order_by("pk").last()
        assert f"{BrandSettings().name} is asking what you think." in html
        assert f"Your name here: <strong>{person.pseudonym}</strong>." in html
        assert "Keep it to yourself: whoever has it can read your comments." in html
        assert words in html
        assert round.contact_line in html


def test_before_opening_staff_read_that_nobody_is_named_as_running_the_site(
    lead: Client, draft_round: Round
) -> None:
    address = at("open_round", draft_round.pk)
    assert "The site does not say who runs it." in text_of(lead, address)
    site = Site.objects.get(is_default_site=True)
    BrandSettings.objects.update_or_create(site=site, defaults={"run_by": "Example Trust"})
    assert "The site does not say who runs it." not in text_of(lead, address)


def test_the_number_of_a_round_comes_before_its_title(lead: Client, round: Round) -> None:
    assert f"Round {round.number}: {round.page_title}" in text_of(lead, at("round", round.pk))


def test_no_count_tells_an_editor_or_owner_of_what_is_on_hold(round: Round) -> None:
    owner = an_editor_of(round.page)
    Round.objects.update(owner=owner)
    person = ContributorFactory(round=round)
    editor, address = in_the_admin(owner), at("round", round.pk)
    before = words_of(text_of(editor, address))
    ItemFactory(contributor=person, state=State.HELD)
    assert words_of(text_of(editor, address)) == before
    assert "Online 1" in text_of(in_the_admin(a_moderator()), address)


def test_archiving_says_no_number_that_tells_of_what_is_on_hold(round: Round) -> None:
    owner = an_editor_of(round.page)
    Round.objects.update(status=RoundStatus.CLOSED, owner=owner)
    ItemFactory(contributor__round=round, state=State.HELD)
    address, client = at("archive_round", round.pk), in_the_admin(owner)
    assert "the moderators are not done" in client.post(address, follow=True).content.decode()
    ItemFactory(contributor__round=round, state=State.RECEIVED)
    html = client.post(address, follow=True).content.decode()
    assert "Not archived: 1 comment still waits for an answer." in html


def test_tables_of_a_draft_name_their_columns_once_in_the_admin(lead: Client, round: Round) -> None:
    cell = '<td><span class="nhsuk-table__heading">Cost </span><span>£5</span></td>'
    Round.objects.update(sections=[a_section(html=f"<table>{cell}</table>").as_data()])
    html = text_of(lead, at("frozen", round.pk))
    assert "£5" in html
    assert "Cost" not in html


def words_of(html: str) -> str:
    """What stands in the middle of a page, without what is new in each answer."""
    return re.sub(r'csrf\w*"[^>]*', "", html.partition("<main")[2])
