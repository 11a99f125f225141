"""A strategy with a new status: what editors are told, and that every page says it at once."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from casestudies.models import CaseStudySubPhase
from framework.models import Strategy, StrategyElement, SubPhase
from guidance.models import StrategyIndexPage
from pages.models import HomePage
from selfcheck.enums import AnswerKind
from selfcheck.models import SelfCheck
from tests.designsystem.markup import text_of
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import CaseStudyIndexPageFactory, CaseStudyPageFactory
from tests.factories.framework import PhaseFactory, StatementFactory, SubPhaseFactory, four_levels
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
    SubPhasePageFactory,
)
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory
from tests.factories.strategies import ElementFactory, LinkFactory, StrategyFactory
from tests.officefiles.office import part_of
from tests.queries import queries_of

TOKEN = "a-token-that-only-these-tests-know-about-9876543210"  # noqa: S105 - of a test
pytestmark = pytest.mark.usefixtures("home_page")
FORM = re.compile("<form.*?</form>", re.DOTALL)
Capture = Callable[..., AbstractContextManager[Any]]


@pytest.fixture
def part(home_page: HomePage) -> SubPhase:
    """A part of the framework in its place, with a statement."""
    levels = four_levels()
    phase = PhaseFactory(identifier="check", name="Check", number=1)
    part = SubPhaseFactory(phase=phase, letter="b", identifier="1b", slug="1b-part", title="Look")
    StatementFactory(sub_phase=part, level=levels[1], identifier="1b-developing-1")
    index = FrameworkIndexPageFactory(parent=home_page)
    SubPhasePageFactory(parent=PhasePageFactory(parent=index, phase=phase), sub_phase=part)
    return part


@pytest.fixture
def strategy(part: SubPhase) -> Strategy:
    """A plan with one part, which a part of the framework serves."""
    plan = StrategyFactory(
        identifier="forward", name="Forward Plan (adults)", status_since=date(2025, 7, 3)
    )
    element = ElementFactory(strategy=plan, identifier="hear", name="Hear people")
    LinkFactory(element=element, sub_phase=part)
    return plan


def edit(strategy: Strategy, **changes: Any) -> dict[str, Any]:
    """The edit form of a strategy as a browser sends it."""
    fields = ("name", "identifier", "kind", "position", "owner", "applies_to", "account", "status")
    more = ("status_since", "status_reason", "review_on", "address", "publisher")
    sent: dict[str, Any] = {name: getattr(strategy, name) or "" for name in (*fields, *more)}
    elements = [
        {
            "id": element.pk,
            "name": element.name,
            "identifier": element.identifier,
            "account": element.account,
            "checked": "on" if element.checked else "",
        }
        for element in StrategyElement.objects.filter(strategy=strategy)
    ]
    sent["elements"] = inline_formset(elements, initial=len(elements))
    return nested_form_data({**sent, **changes})


def address_of(strategy: Strategy) -> str:
    return reverse("wagtailsnippets_framework_strategy:edit", args=[strategy.pk])


def save(client: Client, strategy: Strategy, **changes: Any) -> str:
    """Save the form; what the page that follows says."""
    response = client.post(address_of(strategy), edit(strategy, **changes), follow=True)
    assert response.redirect_chain, text_of(response.content.decode())
    return str(response.content.decode())


def words(html: str) -> str:
    return " ".join(text_of(html).split())


def test_a_new_status_tells_how_many_pages_to_read_again(
    editor_client: Client, home_page: HomePage, strategy: Strategy, part: SubPhase
) -> None:
    guide = GuidancePageFactory(parent=GuidanceIndexPageFactory(parent=home_page))
    guide.sub_phases = [part]
    guide.save()
    html = save(editor_client, strategy, status="paused", status_since="")
    assert "The status is now “Paused”." in html
    assert "Pages to read again: 1." in html
    assert reverse("strategy_pages_to_review", args=[strategy.pk]) in html
    assert Strategy.objects.get().status == "paused"


def test_another_change_tells_of_no_pages(editor_client: Client, strategy: Strategy) -> None:
    html = save(editor_client, strategy, owner="Somebody else")
    assert "read again" not in html
    assert Strategy.objects.get().owner == "Somebody else"


def test_the_day_of_the_old_status_does_not_stay_behind(
    editor_client: Client, strategy: Strategy
) -> None:
    response = editor_client.post(address_of(strategy), edit(strategy, status="paused"))
    assert "This day belongs to the status before." in response.content.decode()
    assert Strategy.objects.get().status == "in-force"
    save(editor_client, strategy, status="paused", status_since="2026-05-01")
    assert Strategy.objects.get().status_since == date(2026, 5, 1)


def test_parts_of_a_strategy_are_added_and_ordered_where_it_is_edited(
    editor_client: Client, strategy: Strategy
) -> None:
    kept = StrategyElement.objects.get()
    new = {"name": "Pay people", "identifier": "pay", "account": "", "checked": "", "ORDER": "1"}
    old = {"id": kept.pk, "name": "Hear all", "identifier": "hear", "account": "", "ORDER": "2"}
    data = edit(strategy)
    data = {name: value for name, value in data.items() if not name.startswith("elements-")}
    data |= nested_form_data({"elements": inline_formset([old, new], initial=1)})
    response = editor_client.post(address_of(strategy), data)
    assert response.status_code == 302
    assert [each.name for each in StrategyElement.objects.all()] == ["Pay people", "Hear all"]
    assert kept.sub_phase_links.count() == 1


def test_the_pages_to_review_say_why_and_who_owns_them(
    editor_client: Client,
    home_page: HomePage,
    strategy: Strategy,
    part: SubPhase,
    django_capture_on_commit_callbacks: Capture,
) -> None:
    owner = UserFactory(username="ada", first_name="Ada", last_name="Fry")
    with django_capture_on_commit_callbacks(execute=True):
        studies = CaseStudyIndexPageFactory(parent=home_page)
        study = CaseStudyPageFactory(parent=studies, title="A draft study", live=False, owner=owner)
        study.sub_phases = [CaseStudySubPhase(sub_phase=part)]
        study.save()
        guides = GuidanceIndexPageFactory(parent=home_page)
        naming = GuidancePageFactory(
            parent=guides, title="Write it down", summary="For the Forward Plan."
        )
        naming.save_revision().publish()
        GuidancePageFactory(parent=guides, title="Another matter").save_revision().publish()
    html = editor_client.get(reverse("strategy_pages_to_review", args=[strategy.pk]))
    text = words(html.content.decode())
    row = text[text.index("A draft study") : text.index("Write it down")]
    assert "Ada Fry" in row
    assert "draft" in row
    assert "It is about a part of the framework that serves this strategy." in row
    assert "It names this strategy." in text[text.index("Write it down") :]
    assert "Another matter" not in text
    assert reverse("wagtailadmin_pages:edit", args=[study.pk]) in html.content.decode()


def test_only_those_who_edit_strategies_see_the_pages_to_review(
    client: Client, strategy: Strategy
) -> None:
    address = reverse("strategy_pages_to_review", args=[strategy.pk])
    assert client.get(address).status_code == 302
    client.force_login(UserFactory(is_staff=True))
    assert client.get(address).status_code in {302, 403}


def test_the_list_leads_to_the_pages_and_says_what_is_overdue(
    editor_client: Client, strategy: Strategy
) -> None:
    StrategyFactory(name="An old one", review_on=date(2020, 1, 1))
    html = editor_client.get("/admin/snippets/framework/strategy/").content.decode()
    assert reverse("strategy_pages_to_review", args=[strategy.pk]) in html
    assert f"/strategylink/?element__strategy={strategy.pk}" in html
    assert words(html).count("Overdue") == 1
    links = editor_client.get(
        f"/admin/snippets/framework/strategylink/?element__strategy={strategy.pk}"
    )
    assert "Hear people" in links.content.decode()


def test_the_pages_to_review_cost_the_same_with_5_and_25(
    editor_client: Client, home_page: HomePage, strategy: Strategy, part: SubPhase
) -> None:
    guides = GuidanceIndexPageFactory(parent=home_page)
    address = reverse("strategy_pages_to_review", args=[strategy.pk])

    def cost(count: int) -> int:
        for _ in range(count):
            guide = GuidancePageFactory(parent=guides, owner=UserFactory())
            guide.sub_phases = [part]
            guide.save()
        editor_client.get(address)
        return queries_of(editor_client, address)

    assert cost(5) == cost(20) <= 40


@pytest.fixture
def addresses(home_page: HomePage, strategy: Strategy, part: SubPhase) -> list[str]:
    """Every page that shows how the strategy stands."""
    home_page.add_child(instance=StrategyIndexPage(title="Strategies", slug="strategies"))
    SelfCheckFactory(address=TOKEN)
    check = SelfCheck.objects.behind(TOKEN).get()
    AnswerFactory(self_check=check, sub_phase=part, kind=AnswerKind.LEVEL, level=four_levels()[1])
    return [
        "/strategies/",
        "/strategies/forward/",
        "/strategies/forward/hear/",
        "/strategies/cross-walk/",
        "/strategies/cross-walk/?by=part",
        "/framework/check/1b-part/",
        "/framework/statements/1b-developing-1/",
        f"/self-check/{TOKEN}/results/",
        "/search/?q=forward",
    ]


def said_in(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    main = response.content.decode().partition("<main")[2]
    # What the statuses can be chosen as in a filter is not how the strategy stands.
    return words(FORM.sub("", main))


def test_a_new_status_shows_at_once_wherever_the_strategy_is_named(
    client: Client,
    editor_client: Client,
    strategy: Strategy,
    addresses: list[str],
    django_capture_on_commit_callbacks: Capture,
) -> None:
    for address in addresses:
        client.get(address)
        assert "In force" in said_in(client, address), address
    with django_capture_on_commit_callbacks(execute=True):
        save(editor_client, strategy, status="superseded", status_since="2026-11-01")
    for address in addresses:
        # The note of the change names the status before, in quotation marks.
        said = said_in(client, address).replace("“In force”", "")
        assert "Superseded" in said, address
        assert "In force" not in said, address


def test_a_new_status_is_in_the_very_next_file(
    client: Client,
    editor_client: Client,
    strategy: Strategy,
    addresses: list[str],
    django_capture_on_commit_callbacks: Capture,
) -> None:
    files = ["/strategies/cross-walk/docx/", "/downloads/cross-walk/docx/"]

    def words_of(address: str) -> str:
        response = client.get(address)
        assert response.status_code == 200
        content = b"".join(response)
        return "".join(part_of(content, "word/document.xml").itertext())

    for address in files:
        assert "In force, since 3 July 2025" in words_of(address)
    with django_capture_on_commit_callbacks(execute=True):
        save(editor_client, strategy, status="superseded", status_since="2026-11-01")
    for address in files:
        said = words_of(address)
        assert "Superseded, since 1 November 2026" in said
        assert "In force" not in said
