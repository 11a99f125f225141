"""A team's pages: who may open and change what, and that nobody is picked out who did not agree."""

import re
from datetime import timedelta
from html import unescape
from unicodedata import category

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.keys import hash_of, new_token
from framework.enums import Advice
from framework.models import Level, Statement, SubPhase
from selfcheck.actions.checks import start_self_check
from selfcheck.actions.teams import MOST_SHEETS, join_team, open_team
from selfcheck.enums import AnswerKind, Practice
from selfcheck.links import Purpose, link_of
from selfcheck.models import Answer, SelfCheck, Team
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.queries import queries_of
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import HTML, checked, error_pattern, ids_of, text_of

pytestmark = pytest.mark.django_db
MOST_QUERIES_OF_A_SAVE = 15
JOIN = f"/self-check/{link_of(TOKEN, Purpose.JOIN, 1)}/join/"
TEAM_PAGES = ["team/", "team/check/", "team-joining/", "team-name/", "team-end/", "leave/"]


@pytest.fixture
def team(self_check: SelfCheck) -> Team:
    return open_team(token=TOKEN, label="North")


def address(token: str, page: str = "") -> str:
    return f"/self-check/{token}/{page}"


def said(sheet: SelfCheck, part: SubPhase, level: int | None, note: str = "") -> None:
    """An answer of a sheet: a level, or without one that they are not sure."""
    AnswerFactory(
        self_check=sheet,
        sub_phase=part,
        kind=AnswerKind.LEVEL if level else AnswerKind.NOT_SURE,
        level=Level.objects.get(number=level) if level else None,
        note=note,
    )


def member(
    team: Team,
    part: SubPhase,
    level: int | None,
    name: str = "Nurse",
    *,
    shows_name: bool = False,
    note: str = "",
) -> str:
    """Somebody who joined and gave one answer; their own token."""
    token = join_team(team=team, key=new_token(), display_name=name, shows_name=shows_name)
    said(SelfCheck.objects.behind(token).get(), part, level, note)
    return token


def key_in(content: bytes) -> str:
    found = re.search(r'name="key" value="([^"]+)"', content.decode())
    assert found
    return found[1]


def seen_in(content: bytes) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', content.decode())
    assert found
    return unescape(found[1])


# Opening


def test_a_sheet_without_a_team_is_told_what_one_is(client: Client, home: str) -> None:
    words = text_of(client.get(f"{home}team/").content)
    assert "Check as a team" in words
    assert "no average and no score" in words
    assert "The answers that are in it now" not in words


def test_opening_a_team_with_answers_says_what_becomes_of_them(client: Client, home: str) -> None:
    SelfCheck.objects.update(version=2)
    words = text_of(client.get(f"{home}team/").content)
    assert "The answers that are in it now stay, until you change them." in words


def test_opening_leads_to_the_link_to_send(client: Client, home: str) -> None:
    for _ in range(2):
        answer = client.post(f"{home}team/", {"label": "  North\u202e \x00 "})
        assert answer.status_code == 303
    assert Team.objects.get().label == "North"
    page = client.get(f"{home}team-joining/").content
    assert f"http://testserver{JOIN}" in page.decode()
    assert "<title>QR code of the link to join</title>" in page.decode()


def test_too_long_a_name_for_a_team_comes_back(client: Client, home: str) -> None:
    answer = client.post(f"{home}team/", {"label": "x" * 61})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "x" * 61 in answer.content.decode()
    assert not Team.objects.exists()


def test_before_anybody_joins_the_coordinator_has_words_to_send(
    client: Client, home: str, team: Team
) -> None:
    tree = html5lib.parse(client.get(f"{home}team/").content)
    words = next(e for e in tree.iter(f"{HTML}textarea") if e.get("id") == "join-words")
    told = text_of(client.get(f"{home}team/").content)
    assert "Nobody has joined yet." in told
    assert "What happens next" in told
    assert "Where you differ most" not in told
    assert (words.text or "").startswith("We are checking")
    assert (words.text or "").endswith(f"http://testserver{JOIN}")
    assert "Our team is called North." in (words.text or "")
    assert words.get("data-copy") == "Copy the words"


