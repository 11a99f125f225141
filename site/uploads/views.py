"""Pictures and documents: to everybody, to those who may see a draft, or to nobody."""

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe
from wagtail import hooks
from wagtail.documents import get_document_model
from wagtail.documents.models import document_served

from uploads.finding import StoredFile, file_of_document, picture_at
from uploads.permissions import is_public, known_references, may_see
from uploads.sending import send


@require_safe
def media(request: HttpRequest, name: str) -> HttpResponseBase:
    """A picture. The same answer for what is not there and for what this person may not see."""
    stored = picture_at(name)
    if stored is None:
        raise Http404
    return given_out(request, stored)


@require_safe
def document(request: HttpRequest, document_id: int, filename: str) -> HttpResponseBase:
    """A document, at the address that Wagtail gives it, after what Wagtail asks first."""
    found = get_object_or_404(get_document_model(), pk=document_id)
    if found.filename != filename:
        raise Http404
    for asks in hooks.get_hooks("before_serve_document"):
        if isinstance(answer := asks(found, request), HttpResponse):
            return answer
    response = given_out(request, file_of_document(found), attachment=filename)
    document_served.send(sender=type(found), instance=found, request=request)
    return response


def given_out(request: HttpRequest, stored: StoredFile, attachment: str = "") -> HttpResponseBase:
    references = known_references(stored)
    public = is_public(stored, references)
    if not public and not may_see(request, stored, references):
        raise Http404
    return send(request, stored, public=public, attachment=attachment)
