"""The small abstract pages that every public page type is made from."""

from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageViewRestriction

from content.blocks import BODY_BLOCKS, SourceBlock
from content.bodies import fetch_renditions, number_headings
from content.formats import FORMAT_BLOCKS
from content.formats_offered import formats_offered
from content.forms import PublicPageForm
from content.links import resolved_page_links
from content.metadata import page_metadata

FILES_FOR_EVERYBODY = (
    "Easy read, British Sign Language, audio, large print and translations."
    " Readers are not told of a file in a collection that is not open to everybody."
)


class PublicPage(Page):
    """A page with a plain summary that says how it wants to be listed and found.

    A concrete type sets `listing_kind` (the word readers see in lists, such as "Guidance") and
    gives `listing_text()`, its whole text in plain words. A type some of whose pages are listed under
    another word names these in `other_listing_kinds` and overrides `listed_as()`. `content.checks` refuses a type that
    forgets. `serve_related` names the relations that its template always needs, `listing_related` those
    that its text and facets are made from: they are read together when many pages are indexed. With `told_when_new`, readers are
    told of the first publication of a page as of a change.
    """

    summary = models.TextField(
        max_length=280,
        blank=True,
        help_text="One or two plain sentences, shown in lists and search results.",
    )
    sources = StreamField(
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
        return context


class BodyPage(PublicPage):
    """A public page with a body of blocks."""

    body = StreamField(BODY_BLOCKS, blank=True)

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

    other_formats = StreamField(
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
