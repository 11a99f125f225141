"""Guidance is something to use on Monday: whole, short, linked and plain."""

import re
from collections import Counter
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from wagtail.blocks.stream_block import StreamBlockValidationError

from content.readability import reading_age
from guidance.blocks import GUIDANCE_BLOCKS, WHERE_HELP_IS
from guidance.loading import load_guidance_page
from guidance.models import GuidancePage
from pages.models import HomePage
from tests.designsystem.markup import find, text_of
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.guidance.starter_texts import (
    GUIDANCE,
    PAGES,
    ROOT,
    lines,
    read,
    texts_to_read,
    words_in,
)

FRAMEWORK = read(ROOT / "site/framework/data/framework.toml")
MEASURES = read(ROOT / "site/framework/data/measures.toml")
GUIDES = {path.stem: read(path) for path in GUIDANCE}
OF_A_PHASE = [name for name, guide in GUIDES.items() if guide["phase"]]
NEEDED = {
    *("steps", "do_list", "dont_list", "worked_example", "pitfalls", "people"),
    "how_you_will_know",
}
OLDEST_READER = 14
MOST_WORDS = 900
SENTENCE_END = re.compile(r"(?<=[.?!:;])[”’)]*\s+")


def rendered(kind: str, value: Any) -> str:
    body = GUIDANCE_BLOCKS.to_python([{"type": kind, "value": value}])
    return str(body.render_as_block())


def blocks_of(guide: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [block for block in guide["body"] if block["type"] == kind]


def test_steps_are_a_numbered_list_of_titles() -> None:
    steps = [
        {"title": "Look", "what": "<p>Look <b>first</b>.</p>", "who": "The lead"},
        {"title": "Ask", "what": "<p>Then ask.</p>", "how_long": "A morning"},
    ]
    html = rendered("steps", steps)
    items = [text_of("".join(item.itertext())) for item in find(html, "ol")[0].iter("li")]
    assert items == ["Look Look first. Who: The lead", "Ask Then ask. How long: A morning"]
    assert [heading.text for heading in find(html, "h3")] == ["Look", "Ask"]
    assert len(find(html, "b")) == 1


def test_each_pitfall_stands_beside_a_better_way() -> None:
    html = rendered("pitfalls", [{"wrong": "Nobody came.", "instead": "Go to them."}])
    (wrong,), (instead,) = find(html, "dt"), find(html, "dd")
    assert (wrong.text, text_of("".join(instead.itertext()))) == (
        "Nobody came.",
        "Instead: Go to them.",
    )


def test_who_to_involve_is_a_table_with_a_name_for_each_row() -> None:
    row = {"who": "Carers", "brings": "What a day is like", "support": "Pay for care at home"}
    html = rendered("people", [row])
    heads = [text_of("".join(head.itertext())) for head in find(html, "th", scope="row")]
    assert heads == ["Who Carers"]
    assert "Pay for care at home" in text_of(html)
    assert find(html, "caption")


def test_a_warning_says_what_is_coming_and_where_help_is() -> None:
    value = {"coming": "This page speaks of loss.", "help_checked_on": "2026-03-02"}
    shown = text_of(rendered("content_warning", value))
    assert shown.startswith("Before you read on: This page speaks of loss.")
    assert WHERE_HELP_IS in shown
    assert shown.endswith("We last checked where help is on 2 March 2026.")


def test_help_that_nobody_has_checked_does_not_say_that_it_was() -> None:
    assert "checked" not in rendered("content_warning", {"coming": "This page speaks of loss."})


@pytest.mark.parametrize("place", [1, 2])
def test_a_warning_that_comes_late_is_refused(place: int) -> None:
    body = [{"type": "text", "value": "<p>One.</p>"}, {"type": "text", "value": "<p>Two.</p>"}]
    warning = {"type": "content_warning", "value": {"coming": "This page speaks of loss."}}
    first = GUIDANCE_BLOCKS.to_python([warning, *body])
    assert len(GUIDANCE_BLOCKS.clean(first)) == 3
    body.insert(place, warning)
    with pytest.raises(StreamBlockValidationError) as refused:
        GUIDANCE_BLOCKS.clean(GUIDANCE_BLOCKS.to_python(body))
    assert list(refused.value.block_errors) == [place]
    with pytest.raises(StreamBlockValidationError):
        GUIDANCE_BLOCKS.clean(GUIDANCE_BLOCKS.to_python([warning, warning]))


@pytest.mark.parametrize("kind", ["steps", "pitfalls", "people", "content_warning"])
def test_an_editor_sees_a_block_before_using_it(kind: str) -> None:
    block = GUIDANCE_BLOCKS.child_blocks[kind]
    assert text_of(block.render(block.get_preview_value()))
    assert block.get_description()


def test_an_editor_is_offered_the_blocks_and_told_to_check_the_help(
    editor_client: Client, home_page: HomePage
) -> None:
    warning = {"type": "content_warning", "value": {"coming": "This page speaks of loss."}}
    page = GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page), body=[warning])
    form = editor_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).content.decode()
    for words in ("Pitfalls", "Who to involve, and how to pay them", "To be checked by an editor"):
        assert words in form


