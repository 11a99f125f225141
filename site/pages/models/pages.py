"""The home page, standard pages, and the settings that carry the owner's brand."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail import blocks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting

from content.blocks import BODY_BLOCKS
from content.models import BodyPage, PublicPage
from content.stream_shapes import SteadyStreamField
from draftcomments.blocks import YouSaidWeDidBlock
from draftcomments.panels import FeedbackPanel
from framework.outline import framework_outline
from pages.asking_about import asked_about
from pages.news import news_context
from pages.starters import STANDARD_STARTER


class SignpostBlock(blocks.StructBlock):
    """A heading, a sentence and where it leads."""

    title = blocks.CharBlock(max_length=100)
    text = blocks.CharBlock(max_length=250)
    address = blocks.RegexBlock(
        regex=r"^/[\w/-]*$",
        max_length=200,
        help_text="An address on this site, such as /guidance/.",
        error_messages={"invalid": "Start with a slash, such as /guidance/."},
    )

    class Meta:
        icon = "arrow-right"
        label_format = "{title}"


class HomePage(PublicPage):
    """The front door: what this is, three things to do, and what the pilots asked for."""

    hero_heading = models.CharField(max_length=120)
    hero_text = models.TextField(max_length=400)
    tasks = SteadyStreamField([("task", SignpostBlock())], max_num=3, blank=True)
    needs = SteadyStreamField(
        [("need", SignpostBlock())],
        blank=True,
        help_text="What the pilots asked for, and where the site answers it.",
    )

    listing_kind = "Home"
    template = "pages/home_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    content_panels: ClassVar[list[Any]] = [
        *PublicPage.content_panels,
        FieldPanel("hero_heading"),
        FieldPanel("hero_text"),
        FieldPanel("tasks"),
        FieldPanel("needs"),
        FeedbackPanel(),
    ]

    def listing_text(self) -> str:
        signposts = [*self.tasks, *self.needs]
        words = [f"{sign.value['title']}. {sign.value['text']}" for sign in signposts]
        return " ".join([self.summary, self.hero_heading, self.hero_text, *words])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["phases"] = framework_outline().phase_cards()
        return context


class WhatsNewPage(BodyPage):
    """What changed on the site, with the newest first."""

    listing_kind = "About this site"
    template = "pages/whats_new_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(news_context(request.GET))
        return context


class StandardPage(BodyPage):
    """A page about the site itself: accessibility, privacy, licence and the like."""

    body = SteadyStreamField(
        [*BODY_BLOCKS, ("you_said_we_did", YouSaidWeDidBlock(group="Feedback"))], blank=True
    )
    in_footer = models.BooleanField("link in the footer", default=True)

    starter = STANDARD_STARTER
    listing_kind = "About this site"
    template = "pages/standard_page.html"
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage", "pages.StandardPage"]
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]
    promote_panels: ClassVar[list[Any]] = [*BodyPage.promote_panels, FieldPanel("in_footer")]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["asked_about"] = asked_about(request)
        return context


@register_setting(icon="site")
class BrandSettings(BaseSiteSetting):
    """Who runs the site, and what it is called. Nothing of it is in the code."""

    name = models.CharField(max_length=80, default="Health inequalities engagement framework")
    strapline = models.CharField(max_length=160, blank=True)
    logo = models.ForeignKey(
        "images.CustomImage", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    run_by = models.CharField(
        "who runs this site",
        max_length=250,
        default="The owner of this site has not yet said who runs it.",
    )
    disclaimer = models.CharField(
        max_length=300,
        default=(
            "This site is not part of the NHS, the Care Quality Commission (CQC) or GOV.UK."
            " They do not run it or endorse it."
        ),
    )
    contact_email = models.EmailField(blank=True)
    footer_text = models.CharField(max_length=300, blank=True)

    panels: ClassVar[list[Any]] = [
        MultiFieldPanel(
            [FieldPanel("name"), FieldPanel("strapline"), FieldPanel("logo")], heading="Brand"
        ),
        MultiFieldPanel(
            [
                FieldPanel("run_by"),
                FieldPanel("disclaimer"),
                FieldPanel("contact_email"),
                FieldPanel("footer_text"),
            ],
            heading="Footer and contact",
        ),
    ]

    class Meta:
        verbose_name = "brand and footer"

    @property
    def says_who_runs_it(self) -> bool:
        """Whether somebody has written it, in place of the words that stand there at first."""
        return self.run_by not in {"", self._meta.get_field("run_by").default}
