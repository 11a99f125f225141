"""The index of case studies, which is the finder."""

from typing import Any, ClassVar

from django.http import Http404, HttpRequest
from wagtail.url_routing import RouteResult

from casestudies.listing import finder_context
from casestudies.models.withdrawals import Withdrawal
from content.models import BodyPage
from draftcomments.panels import FeedbackPanel
from search.models import UnansweredSearch
from search.unanswered import note_unanswered


class CaseStudyIndexPage(BodyPage):
    """Every published case study, with search, filters and paging."""

    listing_kind = "Case study finder"
    template = "casestudies/case_study_index_page.html"
    max_count = 1
    parent_page_types: ClassVar[list[str]] = ["pages.HomePage"]
    subpage_types: ClassVar[list[str]] = ["casestudies.CaseStudyPage"]
    content_panels: ClassVar[list[Any]] = [*BodyPage.content_panels, FeedbackPanel()]

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """As Wagtail's; where no live page answers, a withdrawn one is known by its record."""
        try:
            return super().route(request, path_components)
        except Http404:
            slug = path_components[0] if path_components else ""
            if withdrawal := Withdrawal.objects.filter(slug=slug).first():
                return RouteResult(self, kwargs={"withdrawal": withdrawal})
            raise

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        path, full_url = self.url or request.path, context["canonical_url"]
        context.update(finder_context(request.GET, path=path, full_url=full_url))
        if context["is_unanswered"]:
            place = UnansweredSearch.Place.CASE_STUDIES
            note_unanswered(request, typed=context["finder_query"], place=place)
        return context
