"""What a new page begins with in the admin, and how what nobody has replaced is known."""

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from wagtail.blocks.stream_block import StreamBlockValidationError
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from casestudies.models import CaseStudyPage
from content.models import PublicPage
from content.starters import fill_new_page, hint, left_hints
from guidance.models import GuidancePage, SubPhasePage
from pages.models import HomePage, StandardPage
from tests.factories.casestudies import CaseStudyIndexPageFactory
from tests.factories.framework import SubPhaseFactory
from tests.factories.guidance import (
    FrameworkIndexPageFactory,
    GuidanceIndexPageFactory,
    GuidancePageFactory,
    PhasePageFactory,
)

TYPES = [GuidancePage, SubPhasePage, CaseStudyPage, StandardPage]
# What only an editor can choose.
CHOICES = {"worked_example", "self_check_question"}
STORY = [field.name for field in CaseStudyPage._meta.fields if hasattr(field, "features")]


def begun(model: type[PublicPage]) -> PublicPage:
    """A page as the form of a new one holds it."""
    page = model(title="New")
    fill_new_page(page=page)
    return page


def parent_of(model: type[PublicPage], home: HomePage) -> Page:
    if model is StandardPage:
        return home
    if model is GuidancePage:
        return GuidanceIndexPageFactory(parent=home)
    if model is CaseStudyPage:
        return CaseStudyIndexPageFactory(parent=home)
    part = SubPhaseFactory()
    return PhasePageFactory(parent=FrameworkIndexPageFactory(parent=home), phase=part.phase)


def address_of_adding(model: type[PublicPage], parent: Page) -> str:
    place = [model._meta.app_label, model._meta.model_name, parent.pk]
    return reverse("wagtailadmin_pages:add", args=place)


def save_draft(
    client: Client, model: type[PublicPage], parent: Page, slug: str = "half-an-idea"
) -> HttpResponse:
    """Send the form of a new page of which nothing but the title is filled in."""
    empty: dict[str, object] = {"title": "Half an idea", "slug": slug}
    for field in model._meta.get_fields():
        if isinstance(field, StreamField):
            empty[field.name] = streamfield([])
    if model is CaseStudyPage:
        empty |= {"outcomes": inline_formset([]), "sub_phases": inline_formset([])}
        empty |= {name: rich_text("") for name in STORY}
    if model is SubPhasePage:
        empty["sub_phase"] = SubPhaseFactory().pk
    data = nested_form_data({**empty, "comments": inline_formset([])})
    return client.post(address_of_adding(model, parent), data)


@pytest.mark.parametrize("model", TYPES)
def test_everything_of_a_starter_is_known_and_fits(model: type[PublicPage]) -> None:
    """Blocks of another name would be left out in silence."""
    page = begun(model)
    assert left_hints(page)
    for name in model.starter:
        value = getattr(page, name)
        if name == "body":
            assert [row.block_type for row in value] == [
                row["type"] for row in model.starter["body"]
            ]
            assert set(refused_in(value)) <= CHOICES
        else:
            assert value == model.starter[name]


def refused_in(body: Any) -> list[str]:
    """The blocks that could not be published as they are."""
    try:
        body.stream_block.clean(body)
    except StreamBlockValidationError as refused:
        return [body[at].block_type for at in refused.block_errors]
    except ValidationError as refused:
        return [str(refused)]
    return []


def test_guidance_begins_in_the_order_that_readers_know() -> None:
    rows = [row.block_type for row in begun(GuidancePage).body if row.block_type != "heading"]
    assert rows == [
        "text",
        "steps",
        "do_list",
        "dont_list",
        "worked_example",
        "pitfalls",
        "people",
        "how_you_will_know",
        "self_check_question",
    ]


@pytest.mark.parametrize("model", TYPES)
def test_the_form_of_a_new_page_has_hints_and_half_a_page_can_be_saved(
    model: type[PublicPage], home_page: HomePage, editor_client: Client
) -> None:
    parent = parent_of(model, home_page)
    form = editor_client.get(address_of_adding(model, parent))
    assert form.status_code == 200
    assert "[Write here: " in form.content.decode()
    saved = save_draft(editor_client, model, parent)
    page = model.objects.child_of(parent).get(title="Half an idea")
    assert saved.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert not page.live
    assert left_hints(page.get_latest_revision_as_object()) == []


def test_only_a_page_that_somebody_adds_begins_with_hints(home_page: HomePage) -> None:
    index = GuidanceIndexPageFactory(parent=home_page)
    page = GuidancePageFactory(parent=index)
    copy = page.copy(update_attrs={"slug": "another", "title": "Another"})
    assert len(page.body) == len(copy.body) == 0
    assert CaseStudyPage(title="From a loader").what_changed == ""


def test_a_hint_is_found_wherever_it_is_left() -> None:
    study = CaseStudyPage(
        title=f"Title {hint('a title')}",
        summary=hint("the summary"),
        what_changed=f"<ul><li>[Write here: <b>what</b> changed &amp; why]</li></ul>{hint('more')}",
        note="Write here, if you like. [A note]",
    )
    assert left_hints(study) == ["a title", "the summary", "what changed & why", "more"]


def test_a_hint_in_a_list_within_a_block_is_found() -> None:
    page = GuidancePage(title="Steps")
    page.body = [{"type": "do_list", "value": ["ask", f"pay {hint('whom')}"]}]
    assert left_hints(page) == ["whom"]


def test_replaced_hints_are_gone() -> None:
    page = begun(StandardPage)
    page.body = [{"type": "text", "value": "<p>Our own words.</p>"}]
    assert left_hints(page) == []


def test_a_title_that_is_saved_before_it_has_a_slug_gets_one_of_its_own(
    editor_client: Client, home_page: HomePage
) -> None:
    for _ in range(2):
        assert save_draft(editor_client, StandardPage, home_page, slug="").status_code == 302
    slugs = StandardPage.objects.values_list("slug", flat=True)
    assert sorted(slugs) == ["half-an-idea", "half-an-idea-2"]
