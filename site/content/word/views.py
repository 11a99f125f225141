"""Pages of the admin: choose a Word file, look at what will be made of it, and make the draft."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Page

from content.models import PublicPage
from content.word.actions import collection_for, make_draft
from content.word.document import Report, WordDocument
from content.word.forms import ConfirmForm, UploadForm
from content.word.importers import Importer, Look, can_import, importer_below
from content.word.reading import read_word
from content.word.waiting import GoneError, Waiting, forget, keep, taken
from operations.disk_room import FULL

HAS_ERRORS = 422
MOST_TOLD = 8
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
NO_PLACE = "A picture: you may not add pictures to this site. Ask somebody who may"


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Ask for a file; show what is in the one that was sent."""
    parent, importer = place_or_404(request, parent_id)
    if request.method != "POST":
        return upload_page(request, parent, importer, UploadForm())
    form = UploadForm(request.POST, request.FILES)
    if not form.is_valid():
        return upload_page(request, parent, importer, form)
    ticket = ticket_for(request, parent, form)
    if not ticket:
        return upload_page(request, parent, importer, form)
    look = importer.look(form.document)
    first = {"ticket": ticket, "title": look.title[:255]}
    confirm = ConfirmForm(initial=first, pictures=kept_pictures(request, look))
    return look_page(request, parent, importer, look, confirm)


@require_POST
def make(request: HttpRequest, parent_id: int) -> HttpResponse:
    """Make the draft of a file that was looked at: one, however often the form is sent."""
    parent, importer = place_or_404(request, parent_id)
    ticket, owner = request.POST.get("ticket", ""), request.user.pk or 0
    try:
        with taken(ticket, owner=owner, parent=parent.pk) as waiting:
            return made_or_shown_again(request, parent, importer, waiting)
    except GoneError:
        messages.error(request, "That file is no longer here. Choose it again.")
    except OSError:
        messages.error(request, FULL)
    return redirect(address_of_import(parent))


def ticket_for(request: HttpRequest, parent: Page, form: UploadForm) -> str:
    """What the file is kept under; empty where it cannot be kept, and the form says so."""
    name, owner = form.cleaned_data["file"].name, request.user.pk or 0
    try:
        return keep(form.content, name=name, owner=owner, parent=parent.pk)
    except OSError:
        form.add_error("file", FULL)
    return ""


def made_or_shown_again(
    request: HttpRequest, parent: Page, importer: Importer, waiting: Waiting
) -> HttpResponse:
    """The draft, to be edited; or the form again, which says why there is none."""
    document = read_word(waiting.content, waiting.name)
    look = importer.look(document)
    form = ConfirmForm(request.POST, pictures=kept_pictures(request, look))
    page = made_by(request, form, importer, parent, document) if form.is_valid() else None
    if page is None:
        return look_page(request, parent, importer, look, form)
    forget(waiting)
    tell_of(request, page, look.report)
    return redirect("wagtailadmin_pages:edit", page.pk)


@require_safe
def template(request: HttpRequest, parent_id: int) -> HttpResponse:
    """The file that people fill in."""
    _, importer = place_or_404(request, parent_id)
    if importer.template is None:
        raise Http404
    name = f'attachment; filename="{importer.template_name}"'
    return HttpResponse(
        importer.template(), content_type=WORD, headers={"Content-Disposition": name}
    )


def place_or_404(request: HttpRequest, parent_id: int) -> tuple[Page, Importer]:
    """The page below which a page will be made, for those who may add one there."""
    parent = get_object_or_404(Page, pk=parent_id).specific
    importer = importer_below(parent)
    if importer is None:
        raise Http404
    if not can_import(request, importer, parent):
        raise PermissionDenied
    return parent, importer


def kept_pictures(request: HttpRequest, look: Look) -> list[Any]:
    """The pictures that will be stored: none where this person may add none."""
    if not look.pictures or collection_for(request.user):
        return list(look.pictures)
    for picture in look.pictures:
        look.report.lose(NO_PLACE, picture.alt)
    return []


def made_by(
    request: HttpRequest,
    form: ConfirmForm,
    importer: Importer,
    parent: Page,
    document: WordDocument,
) -> PublicPage | None:
    """The draft; or none, and the form says why."""
    try:
        return make_draft(
            importer=importer,
            parent=parent,
            document=document,
            title=form.cleaned_data["title"],
            alternatives=form.alternatives(),
            user=request.user,
        )
    except ValidationError as error:
        form.add_error(None, ValidationError(error.messages))
    return None


def tell_of(request: HttpRequest, page: PublicPage, report: Report) -> None:
    """Say that the draft is there, and what of the file is not in it."""
    messages.success(request, f"The draft “{page.title}” is made. Nothing of it is published yet.")
    if lost := report.lost:
        told = [str(remark) for remark in lost[:MOST_TOLD]]
        more = f" And {len(lost) - MOST_TOLD} more." if len(lost) > MOST_TOLD else ""
        messages.warning(request, f"Not kept from the file: {'; '.join(told)}.{more}")


def upload_page(
    request: HttpRequest, parent: Page, importer: Importer, form: UploadForm
) -> HttpResponse:
    context = {"parent": parent, "importer": importer, "form": form}
    status = HAS_ERRORS if form.is_bound else 200
    return render(request, "content/admin/word/upload.html", context, status=status)


def look_page(
    request: HttpRequest, parent: Page, importer: Importer, look: Look, form: ConfirmForm
) -> HttpResponse:
    context = {"parent": parent, "importer": importer, "look": look, "form": form}
    status = HAS_ERRORS if form.is_bound else 200
    return render(request, "content/admin/word/look.html", context, status=status)


def address_of_import(parent: Page) -> str:
    return reverse("word_import", args=[parent.pk])


urlpatterns: list[URLPattern] = [
    path("word-import/<int:parent_id>/", upload, name="word_import"),
    path("word-import/<int:parent_id>/make/", make, name="word_import_make"),
    path("word-import/<int:parent_id>/template/", template, name="word_import_template"),
]
