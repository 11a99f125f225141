"""The action plan: adding to it, changing it, ordering it, and who may."""

import re
from datetime import date

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content.keys import hash_of, new_token
from framework.enums import Advice, Lens, Rung
from framework.models import Level, Measure, SubPhase
from officefiles.printed import can_print
from selfcheck.enums import AnswerKind, Progress
from selfcheck.models import MOST_ACTIONS, Action, SelfCheck
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import HTML, error_pattern, ids_of, text_of
from tests.selfcheck.pages_read import form_on

pytestmark = pytest.mark.django_db

PLAN = f"/self-check/{TOKEN}/action-plan/"
VIEW_TOKEN = "v" * 43


@pytest.fixture
def measures(framework: dict[str, SubPhase]) -> list[Measure]:
    """One about reach, and one about staff that belongs to 1a."""
    reach = Measure.objects.create(
        identifier="sessions", rung=Rung.REACH, position=1, name="Sessions held", shows="Reach."
    )
    staff = Measure.objects.create(
        identifier="confidence", rung=Rung.STAFF, position=2, name="Confidence", shows="Staff."
    )
    staff.sub_phases.add(framework["1a"])
    return [reach, staff]


def make_actions(self_check: SelfCheck, number: int) -> list[Action]:
    there = self_check.actions.count()
    rows = [
        Action(self_check=self_check, key=new_token(), position=at, what=f"Do thing {at}")
        for at in range(there + 1, there + number + 1)
    ]
    return Action.objects.bulk_create(rows)


def fields_of(content: bytes) -> dict[str, str]:
    """What the last form of a page would send, if nobody touched it."""
    return form_on(content).sent


def order_of(self_check: SelfCheck) -> list[str]:
    return [action.what for action in self_check.actions.all()]


def test_an_action_is_added_with_all_that_was_said(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase], measures: list[Measure]
) -> None:
    sent = fields_of(client.get(f"{PLAN}?part=1a").content) | {
        "what": " Ask  people\r\nwhat changed ",
        "owner": "Engagement lead",
        "due_on-day": "31",
        "due_on-month": "3",
        "due_on-year": "2027",
        "measure": "confidence",
        "how_we_will_know": "They tell us",
    }
    answer = client.post(PLAN, sent)
    action = Action.objects.get()
    assert (answer.status_code, answer["Location"]) == (303, f"{PLAN}#action-{action.pk}")
    assert (action.what, action.owner) == ("Ask people what changed", "Engagement lead")
    assert (action.due_on, action.progress) == (date(2027, 3, 31), Progress.NOT_STARTED)
    assert (action.measure, action.sub_phase) == (measures[1], framework["1a"])
    words = text_of(client.get(PLAN).content)
    for said in ("Ask people what changed", "31 March 2027", "Confidence", "They tell us"):
        assert said in words
    assert f"action-{action.pk}" in ids_of(client.get(PLAN).content)


def test_saving_an_action_counts_as_saving_the_check(client: Client, self_check: SelfCheck) -> None:
    client.post(PLAN, {"what": "Ask people"})
    assert SelfCheck.objects.get().version == self_check.version + 1


def test_the_same_form_twice_adds_one_action(client: Client, self_check: SelfCheck) -> None:
    sent = fields_of(client.get(PLAN).content) | {"what": "Ask people"}
    for _ in range(2):
        assert client.post(PLAN, sent).status_code == 303
    assert order_of(self_check) == ["Ask people"]


DATED = {"due_on-day": "31", "due_on-month": "3", "due_on-year": "2027"}


@pytest.mark.parametrize("more", [{}, {"owner": "Lead"}, DATED])
def test_an_action_that_is_there_is_not_added_by_another_form(
    client: Client, self_check: SelfCheck, more: dict[str, str]
) -> None:
    said = {"what": "Ask people", **more}
    client.post(PLAN, fields_of(client.get(PLAN).content) | said)
    again = fields_of(client.get(PLAN).content) | said | {"why": "It matters"}
    answer = client.post(PLAN, again)
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "This action is in your plan already." in text_of(answer.content)
    assert fields_of(answer.content) == again
    assert order_of(self_check) == ["Ask people"]
    other = fields_of(answer.content) | {"what": "Ask more people"}
    assert client.post(PLAN, other).status_code == 303
    assert order_of(self_check) == ["Ask people", "Ask more people"]