@pytest.mark.parametrize("page", ["team/", "team-joining/"])
def test_the_link_to_join_can_be_copied(client: Client, home: str, team: Team, page: str) -> None:
    tree = html5lib.parse(client.get(f"{home}{page}").content)
    link = next(e for e in tree.iter(f"{HTML}input") if e.get("id") == "join-link")
    assert link.get("data-copy") == "Copy the link"
    assert link.get("aria-describedby") in {e.get("id") for e in tree.iter()}


@pytest.mark.parametrize(
    ("about", "asked"),
    [
        ({"lens": "", "reach": ""}, True),
        ({"lens": "strategic", "reach": ""}, True),
        ({"lens": "strategic", "reach": "system"}, False),
    ],
)
def test_who_asks_people_in_first_says_what_the_team_answers_about(
    client: Client, home: str, team: Team, about: dict[str, str], asked: bool
) -> None:
    SelfCheck.objects.filter(pk=team.pk).update(**about)
    words = text_of(client.get(f"{home}team-joining/").content)
    assert ("First say what the team is answering about" in words) == asked


# Joining


def test_who_joins_is_told_what_others_could_work_out(client: Client, team: Team) -> None:
    words = text_of(client.get(JOIN).content)
    assert "In a small team, others may still guess who said what." in words
    assert "Somebody could also join twice to work it out." in words
    assert "People who saw the counts before you answered may work out your answers" in words


def test_who_joins_is_told_what_is_kept_and_who_sees_it(client: Client, team: Team) -> None:
    page = client.get(JOIN).content
    words = text_of(page)
    assert "We keep your sheet for 13 months." in words
    assert (
        "The team sees your role or name only if you tick the box. If you leave, we delete the name."
        in words
    )
    assert 'href="/privacy/"' in page.decode().partition("<main")[2].partition("</main>")[0]


def test_joining_leads_to_a_sheet_of_ones_own(client: Client, team: Team) -> None:
    page = client.get(JOIN)
    sent = {"key": key_in(page.content), "display_name": " Engagement\u202e  lead "}
    answers = [client.post(JOIN, sent) for _ in range(2)]
    assert {answer.status_code for answer in answers} == {303}
    assert answers[0]["Location"] == answers[1]["Location"]
    own = team.sheets.get()
    assert (own.display_name, own.shows_name) == ("Engagement lead", False)
    words = text_of(client.get(answers[0]["Location"]).content)
    assert "You are in the team as “Engagement lead”. The team does not see that name." in words


def test_the_box_to_be_named_is_not_ticked(client: Client, team: Team) -> None:
    assert checked(client.get(JOIN).content) == []


def test_whoever_opens_the_join_link_again_is_told_how_to_return(
    client: Client, team: Team
) -> None:
    assert "Go back by the link to your own sheet" in text_of(client.get(JOIN).content)


@pytest.mark.parametrize("name", ["", "   ", "\u200b\u202e", "x" * 61])
def test_a_name_that_cannot_be_shown_is_asked_for_again(
    client: Client, team: Team, name: str
) -> None:
    page = client.get(JOIN)
    sent = {"key": key_in(page.content), "display_name": name, "shows_name": "on"}
    answer = client.post(JOIN, sent)
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert key_in(answer.content) == sent["key"]
    assert ("shows_name", "") in [(name, "") for name, _ in ticked(answer.content)]
    assert not team.sheets.exists()


def ticked(content: bytes) -> list[tuple[str, str]]:
    inputs = html5lib.parse(content).iter(f"{HTML}input")
    return [(box.get("name", ""), "on") for box in inputs if "checked" in box.attrib]


