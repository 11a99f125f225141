"""Framework and guidance pages: what they show, and how many queries they take."""

import pytest
from django.test import Client

from guidance.models import GuidanceIndexPage, PhasePage, SubPhasePage
from pages.models import HomePage
from tests.designsystem.markup import text_of
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.framework import (
    PhaseFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.queries import queries_of


@pytest.fixture
def sub_phase_page(home_page: HomePage) -> SubPhasePage:
    """A sub-phase page in its place, with a statement at two of the four levels."""
    levels = four_levels()
    phase = PhaseFactory(identifier="check", name="Check", number=1)
    part = SubPhaseFactory(phase=phase, letter="b", slug="1b-part", title="Reviewing")
    StatementFactory(sub_phase=part, level=levels[0], advice="move-beyond", text="One method.")
    StatementFactory(sub_phase=part, level=levels[1], text="Compare the gaps.")
    index = FrameworkIndexPageFactory(parent=home_page)
    parent = PhasePageFactory(parent=index, phase=phase)
    return SubPhasePageFactory(parent=parent, sub_phase=part)


def test_a_sub_phase_shows_its_levels_and_marks_weak_practice(
    client: Client, sub_phase_page: SubPhasePage
) -> None:
    html = client.get("/framework/check/1b-part/").content.decode()
    assert "Move beyond: One method." in text_of(html)
    assert "Compare the gaps." in html
    assert html.count("Text to be added.") == 2


def test_the_address_of_a_framework_page_is_the_records_own(sub_phase_page: SubPhasePage) -> None:
    sub_phase_page.slug = "something-else"
    sub_phase_page.full_clean()
    assert sub_phase_page.slug == "1b-part"
    assert sub_phase_page.sub_phase.path == sub_phase_page.url


def test_a_phase_without_known_parts_says_so(client: Client, home_page: HomePage) -> None:
    index = FrameworkIndexPageFactory(parent=home_page)
    phase = PhaseFactory(identifier="plan", gaps="Nobody here has read its parts.")
    PhasePageFactory(parent=index, phase=phase)
    html = client.get("/framework/plan/").content.decode()
    assert "Text to be added." in html
    assert "Nobody here has read its parts." in html
    assert "Start the self-check" not in html


def test_an_unknown_part_has_a_visible_place(client: Client, home_page: HomePage) -> None:
    index = FrameworkIndexPageFactory(parent=home_page)
    phase = PhaseFactory(identifier="check")
    SubPhaseFactory(phase=phase, letter="a", title="", known=False, topic_hint="Perhaps X.")
    PhasePageFactory(parent=index, phase=phase)
    html = client.get("/framework/check/").content.decode()
    assert "Text to be added" in html
    assert "Perhaps X." in html


def add_items(index: GuidanceIndexPage, page: SubPhasePage, count: int) -> None:
    """Statements at every level, and guidance about the sub-phase."""
    for level in four_levels():
        StatementFactory.create_batch(count, sub_phase=page.sub_phase, level=level)
    for _ in range(count):
        guide = GuidancePageFactory(parent=index, phase=page.sub_phase.phase)
        guide.sub_phases = [page.sub_phase]
        guide.save()


@pytest.mark.parametrize(
    ("address", "budget"),
    [
        ("/", 3),
        ("/framework/", 4),
        ("/framework/check/", 8),
        ("/framework/check/1b-part/", 8),
        ("/guidance/", 5),
    ],
)
def test_queries_do_not_grow_from_5_to_25_items(
    client: Client, home_page: HomePage, sub_phase_page: SubPhasePage, address: str, budget: int
) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    add_items(index, sub_phase_page, 5)
    with_5 = queries_of(client, address)
    add_items(index, sub_phase_page, 20)
    assert queries_of(client, address) == with_5 <= budget


def test_a_guidance_page_costs_the_same_with_5_and_25_blocks(
    client: Client, home_page: HomePage, sub_phase_page: SubPhasePage
) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    link = f'<p><a linktype="page" id="{sub_phase_page.pk}">there</a></p>'
    study = CaseStudyPageFactory(parent=CaseStudyIndexPageFactory(parent=home_page))
    blocks = [
        {"type": "text", "value": link},
        {"type": "self_check_question", "value": {"sub_phase": sub_phase_page.sub_phase.pk}},
        {"type": "worked_example", "value": {"study": study.pk, "lesson": "Ask first."}},
    ]
    counts = [
        queries_of(client, GuidancePageFactory(parent=index, body=blocks * times).url)
        for times in (5, 25)
    ]
    assert counts[0] == counts[1] <= 8


def test_phases_are_paged_through_in_order(client: Client, home_page: HomePage) -> None:
    index = FrameworkIndexPageFactory(parent=home_page)
    for number, name in enumerate(["check", "challenge", "plan"], start=1):
        PhasePageFactory(
            parent=index, phase=PhaseFactory(identifier=name, number=number, name=name.title())
        )
    html = client.get("/framework/challenge/").content.decode()
    assert (
        '<a class="nhsuk-pagination__link nhsuk-pagination__link--prev" href="/framework/check/"'
        in html
    )
    assert (
        '<a class="nhsuk-pagination__link nhsuk-pagination__link--next" href="/framework/plan/"'
        in html
    )
    assert PhasePage.objects.count() == 3