def test_an_idea_that_is_in_the_plan_is_not_added_again(
    client: Client, self_check: SelfCheck
) -> None:
    for status in (303, 422):
        page = client.get(f"{PLAN}?part=1b").content
        answer = client.post(PLAN, fields_of(page) | {"idea": "talk"})
        assert answer.status_code == status
    error_pattern(answer.content)
    assert b'href="#id_idea"' in answer.content
    assert fields_of(answer.content)["idea"] == "talk"
    assert Action.objects.count() == 1


@pytest.mark.parametrize(
    "other", [{"what": "Ask staff"}, {"owner": "Lead"}, DATED, {"sub_phase": "1a"}]
)
def test_an_action_that_differs_in_what_part_owner_or_date_is_another_one(
    client: Client, self_check: SelfCheck, other: dict[str, str]
) -> None:
    for said in ({}, other):
        assert client.post(PLAN, {"what": "Ask people", **said}).status_code == 303
    assert Action.objects.count() == 2


def test_the_same_action_in_another_check_is_no_matter(
    client: Client, self_check: SelfCheck
) -> None:
    make_actions(SelfCheckFactory(), 1)
    assert client.post(PLAN, {"what": "Do thing 1"}).status_code == 303


def test_a_form_that_was_sent_before_and_says_something_else_now_is_asked_about(
    client: Client, self_check: SelfCheck
) -> None:
    sent = fields_of(client.get(PLAN).content) | {"what": "Ask people", "owner": "Lead"}
    client.post(PLAN, sent)
    answer = client.post(PLAN, sent | {"what": "Ask more people"})
    assert answer.status_code == 409
    assert order_of(self_check) == ["Ask people"]
    error_pattern(answer.content)
    assert "Somebody saved “Ask people” here" in text_of(answer.content)
    again = fields_of(answer.content)
    assert again["what"] == "Ask more people"
    action = Action.objects.get()
    assert client.post(f"{PLAN}{action.pk}/", again).status_code == 303
    action.refresh_from_db()
    assert (action.what, action.owner) == ("Ask more people", "Lead")


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({}, "Write what you will do"),
        ({"what": " \x00 "}, "Write what you will do"),
        ({"what": "x" * 301}, "must be 300 characters or fewer"),
        ({"what": "Ask", "why": "x" * 301}, "must be 300 characters or fewer"),
        ({"what": "Ask", "due_on-day": "31"}, "The date must include a month and a year"),
        (
            {"what": "Ask", "due_on-day": "31", "due_on-month": "2", "due_on-year": "2027"},
            "There is no day 31 in February 2027",
        ),
        ({"what": "Ask", "measure": "no-such-measure"}, "Choose a measure from the list"),
        ({"sub_phase": "1a"}, "Choose an idea, or write what you will do"),
        ({"sub_phase": "1a", "idea": "no-such-idea"}, "Choose one of the ideas in the list"),
        ({"sub_phase": "1a", "idea": "own-words"}, "Choose an idea, or write what you will do"),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_comes_back(
    client: Client,
    self_check: SelfCheck,
    measures: list[Measure],
    sent: dict[str, str],
    message: str,
) -> None:
    answer = client.post(PLAN, {"owner": "Lead", "key": "k" * 43, **sent})
    assert answer.status_code == 422
    assert message in text_of(answer.content)
    assert fields_of(answer.content)["owner"] == "Lead"
    assert fields_of(answer.content)["key"] == "k" * 43
    error_pattern(answer.content)
    assert not Action.objects.exists()


