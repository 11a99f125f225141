"""The results page: the sentence first, and nothing to change behind a link for reading only."""

from datetime import date

import html5lib
import pytest
from django.test import Client
from django.urls import reverse

from casestudies.models import CaseStudySubPhase
from content.keys import hash_of
from framework.enums import Advice, Lens, StrategyStatus
from framework.models import FormerWording, Level, Measure, Statement, SubPhase
from selfcheck.enums import AnswerKind, Practice
from selfcheck.models import SelfCheck
from tests.casestudies.conftest import index  # noqa: F401 - a fixture
from tests.factories.casestudies import published_study
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory
from tests.factories.selfcheck import AnswerFactory, QuestionFactory, StatementAnswerFactory
from tests.queries import queries_of
from tests.selfcheck.conftest import TOKEN
from tests.selfcheck.markup import HTML, text_of
from tests.selfcheck.test_results import link
from tests.selfcheck.test_standing import choose, practise

pytestmark = pytest.mark.django_db
VIEW = "a-link-that-is-only-for-reading-0123456789012345"
BEFORE = {
    "saved_on": "2025-03-01",
    "parts": {
        "1a": {"kind": "level", "level": "developing", "sub_phase_version": 1},
        "5a": {"kind": "level", "level": "maturing", "sub_phase_version": 1},
    },
}


def words(client: Client, home: str) -> str:
    return text_of(client.get(f"{home}results/").content)


def links_of(content: bytes) -> set[str]:
    main = next(html5lib.parse(content).iter(f"{HTML}main"))
    return {link.get("href", "") for link in main.iter(f"{HTML}a")}


def headings_of(content: bytes) -> list[str]:
    tree = html5lib.parse(content)
    return ["".join(each.itertext()) for each in tree.iter(f"{HTML}h2")]


@pytest.fixture
def to_read(self_check: SelfCheck) -> str:
    """The address of the view-only link."""
    SelfCheck.objects.update(view_hash=hash_of(VIEW))
    return f"/self-check/{VIEW}/"


def test_an_untouched_check_shows_the_way_to_the_questions(client: Client, home: str) -> None:
    response = client.get(f"{home}results/")
    assert "You have not answered any questions yet." in text_of(response.content)
    assert home in links_of(response.content)
    assert headings_of(response.content) == ["About this site"]
    assert "Answers as saved on" not in text_of(response.content)


def test_an_untouched_check_leads_a_reader_nowhere(client: Client, to_read: str) -> None:
    response = client.get(f"{to_read}results/")
    assert "You have not answered any questions yet." in text_of(response.content)
    assert not [each for each in links_of(response.content) if VIEW in each]


def test_the_sentence_comes_before_the_tables_and_they_before_the_next_steps(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 1)
    choose(self_check, framework["5a"], 4, note="Asked around")
    content = client.get(f"{home}results/").content
    text = text_of(content)
    assert "It is not a score" in text
    order = ["Engage is furthest on.", "Where each phase stands", "What to do next", "Keep going"]
    places = [text.index(each) for each in order[:2]] + [text.rindex(each) for each in order[2:]]
    assert places == sorted(places)
    assert "Phase by phase" in headings_of(content)
    assert "What it is based on" in headings_of(content)
    assert "your browser may put your secret link on the paper" in text


def test_a_step_leads_to_the_framework_to_the_plan_and_to_examples_that_made_the_move(
    client: Client,
    home: str,
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    index,  # noqa: F811 - the fixture
) -> None:
    emerging, developing = Level.objects.order_by("number")[:2]
    move = CaseStudySubPhase(
        sub_phase=framework["1a"], level_before=emerging, level_after=developing
    )
    study = published_study(index, title="They moved on", sub_phases=[move])
    measure = Measure.objects.create(identifier="who", rung="reach", name="Who came", shows="Who.")
    measure.sub_phases.add(framework["1a"])
    choose(self_check, framework["1a"], 1)
    content = client.get(f"{home}results/").content
    assert {
        framework["1a"].path,
        f"{home}action-plan/?part=1a#add-an-action",
        "/case-studies/next-level/?part=1a&level=emerging",
        study.url,
    } <= links_of(content)
    text = text_of(content)
    for each in ("move beyond it Emerging looks so.", "To get to Developing Developing looks so."):
        assert each in text
    assert "How you will know Who came" in text
    assert "1 example that moved on from Emerging" in text


