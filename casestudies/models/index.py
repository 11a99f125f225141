"""The index of case studies, which is the finder."""

from typing import Any, ClassVar

from django.http import HttpRequest

from casestudies.listing import finder_context
from content.models import BodyPage


class CaseStudyIndexPage(BodyPage):
    """Every published case study, with search, filters and paging."""

    listing_kind = "Case study"
    template = "casestudies/case_study_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["casestudies.CaseStudyPage"]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        path, full_url = self.url or request.path, context["canonical_url"]
        context.update(finder_context(request.GET, path=path, full_url=full_url))
        return context