def test_ideas_are_one_level_up_from_where_the_part_stands(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    developing, maturing = Level.objects.filter(number__in=[2, 3])
    AnswerFactory(
        self_check=self_check, sub_phase=framework["1a"], kind=AnswerKind.LEVEL, level=developing
    )
    here = {"sub_phase": framework["1a"], "level": maturing}
    weak = StatementFactory(**here, text="A weak sign.", advice=Advice.MOVE_BEYOND)
    other = StatementFactory(**here, text="For running things.", lens=Lens.OPERATIONAL)
    SelfCheck.objects.update(lens=Lens.STRATEGIC)
    page = client.get(f"{PLAN}?part=1a").content
    words = text_of(page)
    assert "These are signs of Maturing, one level up." in words
    assert "Maturing looks so." in words
    assert weak.text not in words
    assert other.text not in words
    assert fields_of(page)["why"] == "Developing now"
    idea = re.search(rb'name="idea" type="radio" value="([^"]+)"', page)[1].decode()
    assert client.post(PLAN, fields_of(page) | {"idea": idea}).status_code == 303
    assert Action.objects.get().what == "Maturing looks so."


TALK = "Agree with colleagues which level is closest for 1a Evidence"


@pytest.mark.parametrize(
    ("idea", "own", "what"),
    [
        ("talk", "", TALK),
        ("talk", "Hold a workshop", f"{TALK}: Hold a workshop"),
        ("talk", f"{TALK}, in June", f"{TALK}, in June"),
        ("own-words", "Hold a workshop", "Hold a workshop"),
        ("", "Hold a workshop", "Hold a workshop"),
    ],
)
def test_neither_an_idea_nor_own_words_are_dropped(
    client: Client, self_check: SelfCheck, idea: str, own: str, what: str
) -> None:
    sent = fields_of(client.get(f"{PLAN}?part=1a").content) | {"idea": idea, "what": own}
    for _ in range(2):
        assert client.post(PLAN, sent).status_code == 303
    assert Action.objects.get().what == what


def test_an_idea_and_own_words_that_are_too_long_together_come_back(
    client: Client, self_check: SelfCheck
) -> None:
    room = 300 - len(f"{TALK}: ")
    sent = fields_of(client.get(f"{PLAN}?part=1a").content) | {"idea": "talk"}
    answer = client.post(PLAN, sent | {"what": "x" * (room + 1)})
    assert answer.status_code == 422
    error_pattern(answer.content)
    assert "must be 300 characters or fewer together" in text_of(answer.content)
    assert fields_of(answer.content)["what"] == "x" * (room + 1)
    assert fields_of(answer.content)["idea"] == "talk"
    assert client.post(PLAN, sent | {"what": "x" * room}).status_code == 303
    assert len(Action.objects.get().what) == 300


@pytest.mark.parametrize("path", [f"{PLAN}?part=1a", "action"])
def test_questions_about_an_action_are_bold_like_all_others(
    client: Client, self_check: SelfCheck, measures: list[Measure], path: str
) -> None:
    if path == "action":
        path = f"{PLAN}{make_actions(self_check, 1)[0].pk}/"
    main = client.get(path).content.decode().split("<main")[1].split("</main")[0]
    labels = re.findall(r'class="(nhsuk-label[^"]*)"', main)
    # The labels of choices, and of the parts of a date, are no questions.
    smaller = re.findall(r"nhsuk-radios__label|nhsuk-date-input__label", main)
    questions = [each for each in labels if "radios__" not in each and "date-input__" not in each]
    legends = re.findall(r'class="(nhsuk-fieldset__legend[^"]*)"', main)
    assert smaller
    assert len(legends) == 2
    assert len(questions) >= 5
    assert all(each.endswith("--s") for each in [*questions, *legends])


def test_a_part_without_a_level_is_first_talked_about(
    client: Client, self_check: SelfCheck
) -> None:
    page = client.get(f"{PLAN}?part=1b").content
    assert "Agree with colleagues which level is closest for 1b Skills" in text_of(page)
    assert fields_of(page)["why"] == "Not answered"


def test_a_part_at_the_highest_level_has_no_ideas(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=4),
    )
    page = client.get(f"{PLAN}?part=1a").content
    assert b'name="idea"' not in page
    assert fields_of(page)["why"] == "Thriving now"
    assert client.post(PLAN, fields_of(page) | {"what": "Share it"}).status_code == 303


@pytest.mark.parametrize("part", ["", "9z", "1c", "\x00", "' OR 1=1"])
def test_no_ideas_for_a_part_that_nobody_knows(
    client: Client, self_check: SelfCheck, part: str
) -> None:
    answer = client.get(PLAN, {"part": part})
    assert answer.status_code == 200
    assert "sub_phase" not in fields_of(answer.content)


Groups = list[tuple[str | None, list[str | None]]]


def measures_on(content: bytes) -> Groups:
    """The list of measures of a page, group by group."""
    selects = html5lib.parse(content).iter(f"{HTML}select")
    select = next(each for each in selects if each.get("name") == "measure")
    return [
        (group.get("label"), [option.text for option in group])
        for group in select.iter(f"{HTML}optgroup")
    ]


REACH, STAFF, GAP = (str(rung.label) for rung in (Rung.REACH, Rung.STAFF, Rung.GAP))


