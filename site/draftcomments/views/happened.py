"""What we did with a person’s comments."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_safe

from draftcomments.access import Access
from draftcomments.reading.replies import replies_to
from draftcomments.views.pages import page, with_access


@require_safe
@with_access
def happened(request: HttpRequest, access: Access) -> HttpResponse:
    """Each of the person's comments with its answer, and the statement of the round."""
    context = {"access": access, "replies": replies_to(access)}
    return page(request, "what_happened", "What we did with your comments", context)


urlpatterns: list[URLPattern] = [
    path("<uuid:public_id>/what-happened/", happened, name="happened"),
]
