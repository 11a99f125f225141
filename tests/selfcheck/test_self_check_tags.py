"""The question inside other pages, and the small words of the self-check's own."""

from datetime import timedelta

import html5lib
import pytest
from django.core.cache import cache
from django.template import Context, Template
from django.utils import timezone
from pytest_django.fixtures import DjangoAssertNumQueries
from wagtail.blocks import StructValue

from framework.blocks import SelfCheckQuestionBlock
from framework.models import SubPhase
from framework.outline import framework_outline
from selfcheck.models import Question
from selfcheck.templatetags.self_check import ago, of_key

pytestmark = pytest.mark.django_db


def draw(*parts: object) -> str:
    tags = "".join(f"{{% self_check_question p{number} %}}" for number in range(len(parts)))
    context = Context({f"p{number}": part for number, part in enumerate(parts)})
    return Template("{% load self_check %}" + tags).render(context)


def test_the_question_posts_to_the_start_with_its_sub_phase(framework: dict[str, SubPhase]) -> None:
    html = draw(framework["1a"])
    assert 'action="/self-check/start/" method="post"' in html
    assert '<input type="hidden" name="sub_phase" value="1a">' in html
    assert "1a Evidence: Which level is closest?" in html
    values = ["emerging", "developing", "maturing", "thriving", "not-sure", "does-not-apply"]
    boxes = [box for box in html5lib.parse(html).iter() if box.get("type") == "radio"]
    assert [box.get("value") for box in boxes] == values


def test_a_record_and_its_outline_draw_the_same_question(framework: dict[str, SubPhase]) -> None:
    outline = framework_outline().known_sub_phases()[0]
    assert draw(framework["1a"]) == draw(outline)


def test_ids_stay_unique_with_several_questions(framework: dict[str, SubPhase]) -> None:
    tree = html5lib.parse(draw(*framework.values()))
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) > 0


def test_the_same_question_may_stand_in_a_page_and_in_a_block(
    framework: dict[str, SubPhase],
) -> None:
    block = SelfCheckQuestionBlock()
    drawn = block.render(StructValue(block, [("sub_phase", framework["1a"])]))
    tree = html5lib.parse(draw(framework["1a"]) + drawn)
    ids = [each.get("id") for each in tree.iter() if each.get("id")]
    assert len(ids) == len(set(ids)) > 0


def test_the_question_says_what_happens_with_the_answer(framework: dict[str, SubPhase]) -> None:
    words = " ".join("".join(html5lib.parse(draw(framework["1a"])).itertext()).split())
    assert "Your answer joins the private self-check that you are answering" in words
    assert "Saving sets one cookie" in words
    assert "forget the check on this device" in words


def test_the_words_of_an_editor_are_asked(framework: dict[str, SubPhase]) -> None:
    Question.objects.create(
        identifier="evidence",
        sub_phase=framework["1a"],
        text="How well do you know your people?",
        help_text="Think of the last year.",
        maturing="You know <most> groups.",
    )
    cache.clear()
    html = draw(framework["1a"])
    assert "1a Evidence: How well do you know your people?" in html
    assert "Think of the last year." in html
    assert "You know &lt;most&gt; groups." in html


def test_a_retired_question_shows_nothing(framework: dict[str, SubPhase]) -> None:
    Question.objects.create(
        identifier="evidence", sub_phase=framework["1a"], retired_on=timezone.localdate()
    )
    cache.clear()
    assert draw(framework["1a"]).strip() == ""


def test_the_question_costs_no_query_once_the_outline_is_known(
    framework: dict[str, SubPhase], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    draw(framework["5a"])
    with django_assert_num_queries(0):
        draw(framework["1a"])


def test_a_sub_phase_that_nobody_has_read_is_not_asked_about(
    framework: dict[str, SubPhase],
) -> None:
    assert draw(SubPhase.objects.get(identifier="1c")).strip() == ""


def test_a_question_whose_sub_phase_is_gone_shows_nothing(framework: dict[str, SubPhase]) -> None:
    assert draw(None).strip() == ""


def test_the_block_draws_the_question(framework: dict[str, SubPhase]) -> None:
    block = SelfCheckQuestionBlock()
    html = block.render(StructValue(block, [("sub_phase", framework["1a"])]))
    assert "1a Evidence: Which level is closest?" in html


@pytest.mark.parametrize(
    ("since", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=5), "5\xa0minutes ago"),
        (timedelta(days=2, hours=3), "2\xa0days ago"),
    ],
)
def test_how_long_ago_is_said_in_words(since: timedelta, words: str) -> None:
    assert ago(timezone.now() - since) == words


def test_a_missing_key_gives_nothing() -> None:
    assert of_key({1: "one"}, 2) == []
    assert of_key({1: "one"}, 1) == "one"