def test_measures_of_the_part_come_first_then_rung_by_rung(
    client: Client, self_check: SelfCheck, measures: list[Measure]
) -> None:
    assert measures_on(client.get(f"{PLAN}?part=1a").content) == [
        ("For 1a Evidence", ["Confidence"]),
        (REACH, ["Sessions held"]),
    ]
    assert measures_on(client.get(PLAN).content) == [
        (REACH, ["Sessions held"]),
        (STAFF, ["Confidence"]),
    ]


@pytest.mark.parametrize(
    ("level", "own", "others"),
    [
        (1, ["People reached", "Confidence"], [REACH, GAP]),
        (2, ["Confidence", "People reached"], [GAP, REACH]),
        (4, ["Confidence", "People reached"], [GAP, REACH]),
    ],
)
def test_reach_is_a_last_resort_above_the_first_level(
    client: Client,
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    measures: list[Measure],
    level: int,
    own: list[str],
    others: list[str],
) -> None:
    AnswerFactory(
        self_check=self_check,
        sub_phase=framework["1a"],
        kind=AnswerKind.LEVEL,
        level=Level.objects.get(number=level),
    )
    reached = Measure.objects.create(
        identifier="reached", rung=Rung.REACH, position=0, name="People reached", shows="Reach."
    )
    reached.sub_phases.add(framework["1a"])
    Measure.objects.create(
        identifier="gap", rung=Rung.GAP, position=9, name="The gap", shows="The gap."
    )
    (row,) = make_actions(self_check, 1)
    Action.objects.update(sub_phase=framework["1a"])
    for path in (f"{PLAN}?part=1a", f"{PLAN}{row.pk}/"):
        groups = measures_on(client.get(path).content)
        assert groups[0] == ("For 1a Evidence", own)
        assert [name for name, _ in groups[1:]] == others


@pytest.mark.parametrize(
    ("lens", "first"), [("", "Confidence"), ("strategic", "Backing"), ("operational", "Confidence")]
)
def test_measures_for_the_kind_of_work_of_the_check_come_first(
    client: Client, self_check: SelfCheck, measures: list[Measure], lens: str, first: str
) -> None:
    Measure.objects.filter(pk=measures[1].pk).update(lens=Lens.OPERATIONAL)
    Measure.objects.create(
        identifier="backing", rung=Rung.STAFF, position=3, name="Backing", shows="Staff.",
        lens=Lens.STRATEGIC,
    )  # fmt: skip
    SelfCheck.objects.update(lens=lens)
    ((_, names),) = [group for group in measures_on(client.get(PLAN).content) if group[0] == STAFF]
    assert names[0] == first


def test_a_row_leads_to_the_page_of_its_measure(
    client: Client, self_check: SelfCheck, measures: list[Measure]
) -> None:
    make_actions(self_check, 1)
    Action.objects.update(measure=measures[0], how_we_will_know="They <b>tell</b> us")
    html = client.get(PLAN).content.decode()
    assert '<a href="/measures/sessions/">Sessions held</a><br>They &lt;b&gt;tell' in html