def test_a_name_is_shown_as_text(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    for _ in range(3):
        member(team, framework["1a"], 2, "<script>alert(1)</script>", shows_name=True)
    page = client.get(f"{home}team/check/").content.decode()
    assert "<script>alert" not in page
    assert page.count("<bdi>&lt;script&gt;alert(1)&lt;/script&gt;</bdi>") == 3


def test_a_closed_team_says_so_kindly_and_opens_again(
    client: Client, home: str, team: Team
) -> None:
    client.post(f"{home}team-joining/", {"joining": "close"})
    for answer in (client.get(JOIN), client.post(JOIN, {"display_name": "Nurse"})):
        assert answer.status_code == 410
        assert "has closed joining" in text_of(answer.content)
        assert "Your own sheet is safe" in text_of(answer.content)
    client.post(f"{home}team-joining/", {"joining": "open"})
    assert client.get(JOIN).status_code == 200


def test_a_new_link_stops_the_old_one(client: Client, home: str, team: Team) -> None:
    for _ in range(2):
        client.post(f"{home}team-joining/", {"joining": "renew", "turn": "1"})
    old = client.get(JOIN)
    assert old.status_code == 404
    assert "the coordinator has made a new link" in text_of(old.content)
    assert client.get(address(link_of(TOKEN, Purpose.JOIN, 2), "join/")).status_code == 200


def test_an_unknown_button_changes_nothing(client: Client, home: str, team: Team) -> None:
    assert client.post(f"{home}team-joining/", {"joining": "sell"}).status_code == 303
    assert client.get(JOIN).status_code == 200


def test_a_full_team_says_so_kindly(client: Client, team: Team) -> None:
    SelfCheckFactory.create_batch(MOST_SHEETS, team=team)
    for answer in (client.get(JOIN), client.post(JOIN, {"display_name": "Nurse"})):
        assert answer.status_code == 409
        assert f"The team has {MOST_SHEETS} sheets" in text_of(answer.content)


@pytest.mark.parametrize("token", [TOKEN, "x", "a" * 43, "%00", "\u202e"])
def test_no_other_link_joins_a_team(client: Client, team: Team, token: str) -> None:
    for answer in (client.get(address(token, "join/")), client.post(address(token, "join/"))):
        assert answer.status_code == 404
        assert "part of the link is missing" in text_of(answer.content)


def test_the_join_link_opens_no_sheet(client: Client, home: str, team: Team) -> None:
    join = link_of(TOKEN, Purpose.JOIN, 1)
    for page in ["", *TEAM_PAGES, "results/", "answers/", "delete/"]:
        assert client.get(address(join, page)).status_code == 404


def test_the_pages_are_kept_by_nobody_and_tell_no_other_page(client: Client, team: Team) -> None:
    answer = client.get(JOIN)
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer["X-Robots-Tag"]
    assert not answer.cookies


names = st.sampled_from(
    [
        *("display_name", "shows_name", "key", "label", "joining", "turn"),
        *("seen", "then", "answer-1a", "reason-1a", "answer-9z"),
    ]
)
values = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=70),
    st.sampled_from(
        ["\x00", "\u202e", "{", "[" * 2000, "9" * 400, "x" * 20_000, "renew", "maturing"]
    ),
)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.dictionaries(names, values, max_size=6),
    st.sampled_from(["team/", "team/check/", "team-joining/", "team-name/", "leave/"]),
)
def test_any_body_is_answered_and_never_by_a_failure(
    client: Client, home: str, team: Team, body: dict[str, str], page: str
) -> None:
    join = link_of(TOKEN, Purpose.JOIN, Team.objects.get().join_turn)
    joined = client.post(address(join, "join/"), body)
    assert joined.status_code in {303, 409, 410, 422}
    opened = joined["Location"] if joined.status_code == 303 else home
    for place in (home, opened):
        assert client.post(f"{place}{page}", body).status_code in {303, 403, 409, 422}
    for sheet in SelfCheck.objects.all():
        assert not {category(each) for each in sheet.display_name} & {"Cc", "Cf", "Cs"}


# Who may do what


def test_a_view_only_link_opens_no_page_of_a_team(client: Client, team: Team) -> None:
    reading = link_of(TOKEN, Purpose.VIEW, 1)
    SelfCheck.objects.filter(pk=team.pk).update(view_hash=hash_of(reading))
    for page in TEAM_PAGES:
        assert client.get(address(reading, page)).status_code == 403
        assert client.post(address(reading, page)).status_code == 403
    assert Team.objects.get().open


