"""All questions on one page: public, without a form, the same for everyone."""

import html5lib
import pytest
from django.test import Client

from framework.enums import Lens
from framework.models import Level, SubPhase
from framework.outline import forget_outline
from tests.factories.framework import StatementFactory
from tests.factories.selfcheck import QuestionFactory
from tests.queries import queries_of
from tests.selfcheck.markup import HTML, ids_of, text_of

pytestmark = pytest.mark.django_db

PAGE = "/self-check/questions/"


def test_every_question_and_statement_is_there(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    QuestionFactory(sub_phase=framework["5a"], text="How do you choose methods?")
    words = text_of(client.get(PAGE).content)
    for expected in (
        "1a Evidence",
        "1b Skills",
        "How do you choose methods?",
        "Thriving looks so.",
    ):
        assert expected in words
    assert "Move beyond: Emerging looks so." in words
    assert "☐ We do this" in words
    assert "2. Challenge What the phase is about. No questions yet" in words


def test_nothing_on_it_can_be_sent(client: Client, framework: dict[str, SubPhase]) -> None:
    main = next(html5lib.parse(client.get(PAGE).content).iter(f"{HTML}main"))
    assert not [each for each in main.iter() if each.tag in {f"{HTML}form", f"{HTML}input"}]
    assert client.post(PAGE).status_code == 405


@pytest.mark.parametrize(
    ("address", "shown", "hidden"),
    [
        (PAGE, ["Board.", "Ward.", "Which way?"], []),
        (f"{PAGE}?lens=strategic", ["Board.", "Which board?"], ["Ward.", "Which way?"]),
        (f"{PAGE}?lens=operational", ["Ward.", "Which way?"], ["Board.", "Which board?"]),
        (f"{PAGE}?lens=%00&lens=sideways", ["Board.", "Ward."], []),
    ],
)
def test_it_shows_one_kind_of_work_or_all(
    client: Client,
    framework: dict[str, SubPhase],
    address: str,
    shown: list[str],
    hidden: list[str],
) -> None:
    level = Level.objects.get(number=2)
    part = framework["1b"]
    StatementFactory(sub_phase=part, level=level, lens=Lens.STRATEGIC, text="Board.")
    StatementFactory(sub_phase=part, level=level, lens=Lens.OPERATIONAL, text="Ward.")
    QuestionFactory(sub_phase=part, text="Which way?", text_strategic="Which board?")
    forget_outline()
    words = text_of(client.get(address).content)
    assert [each for each in shown if each not in words] == []
    assert [each for each in hidden if each in words] == []


def test_anyone_may_keep_it_and_it_sets_no_cookie(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    answer = client.get(PAGE)
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    again = client.get(PAGE, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_it_costs_the_same_for_many_statements(
    client: Client, framework: dict[str, SubPhase]
) -> None:
    few = queries_of(client, PAGE)
    StatementFactory.create_batch(30, sub_phase=framework["1a"], level=Level.objects.get(number=2))
    assert queries_of(client, PAGE) == few <= 8


def test_ids_are_there_once(client: Client, framework: dict[str, SubPhase]) -> None:
    ids = ids_of(client.get(PAGE).content)
    assert len(ids) == len(set(ids))