def test_the_plan_leads_to_choosing_a_measure_for_the_part(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    (row,) = make_actions(self_check, 1)
    Action.objects.update(sub_phase=framework["1a"])
    for_part = 'href="/measures/choose/?part=1a#measures"'
    assert 'href="/measures/choose/"' in client.get(PLAN).content.decode()
    assert for_part in client.get(f"{PLAN}?part=1a").content.decode()
    assert for_part in client.get(f"{PLAN}{row.pk}/").content.decode()


def test_without_measures_there_are_only_own_words(client: Client, self_check: SelfCheck) -> None:
    assert set(fields_of(client.get(PLAN).content)) == {
        "key", "what", "why", "owner", "due_on-day", "due_on-month", "due_on-year",
        "how_we_will_know",
    }  # fmt: skip


def test_a_plan_that_is_full_says_so(client: Client, self_check: SelfCheck) -> None:
    make_actions(self_check, MOST_ACTIONS - 1)
    sent = fields_of(client.get(PLAN).content)
    client.post(PLAN, sent | {"what": "The last one"})
    assert client.post(PLAN, sent | {"what": "The last one"}).status_code == 303
    answer = client.post(PLAN, {"what": "One more"})
    assert answer.status_code == 422
    assert f"A plan holds {MOST_ACTIONS} actions." in text_of(answer.content)
    assert Action.objects.count() == MOST_ACTIONS
    assert b'name="what"' not in client.get(PLAN).content


def test_the_plan_says_how_it_stands_and_what_is_late(
    client: Client, self_check: SelfCheck
) -> None:
    rows = make_actions(self_check, 3)
    for row, progress in zip(rows, Progress, strict=False):
        Action.objects.filter(pk=row.pk).update(progress=progress, due_on=date(2020, 1, 31))
    words = text_of(client.get(PLAN).content)
    assert "3 actions: 1 not started, 1 under way, 1 done." in words
    assert words.count("31 January 2020. This date has passed.") == 2


@pytest.mark.parametrize("token", [TOKEN, VIEW_TOKEN])
def test_a_plan_with_actions_can_be_taken_to_a_meeting(
    client: Client, self_check: SelfCheck, token: str
) -> None:
    SelfCheck.objects.update(view_hash=hash_of(VIEW_TOKEN))
    home = f"/self-check/{token}/"
    page = client.get(f"{home}action-plan/").content
    assert "Take it to a meeting" not in text_of(page)
    assert not files_on(page)
    make_actions(self_check, 1)
    page = client.get(f"{home}action-plan/").content
    assert "Take it to a meeting" in text_of(page)
    possible = ["docx", "pdf"] if can_print() else ["docx"]
    assert files_on(page) == [f"{home}download/{form}/" for form in possible]
    Action.objects.update(due_on=date(2027, 3, 31))
    page = client.get(f"{home}action-plan/").content
    assert "Put the dates in a calendar" in text_of(page)
    assert files_on(page) == [f"{home}download/{form}/" for form in [*possible, "ics"]]
    for path in files_on(page):
        assert client.head(path).status_code == 200


def files_on(content: bytes) -> list[str]:
    links = [link.get("href", "") for link in html5lib.parse(content).iter(f"{HTML}a")]
    return [link for link in links if "/download/" in link]


def test_a_printed_plan_holds_actions_and_nothing_to_press(
    client: Client, self_check: SelfCheck
) -> None:
    make_actions(self_check, 2)
    page = html5lib.parse(client.get(PLAN).content)
    main = next(page.iter(f"{HTML}main"))
    for parent in list(main.iter()):
        for child in list(parent):
            if "nhsuk-u-display-none-print" in child.get("class", "").split():
                parent.remove(child)
    assert "Do thing 2" in "".join(main.itertext())
    for name in ("form", "button", "input", "select", "textarea", "a"):
        assert not list(main.iter(f"{HTML}{name}")), name


def test_what_people_write_is_shown_as_text(client: Client, self_check: SelfCheck) -> None:
    client.post(PLAN, {"what": "<b>Ask</b>", "owner": "<script>x</script>"})
    page = client.get(PLAN).content
    assert b"<b>Ask" not in page
    assert b"<script>x" not in page


# Putting in order


def moves(content: bytes) -> dict[str, dict[str, str]]:
    """The buttons that move rows by their words, with what each sends."""
    found = {}
    for form in html5lib.parse(content).iter(f"{HTML}form"):
        for button in form.iter(f"{HTML}button"):
            if button.get("name") == "order":
                hidden = {e.get("name"): e.get("value") for e in form.iter(f"{HTML}input")}
                found["".join(button.itertext())] = hidden | {"order": button.get("value")}
    return found


def test_actions_move_up_and_down(client: Client, self_check: SelfCheck) -> None:
    one, two, three = make_actions(self_check, 3)
    buttons = moves(client.get(PLAN).content)
    assert set(buttons) == {
        "Move up action 2", "Move up action 3", "Move down action 1", "Move down action 2",
    }  # fmt: skip
    answer = client.post(PLAN, buttons["Move up action 3"])
    assert answer["Location"] == f"{PLAN}#action-{three.pk}"
    assert order_of(self_check) == [one.what, three.what, two.what]
    client.post(PLAN, moves(client.get(PLAN).content)["Move down action 1"])
    assert order_of(self_check) == [three.what, one.what, two.what]


def test_a_double_click_moves_once(client: Client, self_check: SelfCheck) -> None:
    rows = make_actions(self_check, 4)
    button = moves(client.get(PLAN).content)["Move up action 4"]
    for _ in range(3):
        assert client.post(PLAN, button).status_code == 303
    assert order_of(self_check) == [rows[at].what for at in (0, 1, 3, 2)]
    assert SelfCheck.objects.get().version == self_check.version + 1


@pytest.mark.parametrize(
    "order", ["", "1", "x-before-y", "-1-before-2", "9-before-8", "9" * 400, "\x00", "1-before-"]
)
def test_a_wish_that_makes_no_sense_changes_nothing(
    client: Client, self_check: SelfCheck, order: str
) -> None:
    rows = make_actions(self_check, 2)
    assert client.post(PLAN, {"order": order, "moved": "\x00"}).status_code == 303
    assert order_of(self_check) == [row.what for row in rows]


def test_a_row_of_another_check_stays_where_it_is(client: Client, self_check: SelfCheck) -> None:
    make_actions(self_check, 2)
    other = SelfCheckFactory()
    one, two = make_actions(other, 2)
    client.post(PLAN, {"order": f"{two.pk}-before-{one.pk}"})
    assert order_of(other) == [one.what, two.what]
    for method in (client.get, client.post):
        assert method(f"{PLAN}{one.pk}/").status_code in {404, 409}
    client.post(f"{PLAN}{one.pk}/?delete=ask")
    assert Action.objects.filter(self_check=other).count() == 2


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.data())
def test_whatever_is_moved_no_action_is_lost_and_the_wish_holds(
    client: Client, self_check: SelfCheck, data: st.DataObject
) -> None:
    self_check.actions.all().delete()
    pks = [row.pk for row in make_actions(self_check, 5)]
    for _ in range(4):
        one = data.draw(st.sampled_from(pks))
        two = data.draw(st.sampled_from(pks))
        client.post(PLAN, {"order": f"{one}-before-{two}"})
        order = list(self_check.actions.values_list("pk", flat=True))
        assert sorted(order) == sorted(pks)
        assert order.index(one) <= order.index(two)


