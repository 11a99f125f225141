"""The glossary: terms as records, and the page that shows them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models.functions import Lower
from django.http import HttpRequest

from content.models import BodyPage
from draftcomments.panels import FeedbackPanel


class GlossaryTerm(models.Model):
    """A word or an acronym, explained in a sentence or two."""

    slug = models.SlugField(max_length=80, unique=True, help_text="Lasting; the link to the term.")
    name = models.CharField(max_length=120)
    short = models.CharField("stands for", max_length=160, blank=True)
    meaning = models.TextField(max_length=600)

    class Meta:
        ordering = [Lower("name")]

    def __str__(self) -> str:
        return self.name


class GlossaryPage(BodyPage):
    """Every term on one page, each with an address of its own."""

    listing_kind = "Glossary"
    template = "guidance/glossary_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def listing_text(self) -> str:
        terms = GlossaryTerm.objects.values_list("name", "short", "meaning")
        return " ".join([super().listing_text(), *(" ".join(row) for row in terms)])

    def shown_prose(self) -> list[str]:
        return list(GlossaryTerm.objects.values_list("meaning", flat=True))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        context["terms"] = GlossaryTerm.objects.all()
        return context
