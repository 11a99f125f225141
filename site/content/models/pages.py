"""The small abstract pages that every public page type is made from."""

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest
from django.utils import timezone
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PageViewRestriction, Revision

from content.blocks import BODY_BLOCKS, SourceBlock
from content.bodies import fetch_renditions, number_headings
from content.formats import FORMAT_BLOCKS
from content.formats_offered import formats_offered
from content.forms import PublicPageForm
from content.links import resolved_page_links
from content.metadata import page_metadata
from content.models.reviews import next_review
from content.publishing.actions import take_plan_back
from content.publishing.checks import RIGHT, findings_on_every_page
from content.publishing.findings import Finding
from content.publishing.gate import refuse_to_go_out
from content.review_days import review_lines
from content.stream_shapes import SteadyStreamField

FILES_FOR_EVERYBODY = (
    "Easy read, British Sign Language, audio, large print and translations."
    " Readers are not told of a file in a collection that is not open to everybody."
)

# How Wagtail's `publish_scheduled` says that nobody is there to read an error.
BY_ITSELF = "wagtail.publish.scheduled"


class PublicPage(Page):
    """A page with a plain summary that says how it wants to be listed and found.

    A concrete type sets `listing_kind` (the word readers see in lists, such as "Guidance") and
    gives `listing_text()`, its whole text in plain words. A type some of whose pages are listed under
    another word names these in `other_listing_kinds` and overrides `listed_as()`. `content.checks` refuses a type that
    forgets. `serve_related` names the relations that its template always needs, `listing_related` those
    that its text and facets are made from: they are read together when many pages are indexed. With `told_when_new`, readers are
    told of the first publication of a page as of a change. `starter` is what a new page begins with in the admin: see `content.starters`.
    """

    summary = models.TextField(
        max_length=280,
        blank=True,
        help_text="One or two plain sentences, shown in lists and search results.",
    )
    sources = SteadyStreamField(
        [("source", SourceBlock())],
        blank=True,
        help_text="Where the facts on this page come from.",
    )
    reviewed_on = models.DateField(
        "last reviewed",
        null=True,
        blank=True,
        help_text="When somebody last read the whole page and found it right. Readers see the day.",
    )
    review_by = models.DateField(
        "next review",
        null=True,
        blank=True,
        help_text="Leave empty to have it worked out from how often this kind of page is reviewed.",
    )
    change_note = models.CharField(
        "what changed",
        max_length=250,
        blank=True,
        help_text="For readers, in a sentence. It is shown with its date once this is published.",
    )

    listing_kind: ClassVar[str] = ""
    other_listing_kinds: ClassVar[tuple[str, ...]] = ()
    serve_related: ClassVar[tuple[str, ...]] = ()
    listing_related: ClassVar[tuple[str, ...]] = ()
    told_when_new: ClassVar[bool] = False
    right_before_publishing: ClassVar[Mapping[str, str]] = RIGHT
    starter: ClassVar[dict[str, Any]] = {}
    exclude_fields_in_copy: ClassVar[list[str]] = ["change_note"]
    base_form_class = PublicPageForm
    line: list[Page] | None = None
    restrictions: "models.QuerySet[PageViewRestriction] | None" = None

    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        abstract = True

    def listed_as(self) -> str:
        """The word that lists show for this very page."""
        return self.listing_kind

    def listing_text(self) -> str:
        """The page's whole text as plain words, for search."""
        return self.summary

    def shown_prose(self) -> list[str]:
        """What readers read here that is not in a field of the page: the words of its records."""
        return []

    def listing_facets(self) -> dict[str, list[str]]:
        """What lists of this kind of page are filtered by: for each facet, the values it has."""
        return {}

    def listing_strength(self) -> int:
        """How well evidenced the page is, for lists with the strongest first: 0 is the least."""
        return 0

    def clean(self) -> None:
        """Say when the next review is, where nobody has."""
        super().clean()
        if self.reviewed_on and not self.review_by:
            self.review_by = next_review(type(self), self.reviewed_on)

    def publishing_findings(self) -> Iterator[Finding]:
        """What stops the page as it stands from being published, and what asks for a reason.

        What a type adds is named in `right_before_publishing` too, with what is said where it is
        right. See `content.publishing`.
        """
        yield from findings_on_every_page(self)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """As Wagtail's, but what stops a page keeps it from its readers, whoever publishes it."""
        refuse_to_go_out(self, kwargs.get("update_fields"))
        super().save(*args, **kwargs)

    def publish(self, revision: Revision, *args: Any, **options: Any) -> None:
        """As Wagtail's. A planned page that is stopped becomes a draft, and others still go out."""
        if options.get("log_action") != BY_ITSELF:
            super().publish(revision, *args, **options)
            return
        try:
            with transaction.atomic():
                super().publish(revision, *args, **options)
        except ValidationError as stopped:
            take_plan_back(page=self, revision=revision, because=stopped)

    def review_lines(self) -> list[str]:
        """What readers are told of how old the page is."""
        out = self.last_published_at
        updated = timezone.localdate(out) if out else None
        return review_lines(updated, self.reviewed_on, self.review_by, timezone.localdate())

    def page_line(self) -> list[Page]:
        """The pages from the home page down to this one, this one included."""
        if self.line is None:
            self.line = [*self.get_ancestors().filter(depth__gte=2), self]
        return self.line

    def get_view_restrictions(self) -> "models.QuerySet[PageViewRestriction]":
        """As Wagtail's, in one query when the address has already brought the ancestors."""
        if self.line is None or any(page.alias_of_id for page in self.line):
            return super().get_view_restrictions()
        if self.restrictions is None:
            in_line = [page.pk for page in self.line]
            self.restrictions = PageViewRestriction.objects.filter(page_id__in=in_line)
        return self.restrictions

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context.update(page_metadata(self))
        context["source_links"] = [source.value for source in self.sources]
        context["review_lines"] = self.review_lines()
        return context


class BodyPage(PublicPage):
    """A public page with a body of blocks."""

    body = SteadyStreamField(BODY_BLOCKS, blank=True)

    content_panels: ClassVar[list[Any]] = [
        *PublicPage.content_panels,
        FieldPanel("body"),
        FieldPanel("sources"),
    ]

    class Meta:
        abstract = True

    def listing_text(self) -> str:
        words = self.body.stream_block.get_searchable_content(self.body)
        return " ".join([super().listing_text(), *(str(value) for value in words)])

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["contents"] = number_headings(self.body)
        fetch_renditions(self.body)
        context["body_html"] = resolved_page_links(self.body)
        return context


class PageInOtherFormats(BodyPage):
    """A page of the framework or its guidance, which may be there in other formats."""

    other_formats = SteadyStreamField(
        FORMAT_BLOCKS,
        blank=True,
        help_text="Easy read, British Sign Language, audio, large print and translations.",
    )

    content_panels: ClassVar[list[Any]] = [
        *BodyPage.content_panels,
        FieldPanel("other_formats", help_text=FILES_FOR_EVERYBODY),
    ]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["formats"] = formats_offered(self.other_formats, about=self.url or "/")
        return context