# Changing and deleting


def test_an_action_is_changed(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase], measures: list[Measure]
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    sent = fields_of(client.get(path).content) | {
        "what": "Do it well",
        "progress": "under-way",
        "sub_phase": "1a",
        "measure": "sessions",
        "due_on-day": "1",
        "due_on-month": "June",
        "due_on-year": "2027",
    }
    assert client.post(path, sent)["Location"] == f"{PLAN}#action-{row.pk}"
    row.refresh_from_db()
    assert (row.what, row.progress, row.due_on) == ("Do it well", "under-way", date(2027, 6, 1))
    assert (row.sub_phase, row.measure) == (framework["1a"], measures[0])
    emptied = fields_of(client.get(path).content) | {
        "due_on-day": "", "due_on-month": "", "due_on-year": "", "measure": "", "sub_phase": "",
    }  # fmt: skip
    client.post(path, emptied)
    row.refresh_from_db()
    assert (row.due_on, row.measure, row.sub_phase) == (None, None, None)


def test_sending_the_same_change_twice_saves_once(client: Client, self_check: SelfCheck) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    sent = fields_of(client.get(path).content) | {"what": "Do it well"}
    for _ in range(2):
        assert client.post(path, sent).status_code == 303
    assert SelfCheck.objects.get().version == self_check.version + 1


