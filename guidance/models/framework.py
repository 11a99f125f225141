"""The pages of the framework: overview, phase and sub-phase."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel

from content.models import PageInOtherFormats
from draftcomments.panels import FeedbackPanel
from framework.crossroads import crossroads_of, crossroads_of_parts
from framework.lenses import lens_asked_for, lens_links
from framework.levels import level_rows
from framework.link_rows import crossroads_context
from framework.models import Level, Phase, Principle, Statement, SubPhase
from framework.outline import framework_outline
from framework.whose import words_of_part, words_of_phase, words_of_phases
from guidance.crossroads import guidance_rows, part_rows, part_through_the_lens
from guidance.models.guidance import GuidancePage
from guidance.starters import PART_STARTER


def neighbours(items: list[Any], here: str) -> dict[str, Any]:
    """The items before and after the one with an identifier; None at an end."""
    at = next((i for i, item in enumerate(items) if item.identifier == here), None)
    if at is None:
        return {"previous": None, "next": None}
    return {
        "previous": items[at - 1] if at else None,
        "next": items[at + 1] if at + 1 < len(items) else None,
    }


ACTIVITIES = {"label": "Activities, skills and resources", "anchor": "activities"}
WHAT_FOLLOWS = {
    "check": "Check where you are",
    "examples": "Examples",
    "guidance": "Guidance",
    "measures": "Measures that would show it",
    "strategies": "Strategies that it serves",
}


class FrameworkIndexPage(PageInOtherFormats):
    """The framework at a glance: principles, seven phases, four levels."""

    listing_kind = "Framework"
    template = "guidance/framework_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["guidance.PhasePage"]
    content_panels: ClassVar[list[Any]] = [*PageInOtherFormats.content_panels, FeedbackPanel()]

    def listing_text(self) -> str:
        principles = Principle.objects.values_list("name", "account")
        levels = Level.objects.values_list("name", "meaning")
        rows = [" ".join(row) for row in (*principles, *levels)]
        return " ".join([super().listing_text(), *rows])

    def shown_prose(self) -> list[str]:
        accounts = Principle.objects.values_list("account", flat=True)
        return [*accounts, *Level.objects.values_list("meaning", flat=True)]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["outline"] = framework_outline()
        context["phase_cards"] = context["outline"].phase_cards()
        context["principles"] = Principle.objects.all()
        context["words"] = words_of_phases(context["outline"].phases)
        return context


class PhasePage(PageInOtherFormats):
    """One of the seven phases. Its address is the phase's identifier, for good."""

    phase = models.OneToOneField(Phase, on_delete=models.PROTECT, related_name="+")

    listing_kind = "Framework"
    serve_related = ("phase", "phase__edition")
    template = "guidance/phase_page.html"
    parent_page_types: ClassVar[list[str]] = ["guidance.FrameworkIndexPage"]
    subpage_types: ClassVar[list[str]] = ["guidance.SubPhasePage"]
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("phase", help_text="Its record has the words of the published text."),
        *PageInOtherFormats.content_panels,
        FeedbackPanel(),
    ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.phase_id:
            self.slug = self.phase.identifier
        super().full_clean(*args, **kwargs)

    def listing_text(self) -> str:
        parts = self.phase.sub_phases.values_list("title", "summary")
        text = " ".join([super().listing_text(), *(" ".join(row) for row in parts)])
        return text if self.phase.purpose in text else f"{text} {self.phase.purpose}"

    def shown_prose(self) -> list[str]:
        parts = self.phase.sub_phases.values_list("summary", flat=True)
        return [self.phase.purpose, self.phase.plain_summary, *parts]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        outline, lens = framework_outline(), lens_asked_for(request)
        here = outline.phase(self.phase.identifier)
        meeting = crossroads_of_parts(part.pk for part in here.known_sub_phases) if here else {}
        context["outline"] = here
        context["parts"] = part_rows(here.sub_phases, meeting, lens) if here else []
        context["lens"] = lens
        context["lens_links"] = lens_links(self.phase.path, lens)
        context["phase_count"] = len(outline.phases)
        context["words"] = words_of_phase(self.phase, context["outline"])
        context["examples_url"] = f"/case-studies/?phase={self.phase.identifier}"
        context["guidance_pages"] = GuidancePage.objects.public_cards().filter(phase=self.phase)
        context.update(neighbours(list(outline.phases), self.phase.identifier))
        return context


class SubPhasePage(PageInOtherFormats):
    """A sub-phase: why it matters, what each level looks like, examples and where you are."""

    sub_phase = models.OneToOneField(SubPhase, on_delete=models.PROTECT, related_name="+")

    starter = PART_STARTER
    listing_kind = "Framework"
    serve_related = ("sub_phase__phase", "sub_phase__edition")
    template = "guidance/sub_phase_page.html"
    parent_page_types: ClassVar[list[str]] = ["guidance.PhasePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        FieldPanel("sub_phase", help_text="Its record has the words of the published text."),
        *PageInOtherFormats.content_panels,
        FeedbackPanel(),
    ]

    def full_clean(self, *args: Any, **kwargs: Any) -> None:
        if self.sub_phase_id:
            self.slug = self.sub_phase.slug
        super().full_clean(*args, **kwargs)

    def listing_text(self) -> str:
        statements = self.sub_phase.statements.in_use().values_list("text", flat=True)
        part = self.sub_phase
        about = f"{part.summary} {part.link_to_inequalities} {part.activities}"
        return " ".join([super().listing_text(), about, *statements])

    def shown_prose(self) -> list[str]:
        part = self.sub_phase
        statements = part.statements.in_use().values_list("text", flat=True)
        texts = [part.summary, part.plain_summary, part.link_to_inequalities, part.activities]
        return [*texts, *statements]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        outline, lens = framework_outline(), lens_asked_for(request)
        statements = Statement.objects.in_use().with_level().filter(sub_phase=self.sub_phase)
        context["levels"] = level_rows(outline.levels, statements, lens, linked=True)
        context["words"] = words_of_part(self.sub_phase, statements)
        guides = GuidancePage.objects.public_cards().about(self.sub_phase)
        context["guidance"] = guidance_rows(guides)
        context["examples_url"] = f"/case-studies/?part={self.sub_phase.identifier}"
        context["contents"] = [
            {"label": "Why it matters for health inequalities", "anchor": "why"},
            *([ACTIVITIES] if self.sub_phase.activities else []),
            {"label": "What each level looks like", "anchor": "levels"},
            *context["contents"],
            *({"label": label, "anchor": anchor} for anchor, label in WHAT_FOLLOWS.items()),
        ]
        links = crossroads_of(self.sub_phase_id).whole()
        context.update(crossroads_context(links, lens))
        context.update(part_through_the_lens(self.sub_phase, lens, context["levels"]))
        context.update(neighbours(outline.reading_order(), self.sub_phase.identifier))
        return context