def test_every_phase_has_guidance() -> None:
    phases = {phase["identifier"] for phase in FRAMEWORK["phase"]}
    assert {GUIDES[name]["phase"] for name in OF_A_PHASE} == phases


@pytest.mark.parametrize("name", GUIDES)
def test_guidance_is_whole(name: str) -> None:
    guide = GUIDES[name]
    kinds = Counter(block["type"] for block in guide["body"])
    assert NEEDED - set(kinds) == set()
    (steps,) = blocks_of(guide, "steps")
    assert 5 <= len(steps["value"]) <= 8
    assert guide["sources"]
    assert guide["measures"]
    assert guide["statements"]


@pytest.mark.parametrize("name", GUIDES)
def test_guidance_takes_less_than_ten_minutes(name: str) -> None:
    assert words_in(GUIDES[name]) <= MOST_WORDS


@pytest.mark.parametrize("name", GUIDES)
def test_guidance_is_in_short_sentences_without_labels(name: str) -> None:
    text = lines(GUIDES[name])
    sentences = [sentence for line in text for sentence in SENTENCE_END.split(line)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []
    joined = " ".join(text).lower()
    avoided = ("hard to reach", "hard-to-reach", "click here", " & ", "service users", "e.g.")
    assert [words for words in avoided if words in joined] == []


def test_what_nobody_has_read_is_said_on_the_page() -> None:
    known = {part["phase"] for part in FRAMEWORK["sub_phase"] if part["known"]}
    unread = {name for name in OF_A_PHASE if GUIDES[name]["phase"] not in known}
    assert {GUIDES[name]["phase"] for name in unread} == {"challenge", "plan", "involve"}
    silent = [name for name in unread if "not seen" not in " ".join(lines(GUIDES[name]))]
    assert [
        name
        for name in silent
        if "published parts of this phase are not here yet" not in " ".join(lines(GUIDES[name]))
    ] == []


def test_every_statement_and_measure_of_the_framework_has_guidance() -> None:
    helped = {one for guide in GUIDES.values() for one in guide["statements"]}
    assert helped == {statement["identifier"] for statement in FRAMEWORK["statement"]}
    measured = {one for guide in GUIDES.values() for one in guide["measures"]}
    assert measured == {measure["identifier"] for measure in MEASURES["measure"]}


def test_a_worked_example_that_is_made_up_says_so() -> None:
    examples = [block for guide in GUIDES.values() for block in blocks_of(guide, "worked_example")]
    made_up = [one for one in examples if one["study"].startswith("demo-")]
    assert made_up
    assert [one for one in made_up if not one["lesson"].startswith("A made-up example")] == []


def test_guidance_names_no_sum_of_money() -> None:
    text = {name: " ".join(lines(guide)) for name, guide in GUIDES.items()}
    assert [name for name, words in text.items() if re.search(r"£|\bpounds?\b", words)] == []


def too_hard(texts: list[tuple[str, str]]) -> str:
    """A table of pages and ages, the hardest first; empty when nobody has to be over 14.

    A lower age is never wrong: whoever is nine reads what a child of seven can read.
    """
    ages = [(reading_age(text), name) for name, text in texts]
    known = sorted(((age, name) for age, name in ages if age is not None), reverse=True)
    if not known or known[0][0] <= OLDEST_READER:
        return ""
    return "\n".join(f"{age:5.1f}  {name}" for age, name in known)


def test_starter_content_reads_at_14_or_below() -> None:
    texts = list(texts_to_read())
    assert len(texts) > len(PAGES)
    assert too_hard(texts) == ""


def test_a_hard_text_is_named_with_its_age() -> None:
    hard = "Organisational stakeholders collaboratively operationalise multidimensional " * 6
    plain = "We ask people what they need. " * 10
    assert too_hard([("plain.toml", plain)]) == ""
    first, second = too_hard([("plain.toml", plain), ("hard.toml", hard)]).splitlines()
    assert first.endswith("hard.toml")
    assert second == "  5.0  plain.toml"


def test_starter_guidance_is_served_with_what_it_points_at(
    client: Client, home_page: HomePage
) -> None:
    call_command("load_framework", no_progress=True)
    studies = CaseStudyIndexPageFactory(parent=home_page)
    examples = [block for guide in GUIDES.values() for block in blocks_of(guide, "worked_example")]
    for slug in {block["study"] for block in examples}:
        CaseStudyPageFactory(parent=studies, slug=slug)
    index = GuidanceIndexPageFactory(parent=home_page)
    for path in GUIDANCE:
        assert load_guidance_page(path, index, update=False)
    for page in GuidancePage.objects.all():
        guide = GUIDES[page.slug]
        html = client.get(page.url).content.decode()
        (steps,) = blocks_of(guide, "steps")
        titles = [step["title"] for step in steps["value"]]
        assert re.findall(r'<h3 class="nhsuk-heading-s">(.*?)</h3>', html)[: len(titles)] == titles
        assert html.count("app-example__title") == len(blocks_of(guide, "worked_example"))
        named = set(page.statements.values_list("identifier", flat=True))
        assert named == set(guide["statements"])
        measures = set(page.measures.values_list("identifier", flat=True))
        assert measures == set(guide["measures"])