def test_two_windows_that_change_different_things_both_count(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    page = fields_of(client.get(path).content)
    client.post(path, page | {"owner": "Engagement lead"})
    client.post(path, page | {"why": "It matters"})
    row.refresh_from_db()
    assert (row.owner, row.why) == ("Engagement lead", "It matters")


def test_two_windows_that_change_the_same_thing_are_asked(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    page = fields_of(client.get(path).content)
    first = page | {"owner": "Board", "due_on-day": "1", "due_on-month": "6", "due_on-year": "2027"}
    client.post(path, first)
    second = page | {"owner": "Nurses", "progress": "done", "why": "It matters"}
    second |= {"due_on-day": "2", "due_on-month": "6", "due_on-year": "2027"}
    answer = client.post(path, second)
    assert answer.status_code == 409
    error_pattern(answer.content)
    words = text_of(answer.content)
    assert "Somebody saved “Board” here" in words
    assert "Somebody saved 1 June 2027 here" in words
    row.refresh_from_db()
    assert (row.owner, row.due_on, row.progress, row.why) == (
        "Board", date(2027, 6, 1), "done", "It matters",
    )  # fmt: skip
    asked = fields_of(answer.content)
    assert (asked["owner"], asked["due_on-day"]) == ("Nurses", "2")
    assert client.post(path, asked).status_code == 303
    row.refresh_from_db()
    assert (row.owner, row.due_on) == ("Nurses", date(2027, 6, 2))


def test_what_somebody_else_saved_survives_a_question_about_another_field(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    page = fields_of(client.get(path).content)
    client.post(path, page | {"owner": "Board", "why": "It matters"})
    asked = fields_of(client.post(path, page | {"owner": "Nurses"}).content)
    client.post(path, asked)
    row.refresh_from_db()
    assert (row.owner, row.why) == ("Nurses", "It matters")


def test_what_somebody_else_saved_survives_a_mistake_in_an_old_form(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    page = fields_of(client.get(path).content)
    client.post(path, page | {"why": "It matters"})
    refused = client.post(path, page | {"what": ""})
    assert refused.status_code == 422
    client.post(path, fields_of(refused.content) | {"what": "Do it well"})
    row.refresh_from_db()
    assert (row.what, row.why) == ("Do it well", "It matters")


def test_without_knowing_what_was_seen_nothing_is_overwritten(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    for seen in ({}, {"seen": "{"}, {"seen": "[]"}, {"seen": "x" * 600_000}):
        sent = {"what": "Something else", "progress": "not-started", **seen}
        assert client.post(path, sent).status_code == 409
    row.refresh_from_db()
    assert row.what == "Do thing 1"


def test_a_part_that_can_no_longer_be_chosen_stays(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    (row,) = make_actions(self_check, 1)
    unknown = SubPhase.objects.get(identifier="1c")
    Action.objects.update(sub_phase=unknown)
    path = f"{PLAN}{row.pk}/"
    client.post(path, fields_of(client.get(path).content) | {"what": "Do it well"})
    row.refresh_from_db()
    assert (row.what, row.sub_phase) == ("Do it well", unknown)


def test_a_measure_of_a_part_that_can_no_longer_be_chosen_stays(
    client: Client, self_check: SelfCheck, measures: list[Measure]
) -> None:
    (row,) = make_actions(self_check, 1)
    unknown = SubPhase.objects.get(identifier="1c")
    measures[0].sub_phases.add(unknown)
    Action.objects.update(sub_phase=unknown, measure=measures[0])
    path = f"{PLAN}{row.pk}/"
    client.post(path, fields_of(client.get(path).content) | {"what": "Do it well"})
    row.refresh_from_db()
    assert (row.what, row.measure) == ("Do it well", measures[0])


def test_the_question_before_deleting_shows_the_whole_action(
    client: Client, self_check: SelfCheck, framework: dict[str, SubPhase], measures: list[Measure]
) -> None:
    (row,) = make_actions(self_check, 1)
    Action.objects.update(
        why="It matters", owner="Board", due_on=date(2020, 1, 31), progress=Progress.UNDER_WAY,
        measure=measures[0], how_we_will_know="They tell us", sub_phase=framework["1a"],
    )  # fmt: skip
    words = text_of(client.get(f"{PLAN}{row.pk}/?delete=ask").content)
    for said in (
        "Do thing 1", "Under way", "It matters", "Board", "31 January 2020. This date has passed.",
        "Sessions held", "They tell us", "1a Evidence",
    ):  # fmt: skip
        assert said in words


def test_an_action_is_deleted_after_a_question(client: Client, self_check: SelfCheck) -> None:
    one, two = make_actions(self_check, 2)
    path = f"{PLAN}{one.pk}/?delete=ask"
    asked = client.get(path)
    assert "We cannot bring it back." in text_of(asked.content)
    for _ in range(2):
        answer = client.post(path, fields_of(asked.content))
        assert (answer.status_code, answer["Location"]) == (303, PLAN)
    assert order_of(self_check) == [two.what]


def test_an_action_that_somebody_changed_is_shown_before_it_goes(
    client: Client, self_check: SelfCheck
) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/?delete=ask"
    asked = client.get(path).content
    Action.objects.update(owner="Board")
    answer = client.post(path, fields_of(asked))
    assert answer.status_code == 409
    assert "Board" in text_of(answer.content)
    assert Action.objects.exists()
    client.post(path, fields_of(answer.content))
    assert not Action.objects.exists()


def test_words_for_an_action_that_is_gone_come_back(client: Client, self_check: SelfCheck) -> None:
    (row,) = make_actions(self_check, 1)
    path = f"{PLAN}{row.pk}/"
    sent = fields_of(client.get(path).content) | {"why": "A long thought"}
    row.delete()
    answer = client.post(path, sent)
    assert answer.status_code == 409
    assert "A long thought" in text_of(answer.content)
    assert client.get(path).status_code == 404
    assert client.get(f"{path}?delete=ask").status_code == 404


@pytest.mark.parametrize("pk", ["0", "9" * 18, "9" * 60])
def test_an_address_of_no_action_is_not_found(
    client: Client, self_check: SelfCheck, pk: str
) -> None:
    assert client.get(f"{PLAN}{pk}/").status_code == 404


# Who may


def test_a_view_only_link_reads_the_plan_and_changes_nothing(
    client: Client, self_check: SelfCheck
) -> None:
    SelfCheck.objects.update(view_hash=hash_of(VIEW_TOKEN))
    one, two = make_actions(self_check, 2)
    path = f"/self-check/{VIEW_TOKEN}/action-plan/"
    page = client.get(path).content
    assert "Do thing 1" in text_of(page)
    assert b"<button" not in page.split(b"<main")[1].split(b"</main")[0]
    assert TOKEN.encode() not in page
    for sent in ({"what": "More"}, {"order": f"{two.pk}-before-{one.pk}"}):
        assert client.post(path, sent).status_code == 403
    for address in (f"{path}{one.pk}/", f"{path}{one.pk}/?delete=ask"):
        assert client.get(address).status_code == 403
        assert client.post(address).status_code == 403
    assert order_of(self_check) == [one.what, two.what]


def test_pages_of_the_plan_are_kept_by_nobody(client: Client, self_check: SelfCheck) -> None:
    (row,) = make_actions(self_check, 1)
    for path in (PLAN, f"{PLAN}{row.pk}/", f"{PLAN}{row.pk}/?delete=ask"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert answer["Referrer-Policy"] == "no-referrer"
        assert not answer.cookies


def test_a_plan_of_nobody_is_not_found(client: Client, framework: object) -> None:
    for path in ("action-plan/", "action-plan/1/"):
        assert client.get(f"/self-check/{'x' * 43}/{path}").status_code == 404
        assert client.post(f"/self-check/{'x' * 43}/{path}").status_code == 404


# Hostile input and cost

fields = st.sampled_from(
    ["what", "why", "owner", "key", "seen", "order", "moved", "measure", "sub_phase", "idea",
     "progress", "due_on-day", "due_on-month", "due_on-year", "how_we_will_know"]
)  # fmt: skip
odd = st.one_of(
    st.text(st.characters(codec="utf-8"), max_size=20),
    st.sampled_from(["\x00", "1a", "done", "x" * 500, "31", "2", "2027", "{}", '{"what": 1}']),
)


@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.dictionaries(fields, odd, max_size=6))
def test_any_body_is_answered(
    client: Client, self_check: SelfCheck, measures: list[Measure], body: dict[str, str]
) -> None:
    row = make_actions(self_check, 1)[0] if not Action.objects.exists() else Action.objects.first()
    for path in (PLAN, f"{PLAN}{row.pk}/"):
        assert client.post(path, body).status_code in {303, 409, 422}
        assert client.get(path).status_code == 200


def queries_of(client: Client, path: str) -> int:
    client.get(path)
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)


@pytest.mark.parametrize("query", ["", "?part=1a"])
def test_a_long_plan_costs_no_more_queries(
    client: Client, self_check: SelfCheck, measures: list[Measure],
    framework: dict[str, SubPhase], query: str,
) -> None:  # fmt: skip
    level = Level.objects.get(number=2)
    AnswerFactory(
        self_check=self_check, sub_phase=framework["1a"], kind=AnswerKind.LEVEL, level=level
    )
    make_actions(self_check, 3)
    Action.objects.update(sub_phase=framework["1a"], measure=measures[0])
    few = queries_of(client, f"{PLAN}{query}")
    make_actions(self_check, 27)
    Action.objects.update(sub_phase=framework["1b"], measure=measures[1])
    assert queries_of(client, f"{PLAN}{query}") == few <= 8


@pytest.mark.parametrize("query", ["", "?delete=ask"])
def test_one_action_keeps_to_the_budget(
    client: Client, self_check: SelfCheck, measures: list[Measure],
    framework: dict[str, SubPhase], query: str,
) -> None:  # fmt: skip
    row = make_actions(self_check, 1)[0]
    level = Level.objects.get(number=2)
    AnswerFactory(
        self_check=self_check, sub_phase=framework["1a"], kind=AnswerKind.LEVEL, level=level
    )
    Action.objects.update(sub_phase=framework["1a"], measure=measures[0])
    assert queries_of(client, f"{PLAN}{row.pk}/{query}") <= 8
