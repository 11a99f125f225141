"""Starting a check: from the start page, from a question on another page, or from a file."""

from dataclasses import replace
from hashlib import sha256

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt

from content.keys import key_from
from content.limits import Limit
from framework.outline import PhaseOutline, framework_outline
from selfcheck.access import Access
from selfcheck.actions.answers import Said, Saved, save_answers
from selfcheck.actions.checks import start_self_check
from selfcheck.actions.loading import load_answers
from selfcheck.links import Purpose, link_of
from selfcheck.models import SelfCheck
from selfcheck.questions import phase_of
from selfcheck.start_forms import LoadForm, StartForm
from selfcheck.views.journey import ask_again
from selfcheck.views.pages import START_PAGE, SeeOther, page, read_or_write, see
from selfcheck.views.remembering import remember, remembered

# A workshop of three hundred people behind one address may begin at the same time.
STARTS = Limit("self-checks-started", times=300, words="started a self-check")
# Reading a file of answers costs more than a start.
LOADS = Limit("self-checks-loaded", times=60, words="loaded a file")
LOAD_TITLE = "Load your answers from a file"


@csrf_exempt
@read_or_write
def start(request: HttpRequest) -> HttpResponse:
    """Start a check, or carry the answer that a page has asked for into one."""
    if request.method != "POST":
        return HttpResponseRedirect(START_PAGE)
    form = StartForm(request.POST)
    if not form.is_valid():
        return page(request, "start", "Start a self-check", {"form": form})
    asked_in = phase_of(form.asked, framework_outline())
    if form.asked is None or asked_in is None:
        if not STARTS.allows(request):
            return STARTS.refused(request)
        return see("tasks", start_self_check(route=form.route))
    return carry_over(request, form, asked_in)


def carry_over(request: HttpRequest, form: StartForm, asked_in: PhaseOutline) -> HttpResponse:
    """Put an answer into the check that this device is answering, or else into a new one.

    Nothing is overwritten: where another answer is stored there, the page shows both and asks.
    """
    token, said = remembered(request), form.said()
    joined = join(token, said) if token else None
    if joined is None and not STARTS.allows(request):
        form.add_error(None, STARTS.refusal)
        return STARTS.told(page(request, "start", "Start a self-check", {"form": form}, 429))
    if joined is None:
        return landed(request, start_self_check(said=said), said, asked_in)
    access, saved = joined
    if saved.conflicts:
        return ask_again(request, access, asked_in, saved)
    return landed(request, access.token, said, asked_in)


def join(token: str, said: list[Said]) -> tuple[Access, Saved] | None:
    """Save into the check of a token; None when it has been deleted this moment."""
    try:
        kept = SelfCheck.objects.behind(token).get()
        saved = replace(save_answers(self_check=kept, said=said, seen={}), from_elsewhere=True)
    except SelfCheck.DoesNotExist:
        return None
    return Access(kept, token, can_change=True), saved


def landed(
    request: HttpRequest, token: str, said: list[Said], asked_in: PhaseOutline
) -> HttpResponse:
    """Go on to the page of the phase, which says that an answer has come in."""
    address = reverse("selfcheck:phase", args=[token, asked_in.identifier])
    if not said:
        return SeeOther(address)
    response = SeeOther(f"{address}?answered={said[0].sub_phase.identifier}")
    remember(request, response, token)
    return response


@csrf_exempt
@read_or_write
def load(request: HttpRequest) -> HttpResponse:
    """Start a check from a file. The same file sent again with the same form is the same check."""
    form = LoadForm(request.POST, request.FILES) if request.method == "POST" else LoadForm()
    key = key_from(request.POST.get("key"))
    if not form.is_valid():
        return page(request, "load", LOAD_TITLE, {"form": form, "key": key})
    if not LOADS.allows(request):
        form.add_error(None, LOADS.refusal)
        return LOADS.told(page(request, "load", LOAD_TITLE, {"form": form, "key": key}, 429))
    of_this_file = sha256(form.data_sent).hexdigest()
    token = link_of(f"{key}{of_this_file}", Purpose.NEW_CHECK)
    unmatched = load_answers(contents=form.cleaned_data["file"], token=token)
    if not unmatched:
        return see("tasks", token)
    context = {"token": token, "unmatched": unmatched}
    return page(request, "loaded", "Your answers are loaded", context)
