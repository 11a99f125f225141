"""Guidance: how to do one part of the framework well, with an example beside it."""

from typing import Any, ClassVar

from django.db import models
from django.forms import CheckboxSelectMultiple
from django.http import HttpRequest
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.models import PageManager

from content.bodies import hide_private_pages
from content.models import BodyPage, PageInOtherFormats
from content.stream_shapes import SteadyStreamField
from draftcomments.panels import FeedbackPanel
from framework.models import Measure, Phase, Statement, SubPhase
from framework.outline import framework_outline
from guidance.blocks import GUIDANCE_BLOCKS
from guidance.guidance_links import guidance_links
from guidance.querysets import GuidancePageQuerySet
from guidance.starters import GUIDANCE_STARTER

BODY_HELP = (
    "A new page has its parts in the order that readers know. Replace each hint, or take the part"
    " away. Under 900 words: a reader has ten minutes. A content warning, if any, comes first."
)


class GuidanceIndexPage(BodyPage):
    """All guidance, in the order of the phases."""

    listing_kind = "Guidance"
    template = "guidance/guidance_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["guidance.GuidancePage"]
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = list(GuidancePage.objects.public_cards().order_by("path"))
        context["general"] = [page for page in pages if page.phase_id is None]
        context["groups"] = [
            {"phase": phase, "pages": [page for page in pages if page.phase_id == phase.pk]}
            for phase in framework_outline().phases
        ]
        return context


class GuidancePage(PageInOtherFormats):
    """One piece of guidance for busy staff: what good looks like, do, do not, example, signs."""

    phase = models.ForeignKey(
        Phase, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    sub_phases = ParentalManyToManyField(
        SubPhase, blank=True, related_name="+", verbose_name="parts of the framework"
    )
    statements = ParentalManyToManyField(
        Statement,
        blank=True,
        related_name="+",
        help_text="Those that this guidance helps with most. It is offered with each of them.",
    )
    measures = ParentalManyToManyField(
        Measure, blank=True, related_name="+", help_text="What would show that it worked."
    )
    body = SteadyStreamField(GUIDANCE_BLOCKS, blank=True)

    objects = PageManager.from_queryset(GuidancePageQuerySet)()
    told_when_new = True
    starter = GUIDANCE_STARTER

    listing_kind = "Guidance"
    serve_related = ("phase",)
    template = "guidance/guidance_page.html"
    parent_page_types: ClassVar[list[str]] = ["guidance.GuidanceIndexPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [
        TitleFieldPanel("title", help_text="What a reader can do with it, in a few plain words."),
        FieldPanel("summary"),
        MultiFieldPanel(
            [
                FieldPanel("phase", help_text="Leave empty for general guidance."),
                FieldPanel(
                    "sub_phases",
                    widget=CheckboxSelectMultiple,
                    help_text="The page is then linked from each of these.",
                ),
            ],
            heading="Where it belongs in the framework",
        ),
        MultiFieldPanel(
            [FieldPanel("statements"), FieldPanel("measures")],
            heading="Statements and measures that go with it",
            classname="collapsed",
        ),
        FieldPanel("body", help_text=BODY_HELP),
        FieldPanel("sources", help_text="One for every fact on this page."),
        PageInOtherFormats.content_panels[-1],
        FeedbackPanel(),
    ]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        hide_private_pages(self.body, "worked_example", "study")
        context = super().get_context(request, *args, **kwargs)
        context.update(guidance_links(self, draft=getattr(request, "is_preview", False)))
        return context
