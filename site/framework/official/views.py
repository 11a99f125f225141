"""Bringing in official text in the admin: upload, look, load, see what became of it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.admin import messages

from accounts.models import User
from framework.models import Edition, OfficialTextUpload, Statement
from framework.official.applying import FrameworkChangedError, is_up_to_date
from framework.official.bringing import bring
from framework.official.forms import OfficialTextForm
from framework.official.permissions import can_bring_official_text
from framework.official.rows import comparison_rows, result_rows
from framework.official.standing import read_standing
from framework.official.telling import summary
from framework.official.text import UnreadableTextError
from framework.official.uploads import LoadedBeforeError, compare_upload, keep_upload, load_upload
from framework.official.writing_json import as_json

CONFLICT, HAS_ERRORS = 409, 422
TITLE = "Bring in official text"
CHANGED = (
    "The framework changed after you looked. These are the changes as they are now: look again."
)
BEFORE = "This was loaded already."


class StaffRequest(HttpRequest):
    """A request that Wagtail has let into the admin: somebody is logged in."""

    user: User


View = Callable[..., HttpResponse]


def for_those_who_may(view: View) -> View:
    """Refuses everybody who may not both reword statements and record an edition."""

    @wraps(view)
    def inner(request: StaffRequest, **kwargs: Any) -> HttpResponse:
        if not can_bring_official_text(request.user):
            raise PermissionDenied
        return view(request, **kwargs)

    return inner


def page(
    request: HttpRequest, template: str, title: str, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """A page in Wagtail's own frame."""
    start = {"url": reverse("framework_official:bring"), "label": TITLE}
    frame = {
        "header_title": title,
        "page_title": title,
        "header_icon": "upload",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_home"), "label": "Home"},
            *([] if title == TITLE else [start]),
            {"url": "", "label": title},
        ],
    }
    path = f"framework/admin/{template}.html"
    return render(request, path, {**frame, **context}, status=status)


@for_those_who_may
@require_http_methods(["GET", "HEAD", "POST"])
def bring_in(request: StaffRequest) -> HttpResponse:
    """Asks for files. Nothing but the upload itself is stored here."""
    form = OfficialTextForm()
    if request.method == "POST":
        form = OfficialTextForm(request.POST, request.FILES)
        upload = read_upload(request, form) if form.is_valid() else None
        if upload:
            return redirect("framework_official:look", upload.pk)
    context = {"form": form, "editions": Edition.objects.all()}
    return page(request, "bring", TITLE, context, HAS_ERRORS if form.errors else 200)


def read_upload(request: StaffRequest, form: OfficialTextForm) -> OfficialTextUpload | None:
    """Keep what was brought; where it cannot be read, the form says why."""
    files = form.brought()
    said = form.cleaned_data
    try:
        text = bring(
            files, wording=said["wording"], pairs=said["pairs"], pairs_file="Pairs of statements"
        )
        names = [file.name for file in files]
        upload = keep_upload(names=names, text=text, edition=form.edition(), user=request.user)
    except UnreadableTextError as error:
        for problem in error.problems:
            form.add_error(None, str(problem))
        return None
    for note in text.notes:
        messages.info(request, note)
    return upload


@for_those_who_may
@require_http_methods(["GET", "HEAD", "POST"])
def look(request: StaffRequest, pk: int) -> HttpResponse:
    """Shows what would change. A POST loads it, if the framework is still as it was shown."""
    upload = get_object_or_404(OfficialTextUpload, pk=pk)
    if upload.loaded_at:
        return redirect("framework_official:loaded", upload.pk)
    if request.method != "POST":
        return comparison_page(request, upload)
    try:
        load_upload(upload=upload, seen=request.POST.get("seen", ""), user=request.user)
    except FrameworkChangedError:
        messages.warning(request, CHANGED)
        return comparison_page(request, upload, CONFLICT)
    except LoadedBeforeError:
        messages.info(request, BEFORE)
    return redirect("framework_official:loaded", upload.pk)


def comparison_page(
    request: HttpRequest, upload: OfficialTextUpload, status: int = 200
) -> HttpResponse:
    try:
        comparison, seen = compare_upload(upload)
    except UnreadableTextError as error:
        # A statement that the files name is gone by now.
        messages.error(request, str(error))
        return redirect("framework_official:bring")
    context = {
        "upload": upload,
        "comparison": comparison,
        "summary": summary(comparison),
        "rows": comparison_rows(comparison),
        "seen": seen,
        "changed_since": status == CONFLICT or seen != upload.seen,
        "is_up_to_date": is_up_to_date(comparison),
    }
    return page(request, "look", "What would change", context, status)


@for_those_who_may
@require_safe
def loaded(request: StaffRequest, pk: int) -> HttpResponse:
    """What became of it, with links to look at."""
    upload = get_object_or_404(OfficialTextUpload, pk=pk, loaded_at__isnull=False)
    named = [name for names in upload.content["statements"].values() for name in names]
    statements = Statement.objects.filter(identifier__in=named).in_bulk(field_name="identifier")
    context = {"upload": upload, "rows": result_rows(upload.content, statements)}
    return page(request, "loaded", "The text is loaded", context)


@for_those_who_may
@require_POST
def forget(request: StaffRequest, pk: int) -> HttpResponse:
    """Deletes an upload that nobody wants to load."""
    get_object_or_404(OfficialTextUpload, pk=pk, loaded_at=None).delete()
    messages.success(request, "The upload was deleted. Nothing was changed.")
    return redirect("framework_official:bring")


@for_those_who_may
@require_safe
def as_it_is(request: StaffRequest) -> HttpResponse:
    """The framework as it is, to be able to go back to it."""
    text = as_json(read_standing().as_text())
    response = JsonResponse(text, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="framework-as-it-is.json"'
    return response