def test_a_members_view_only_link_opens_no_page_of_a_team(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    reading = link_of(member(team, framework["1a"], 2), Purpose.VIEW, 1)
    team.sheets.update(view_hash=hash_of(reading))
    for page in TEAM_PAGES:
        assert client.post(address(reading, page), {"display_name": "X"}).status_code == 403
    assert team.sheets.get().display_name == "Nurse"


def test_a_member_cannot_record_close_renew_or_end(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    sent = {"answer-1a": "thriving", "joining": "close", "turn": "1"}
    for page in ("team/check/", "team-joining/", "team-end/"):
        answer = client.post(address(token, page), sent)
        assert answer.status_code == 403
        assert "This is for the coordinator" in text_of(answer.content)
    assert client.get(address(token, "team-joining/")).status_code == 403
    assert Team.objects.get().open
    assert Answer.objects.count() == 1


def test_a_member_is_shown_no_link_but_their_own(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    mine, other = member(team, framework["1a"], 2), member(team, framework["1a"], 3)
    for page in ("", "team/", "team/check/", "team-name/", "leave/"):
        html = client.get(address(mine, page)).content.decode()
        assert TOKEN not in html
        assert other not in html
        assert link_of(TOKEN, Purpose.JOIN, 1) not in html
        assert 'name="answer-1a"' not in html
    for page in ("team/", "team/check/"):
        html = client.get(f"{home}{page}").content.decode()
        assert mine not in html
        assert other not in html


def test_teams_never_mix(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    elsewhere = start_self_check()
    other = open_team(token=elsewhere, label="South")
    for name in ("Ann", "Ben", "Cy"):
        member(other, framework["1a"], 4, name, shows_name=True)
    token = member(team, framework["1a"], 1)
    for page in (f"{home}team/check/", address(token, "team/check/")):
        words = text_of(client.get(page).content)
        assert "1 person has answered." in words
        assert "Ann" not in words
    assert "All 3 people" in text_of(client.get(address(elsewhere, "team/check/")).content)


def test_a_sheet_outside_any_team_is_led_to_how_to_start_one(client: Client, home: str) -> None:
    for page in ("team/check/", "team-joining/", "team-name/", "team-end/", "leave/"):
        answer = client.get(f"{home}{page}")
        assert (answer.status_code, answer["Location"]) == (303, f"{home}team/")


@pytest.mark.parametrize("phase", ["challenge", "nothing"])
def test_a_phase_without_questions_has_no_page(
    client: Client, home: str, team: Team, phase: str
) -> None:
    answer = client.get(f"{home}team/{phase}/")
    assert answer.status_code == 404
    assert "Your answers are safe" in text_of(answer.content)


# The combined view


def test_the_largest_difference_comes_first_for_the_coordinator_and_for_members(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    tokens = []
    for one, two, five in ((2, 1, 2), (2, 2, 2), (2, 3, 3)):
        token = member(team, framework["1a"], one)
        own = SelfCheck.objects.behind(token).get()
        said(own, framework["1b"], two)
        said(own, framework["5a"], five)
        tokens.append(token)
    for page in (f"{home}team/", address(tokens[0], "team/")):
        words = text_of(client.get(page).content)
        assert "3 people have joined. 3 have answered something." in words
        first = words.index(
            "1b Skills From Emerging to Maturing: 3 people gave 3 different answers."
        )
        second = words.index("5a Methods From Developing to Maturing: 3 people gave 2")
        third = words.index("1a Evidence All 3 people gave the same answer: Developing.")
        assert first < second < third


def test_counts_show_for_three_sheets_and_no_name_without_agreement(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    for level, name in ((1, "Ann"), (3, "Ben"), (None, "Cy")):
        member(team, framework["1a"], level, name, note=f"{name} read a report")
    words = text_of(client.get(f"{home}team/check/").content)
    assert "From Emerging to Maturing: 3 people gave 3 different answers." in words
    assert "Emerging 1 Developing 0 Maturing 1 Thriving 0 Not sure 1" in words
    for name in ("Ann", "Ben", "Cy", "report"):
        assert name not in words


@pytest.mark.parametrize("levels", [(1, 1), (1, 4)])
def test_two_sheets_show_nothing_of_what_they_say(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase], levels: tuple[int, int]
) -> None:
    member(team, framework["1a"], levels[0], "Ann", shows_name=True)
    member(team, framework["1a"], levels[1], "Ben")
    for page in ("team/", "team/check/"):
        words = text_of(client.get(f"{home}{page}").content)
        assert "2 people have answered. Answers show when 3 people have." in words
        assert "Ann" not in words
        assert "different" not in words.replace("largest difference", "")
        assert "same answer" not in words


def test_two_who_both_agreed_are_shown_with_names_and_notes(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    member(team, framework["1a"], 1, "Nurse", shows_name=True, note="A report")
    member(team, framework["1a"], 1, "Nurse", shows_name=True)
    words = text_of(client.get(f"{home}team/check/").content)
    assert "Both people gave the same answer: Emerging." in words
    assert "Emerging 2 Nurse, Nurse" in words
    assert "What people based it on: 1a Evidence Nurse A report" in words


def test_names_stay_hidden_where_they_would_point_to_somebody(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    member(team, framework["1a"], 1, "Ann", shows_name=True)
    member(team, framework["1a"], 2, "Ben", shows_name=True)
    member(team, framework["1a"], 4, "Cy")
    words = text_of(client.get(f"{home}team/check/").content)
    assert "3 people gave 3 different answers" in words
    assert "Ann" not in words
    SelfCheck.objects.filter(display_name="Cy").update(shows_name=True)
    words = text_of(client.get(f"{home}team/check/").content)
    assert "Emerging 1 Ann Developing 1 Ben Maturing 0 Thriving 1 Cy" in words


def test_the_page_is_the_same_whoever_joined_first(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    people = [(1, "Ann"), (2, "Ben"), (2, "Cy"), (4, "Di")]
    pages = []
    for order in (people, people[::-1]):
        SelfCheck.objects.filter(team=team).delete()
        for level, name in order:
            member(team, framework["1a"], level, name, shows_name=True, note=f"{name} says")
        pages.append([client.get(f"{home}{page}").content for page in ("team/", "team/check/")])
    assert pages[0] == pages[1]


def test_detailed_answers_count_as_well_as_quick_ones(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    for level in (3, 3):
        member(team, framework["1a"], level)
    own = member(team, framework["1b"], None)
    developing = Statement.objects.get(sub_phase=framework["1a"], level__number=2)
    SelfCheck.objects.behind(own).get().statement_answers.create(
        statement=developing, statement_version=1, practice=Practice.DOING
    )
    words = text_of(client.get(f"{home}team/check/").content)
    assert "From Developing to Maturing: 3 people gave 2 different answers." in words


@pytest.mark.parametrize("gone", ["delete/", "leave/"])
def test_a_sheet_that_is_deleted_or_has_left_disappears(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase], gone: str
) -> None:
    tokens = [member(team, framework["1a"], level) for level in (1, 2, 2, 3)]
    client.post(address(tokens[0], gone))
    words = text_of(client.get(f"{home}team/check/").content)
    assert "From Developing to Maturing: 3 people gave 2 different answers." in words
    expected = 404 if gone == "delete/" else 200
    assert client.get(address(tokens[0])).status_code == expected


def test_an_expired_sheet_disappears(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 1)
    SelfCheck.objects.behind(token).update(expires_on=timezone.localdate() - timedelta(1))
    assert "Nobody has joined yet." in text_of(client.get(f"{home}team/").content)


def test_a_member_who_has_not_answered_is_asked_to_answer_first(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = join_team(team=team, key=new_token(), display_name="Nurse", shows_name=False)
    advice = "You have not answered yet."
    assert advice in text_of(client.get(address(token, "team/")).content)
    said(SelfCheck.objects.behind(token).get(), framework["1a"], 2)
    assert advice not in text_of(client.get(address(token, "team/")).content)


@pytest.mark.parametrize("page", ["team/", "team/check/"])
@pytest.mark.parametrize("role", ["coordinator", "member"])
def test_twenty_sheets_cost_no_more_queries_than_three(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase], page: str, role: str
) -> None:
    token = member(team, framework["1a"], 1, shows_name=True)
    opened = home if role == "coordinator" else address(token)
    for level in (2, 3):
        member(team, framework["1a"], level)
    few = queries_of(client, f"{opened}{page}")
    for number in range(17):
        token = member(team, framework["1b"], number % 4 + 1, shows_name=True, note="Why")
        own = SelfCheck.objects.behind(token).get()
        for statement in Statement.objects.filter(advice=Advice.KEEP):
            own.statement_answers.create(
                statement=statement, statement_version=1, practice=Practice.IN_PART
            )
    assert queries_of(client, f"{opened}{page}") == few <= 12


# Agreeing


def test_what_is_agreed_is_kept_with_its_reason_and_shown_to_members(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 1)
    page = client.get(f"{home}team/check/").content
    sent = {
        "seen": seen_in(page),
        "answer-1a": "developing",
        "reason-1a": "Two of three <b>teams</b> do.",
        "then": "next",
    }
    for _ in range(2):
        answer = client.post(f"{home}team/check/", sent)
        assert (answer.status_code, answer["Location"]) == (303, f"{home}team/engage/")
    kept = Answer.objects.get(self_check=team.agreed)
    assert (kept.level.number, kept.reason) == (2, "Two of three <b>teams</b> do.")
    words = text_of(client.get(address(token, "team/check/")).content)
    assert "What you agreed: Developing" in words
    assert "Two of three <b>teams</b> do." in words
    assert "Nothing has been agreed about this part yet." in words
    for opened in (home, address(token)):
        words = text_of(client.get(f"{opened}team/").content)
        assert "Agreed: Developing" in words
        assert "1. Check 1 of 2 agreed" in words
    Answer.objects.filter(pk=kept.pk).update(kind="not-answered", level=None)
    words = text_of(client.get(address(token, "team/check/")).content)
    assert "Two of three <b>teams</b> do." not in words


def test_the_last_phase_and_the_other_button_lead_to_all_answers(
    client: Client, home: str, team: Team
) -> None:
    later = client.post(f"{home}team/check/", {"answer-1a": "developing", "then": "later"})
    last = client.post(f"{home}team/engage/", {"answer-5a": "developing", "then": "next"})
    assert later["Location"] == last["Location"] == f"{home}team/"


def test_two_windows_of_the_coordinator_never_overwrite_each_other(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    path = f"{home}team/check/"
    seen = seen_in(client.get(path).content)
    first = {"seen": seen, "answer-1a": "developing", "reason-1a": "We talked."}
    second = {
        "seen": seen,
        "answer-1a": "maturing",
        "reason-1a": "So says the board.",
        "answer-1b": "thriving",
    }
    assert client.post(path, first).status_code == 303
    asked = client.post(path, second)
    assert asked.status_code == 409
    error_pattern(asked.content)
    words = text_of(asked.content)
    assert "“Developing” was saved here before" in words
    assert "You chose “Maturing”" in words
    assert "What was saved here before: We talked." in words
    assert "So says the board." in words
    rows = dict(Answer.objects.values_list("sub_phase__identifier", "level__identifier"))
    assert rows == {"1a": "developing", "1b": "thriving"}
    settled = {**second, "seen": seen_in(asked.content)}
    assert client.post(path, settled).status_code == 303
    kept = Answer.objects.get(sub_phase=framework["1a"])
    assert (kept.level.identifier, kept.reason) == ("maturing", "So says the board.")


def test_a_form_sent_without_what_it_showed_fills_gaps_only(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    said(team.agreed, framework["1a"], 2)
    answer = client.post(f"{home}team/check/", {"answer-1a": "maturing", "answer-1b": "maturing"})
    assert answer.status_code == 409
    rows = dict(Answer.objects.values_list("sub_phase__identifier", "level__number"))
    assert rows == {"1a": 2, "1b": 3}


def test_a_wrong_answer_and_too_long_a_reason_come_back(
    client: Client, home: str, team: Team
) -> None:
    sent = {"answer-1a": "perfect", "reason-1b": "x" * 1001}
    answer = client.post(f"{home}team/check/", sent)
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "x" * 1001 in answer.content.decode()
    assert not Answer.objects.exists()


def test_an_answer_without_a_reason_is_on_the_sheet_and_not_said_to_be_agreed(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    said(team.agreed, framework["1a"], 4)
    for opened in (home, address(token)):
        words = text_of(client.get(f"{opened}team/").content)
        assert "On the team’s sheet: Thriving" in words
        assert "Agreed: Thriving" not in words
        assert "1. Check 0 of 2 agreed" in words
    words = text_of(client.get(address(token, "team/check/")).content)
    assert "On the team’s sheet: Thriving" in words
    assert "What you agreed" not in words


def test_the_levels_are_folded_in_beside_what_is_agreed(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    wanted = Statement.objects.get(sub_phase=framework["1a"], level__number=2)
    other = Statement.objects.get(sub_phase=framework["1a"], level__number=1)
    Statement.objects.filter(pk=wanted.pk).update(lens="strategic")
    Statement.objects.filter(pk=other.pk).update(lens="operational")
    SelfCheck.objects.filter(pk=team.pk).update(lens="strategic")
    for opened in (home, address(token)):
        words = text_of(client.get(f"{opened}team/check/").content)
        assert wanted.text in words
        assert other.text not in words


def test_statements_of_the_teams_sheet_stand_on_it_until_somebody_says_otherwise(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    developing = Statement.objects.get(sub_phase=framework["1a"], level__number=2)
    team.agreed.statement_answers.create(
        statement=developing, statement_version=1, practice=Practice.DOING
    )
    words = text_of(client.get(f"{home}team/check/").content)
    assert "The team’s sheet has answers to the statements. They read as Developing." in words
    told = text_of(client.get(f"{home}team/").content)
    assert "1. Check 0 of 2 agreed, 1 more on the sheet" in told
    client.post(f"{home}team/check/", {"answer-1a": "maturing"})
    words = text_of(client.get(f"{home}team/check/").content)
    assert "The team’s sheet has answers" not in words


def test_agreeing_costs_no_more_queries_for_twenty_sheets_than_for_three(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    path = f"{home}team/check/"
    client.post(path, {"answer-1b": "maturing"})
    counts = []
    for sheets, level in ((3, "developing"), (17, "maturing")):
        for _ in range(sheets):
            member(team, framework["1a"], 1)
        sent = {"seen": seen_in(client.get(path).content), "answer-1a": level}
        with CaptureQueriesContext(connection) as captured:
            assert client.post(path, sent).status_code == 303
        counts.append(len(captured))
    assert counts[0] == counts[1] <= MOST_QUERIES_OF_A_SAVE


# Names, leaving and ending


def test_a_member_can_hide_their_name_later(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2, "Ann", shows_name=True)
    assert "Ann" in text_of(client.get(f"{home}team/check/").content)
    assert ticked(client.get(address(token, "team-name/")).content) == [("shows_name", "on")]
    answer = client.post(address(token, "team-name/"), {"display_name": "Anna"})
    assert answer.status_code == 303
    words = text_of(client.get(f"{home}team/check/").content)
    assert "Ann" not in words
    assert "You are in the team as “Anna”" in text_of(client.get(address(token)).content)


def test_a_member_without_a_name_is_asked_for_one(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2, "Ann")
    answer = client.post(address(token, "team-name/"), {"display_name": " "})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert team.sheets.get().display_name == "Ann"


def test_the_coordinator_has_no_name_to_change(client: Client, home: str, team: Team) -> None:
    assert client.get(f"{home}team-name/")["Location"] == f"{home}team/"


def test_leaving_asks_first_and_keeps_the_sheet(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    asked = text_of(client.get(address(token, "leave/")).content)
    assert "your sheet stays yours" in asked
    assert "People who saw the counts before may work out your answers" in asked
    for _ in range(2):
        left = client.post(address(token, "leave/"))["Location"]
        assert left == f"{address(token)}?left=1"
    told = "You have left the team. Your sheet is yours, under the same link."
    assert told in text_of(client.get(left).content)
    for later in ("", "?left=2"):
        assert told not in text_of(client.get(f"{address(token)}{later}").content)
    assert not team.sheets.exists()
    assert Answer.objects.get().self_check == SelfCheck.objects.behind(token).get()
    assert "Do this with colleagues" in text_of(client.get(address(token)).content)


def test_ending_asks_first_and_leaves_a_normal_check(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    said(team.agreed, framework["1a"], 3)
    assert "everyone keeps their own sheet" in text_of(client.get(f"{home}team-end/").content)
    assert client.post(f"{home}team-end/")["Location"] == home
    assert client.post(f"{home}team-end/")["Location"] == f"{home}team/"
    assert client.get(JOIN).status_code == 404
    assert "Check as a team" in text_of(client.get(f"{home}team/").content)
    assert client.get(address(token)).status_code == 200
    assert Answer.objects.get(self_check__token_hash=hash_of(TOKEN)).level.number == 3


def test_a_member_of_a_team_that_has_expired_can_go_on_alone(
    client: Client, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    SelfCheck.objects.filter(pk=team.pk).update(expires_on=timezone.localdate() - timedelta(1))
    words = text_of(client.get(address(token, "team/")).content)
    assert "This team has ended" in words
    assert client.post(address(token, "team/"))["Location"] == address(token, "team/")
    client.post(address(token, "leave/"))
    assert "Check as a team" in text_of(client.get(address(token, "team/")).content)


def test_ids_are_unique_on_every_page(
    client: Client, home: str, team: Team, framework: dict[str, SubPhase]
) -> None:
    token = member(team, framework["1a"], 2)
    pages = [
        *(f"{home}{page}" for page in ("team/", "team/check/", "team-joining/", "team-end/")),
        *(address(token, page) for page in ("team/", "team/check/", "team-name/", "leave/")),
        JOIN,
    ]
    for page in pages:
        ids = ids_of(client.get(page).content)
        assert len(ids) == len(set(ids)), page