def test_three_steps_are_open_and_the_rest_is_folded(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    other = SubPhaseFactory(phase=framework["5a"].phase, letter="b")
    for part in [*framework.values(), other]:
        choose(self_check, part, 1)
    text = words(client, home)
    assert "1 more part to think about" in text
    assert text.count("Framework and guidance for") == 4


def test_a_link_for_reading_only_shows_nothing_to_change(
    client: Client, to_read: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 1)
    response = client.get(f"{to_read}results/")
    assert response.status_code == 200
    assert TOKEN not in response.content.decode()
    assert not [each for each in links_of(response.content) if "?part=1a" in each and VIEW in each]
    changing = {
        reverse(f"selfcheck:{name}", args=[VIEW])
        for name in ("tasks", "about", "answers", "delete", "links", "next_round", "team", "leave")
    }
    assert not changing & links_of(response.content)
    assert "This link is for reading only." in text_of(response.content)
    assert "come back" not in text_of(response.content)
    assert "Action plan" not in headings_of(response.content)


def test_every_link_that_reading_only_shows_can_be_opened_with_it(
    client: Client, to_read: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 1)
    own = [each for each in links_of(client.get(f"{to_read}results/").content) if VIEW in each]
    assert own
    assert {client.get(each).status_code for each in own} == {200}


def test_the_links_of_the_one_who_answers_can_be_opened(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 1)
    own = [each for each in links_of(client.get(f"{home}results/").content) if TOKEN in each]
    assert {client.get(each).status_code for each in own} == {200}


def test_now_and_before_stand_side_by_side(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 3)
    choose(self_check, framework["5a"], 2)
    SelfCheck.objects.update(before=BEFORE)
    text = words(client, home)
    assert "“Before” is your last round, saved on 1 March 2025." in text
    assert "Maturing Before: Developing" in text
    assert "Further on than before: 1a Evidence." in text
    assert "Less far on than before: 5a Methods." in text
    assert "The line across a bar marks where it stood before." in text


def test_a_first_round_says_nothing_of_before(client: Client, home: str) -> None:
    assert "Before" not in words(client, home)


@pytest.mark.parametrize("status", StrategyStatus)
def test_a_strategy_is_shown_with_its_status_and_the_caveat(
    client: Client,
    home: str,
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    status: StrategyStatus,
) -> None:
    choose(self_check, framework["1a"], 2)
    link(framework["1a"], "Our duty", "Its aim", status=status, status_reason="A bill is near.")
    text = words(client, home)
    assert f"{status.label} A bill is near." in text
    assert text.count("We have not yet checked these words against the published page.") == 1
    assert "They do not show that you meet a strategy or a duty." in text
    assert "1a Evidence: Developing. Because." in text


def test_a_strategy_that_no_part_serves_is_left_out(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 2)
    assert "By strategy" not in words(client, home)


def test_words_that_changed_are_shown_as_they_were(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["1a"], 2)
    practise(self_check, framework["1a"], Practice.DOING)
    statement = Statement.objects.get(level__number=1)
    Statement.objects.update(version=2)
    SubPhase.objects.filter(identifier="1a").update(version=2)
    FormerWording.objects.create(identifier="1a", version=1, text="Proof\nWhat we know.")
    FormerWording.objects.create(identifier=statement.identifier, version=1, text="It looked so.")
    text = words(client, home)
    assert "You answered: “Proof – What we know.”" in text
    assert "These words have changed since. You answered: “It looked so.”" in text


def test_an_own_choice_is_told_apart_from_what_was_read(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.DOING, Practice.DOING, Practice.NOT_YET)
    choose(self_check, framework["1a"], 3, reason="A <b>visitor</b> said so")
    text = words(client, home)
    assert "1a Evidence: Maturing (your own choice)" in text
    assert "Your answers to the statements read as: Developing." in text
    assert "You said why: “A <b>visitor</b> said so”" in text


def test_weak_practice_never_raises_what_the_page_shows(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    Statement.objects.update(advice=Advice.MOVE_BEYOND)
    practise(self_check, framework["1a"], *[Practice.DOING] * 4)
    text = words(client, home)
    assert "You have not answered any questions yet." in text
    assert "Your answers to the statements do not say enough to read a level." in text
    assert "Emerging, to move beyond: Emerging looks so. We do this" in text
    assert "Keep doing" not in text


def test_earlier_answers_are_shown_and_do_not_count(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    practise(self_check, framework["1a"], Practice.DOING)
    Statement.objects.update(retired_on=date(2020, 1, 1))
    text = words(client, home)
    assert "They do not count above. 1a Evidence Emerging looks so.We do this" in text
    assert "You have not answered any questions yet." in text


def test_an_answer_to_a_retired_question_counts_and_names_it(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    old = QuestionFactory(sub_phase=framework["5a"], retired_on=date(2020, 1, 1))
    choose(self_check, framework["5a"], 4, question=old, reason="We grew")
    text = words(client, home)
    assert "We no longer ask this question. You answered: “How do you do this?”" in text
    assert "Earlier answers" not in text


def test_an_earlier_answer_is_shown_with_its_reason(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    choose(self_check, framework["5a"], 4, reason="We grew")
    SubPhase.objects.filter(identifier="5a").update(known=False)
    framework["5a"].refresh_from_db()
    framework["5a"].save()
    assert "ThrivingWhy this level: We grew" in words(client, home)


def test_examples_of_the_same_kind_of_work_come_first(
    client: Client,
    home: str,
    self_check: SelfCheck,
    framework: dict[str, SubPhase],
    index,  # noqa: F811 - the fixture
) -> None:
    choose(self_check, framework["1a"], 1)
    for lens in (Lens.STRATEGIC, Lens.OPERATIONAL):
        about = CaseStudySubPhase(sub_phase=framework["1a"])
        published_study(index, title=f"About {lens}", lens=lens, sub_phases=[about])
    for lens, first in (("", "operational"), ("strategic", "strategic")):
        SelfCheck.objects.update(lens=lens)
        text = words(client, home)
        other = {"operational": "strategic", "strategic": "operational"}[first]
        assert text.index(f"About {first}") < text.index(f"About {other}")


def answer_parts(self_check: SelfCheck, count: int) -> None:
    phase = PhaseFactory(number=20 + count, identifier=f"later-{count}", name=f"Later {count}")
    level = Level.objects.get(number=2)
    for place in range(count):
        letter = chr(ord("a") + place)
        part = SubPhaseFactory(phase=phase, letter=letter, identifier=f"{20 + count}{letter}")
        link(part, "Our duty", f"Aim {part.pk}")
        AnswerFactory(
            self_check=self_check, sub_phase=part, kind=AnswerKind.LEVEL, level=level, note="Why"
        )


def answer_statements(self_check: SelfCheck, part: SubPhase, count: int) -> None:
    for place in range(count):
        level = Level.objects.get(number=place % 4 + 1)
        statement = StatementFactory(sub_phase=part, level=level)
        StatementAnswerFactory(self_check=self_check, statement=statement)


def test_many_answers_cost_no_more_queries_than_few(
    client: Client, home: str, self_check: SelfCheck, framework: dict[str, SubPhase]
) -> None:
    answer_parts(self_check, 2)
    answer_statements(self_check, framework["1b"], 5)
    few = queries_of(client, f"{home}results/")
    answer_parts(self_check, 20)
    answer_statements(self_check, framework["1b"], 295)
    assert queries_of(client, f"{home}results/") == few <= 12
