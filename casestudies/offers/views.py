"""“Tell us about your work”: a start, three pages of questions, a check, and where an offer stands."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from casestudies.models import Offer
from casestudies.offers.actions import (
    DAYS_AFTER_DECISION,
    ChangedMeanwhileError,
    NotReadyError,
    SentAlreadyError,
    begin_offer,
    save_answers,
    send_offer,
    take_back,
)
from casestudies.offers.forms import StepForm
from casestudies.offers.pages import (
    SECTION,
    not_found,
    page,
    read_or_write,
    see,
    sent_from_here,
    with_offer,
)
from casestudies.offers.shown import checked, standing, stored_answers
from casestudies.offers.steps import BY_NAME, STEPS, Step, after, is_ready
from content.keys import key_from, new_token
from content.limits import Limit

# Each is read by an editor, so a flood costs people's time.
BEGUN = Limit("offers-begun", times=30, minutes=60)
NOT_FROM_OUR_PAGE = (
    "We have not saved this yet, to be safe: we could not see that it came from our page."
    " Your words are still here. Please save again."
)
TOO_MANY = (
    "Many offers were begun from your network in one hour. We have not saved this one yet."
    " Your words are still here. Please try again in an hour."
)
SENT_ALREADY = "You have sent this offer, so it can no longer be changed. Your new words are below."
CHANGED = (
    "This was changed in another window after you opened this page. We have not saved your words"
    " yet: they are in the boxes. Look at what is stored, then save again."
)
NOTHING_WRITTEN = "Write something first. Then we can keep it for you"
IS_OVER = (
    "The offer that you began on this page is sent or deleted. Your words are still here: save"
    " again to begin another one."
)
LATER = "later"


@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """What this is, what happens next, and what not to send."""
    return page(request, "start", SECTION, {"days": DAYS_AFTER_DECISION})


@csrf_exempt
@read_or_write
def new(request: HttpRequest) -> HttpResponse:
    """The first page of questions. Nothing is kept before somebody saves it."""
    step = STEPS[0]
    if request.method != "POST":
        return ask(request, step, step.form(), key=new_token())
    form, key = filled(request, step), key_from(request.POST.get("key"))
    if status := refused(request, form):
        answer = ask(request, step, form, key=new_token() if status == 403 else key, status=status)
        return BEGUN.told(answer) if status == 429 else answer
    try:
        begin_offer(token=key, said=form.cleaned_data)
    except (SentAlreadyError, Offer.DoesNotExist):
        form.add_error(None, IS_OVER)
        return ask(request, step, form, key=new_token(), status=409)
    return go_on(request, step, key)


def refused(request: HttpRequest, form: StepForm) -> int:
    """The status of what is in the way of keeping a first page, with its words; 0 for nothing."""
    problems = {
        403: lambda: "" if sent_from_here(request) else NOT_FROM_OUR_PAGE,
        422: lambda: "" if form.errors or form.says_something() else NOTHING_WRITTEN,
        429: lambda: "" if form.errors or may_begin(request) else TOO_MANY,
    }
    for status, words in problems.items():
        if problem := words():
            form.full_clean()
            form.add_error(None, problem)
            return status
    return 422 if form.errors else 0


def may_begin(request: HttpRequest) -> bool:
    return BEGUN.allows(request)


def filled(request: HttpRequest, step: Step, offer: Offer | None = None) -> StepForm:
    return step.form(request.POST, offer=offer, later=request.POST.get("then") == LATER)


@with_offer
def questions(request: HttpRequest, offer: Offer, token: str, name: str) -> HttpResponse:
    """One page of questions: shown, or saved."""
    step = BY_NAME.get(name)
    if step is None:
        return not_found(request)
    if request.method == "POST":
        return keep(request, step, offer, token)
    if offer.is_sent:
        return see("stands", token)
    return ask(request, step, step.form(offer=offer), token=token, seen=offer.version)


def keep(request: HttpRequest, step: Step, offer: Offer, token: str) -> HttpResponse:
    """Save a page, or give the words back with what is in the way."""
    form, seen = filled(request, step, offer), request.POST.get("seen", "")
    if not form.is_valid():
        return ask(request, step, form, token=token, seen=seen)
    try:
        save_answers(token=token, said=form.cleaned_data, seen=number(seen))
    except SentAlreadyError:
        form.add_error(None, SENT_ALREADY)
        return ask(request, step, form, token=token, status=409)
    except ChangedMeanwhileError as changed:
        form.add_error(None, CHANGED)
        more = {"seen": changed.offer.version, "stored": stored_answers(step, changed)}
        return ask(request, step, form, token=token, status=409, **more)
    return go_on(request, step, token)


def number(sent: str) -> int:
    """A version as a form sends it; one that never was, for anything else."""
    return int(sent) if sent.isascii() and sent.isdecimal() and len(sent) < 10 else 0


def ask(
    request: HttpRequest, step: Step, form: StepForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {"step": step, "steps": len(STEPS), "form": form, **more}
    return page(request, "questions", step.title, context, status=status)


def go_on(request: HttpRequest, step: Step, token: str) -> HttpResponse:
    """To the next page that has something to ask; or to where the offer stands, for later."""
    if request.POST.get("then") == LATER:
        return see("stands", token)
    following = after(step)
    if following is None or is_ready(Offer.objects.behind(token).get()):
        return see("check", token)
    return see("questions", token, following.name)


@with_offer
def check(request: HttpRequest, offer: Offer, token: str) -> HttpResponse:
    """Everything that was answered, what is missing, and the button that sends it."""
    status = 200
    if request.method == "POST" and not offer.is_sent:
        try:
            offer = send_offer(token=token)
        except NotReadyError:
            status = 422
    if offer.is_sent:
        return see("stands", token)
    context = {"offer": offer, "token": token, **checked(offer, token)}
    return page(request, "check", "Check your answers", context, status=status)


@with_offer
def stands(request: HttpRequest, offer: Offer, token: str) -> HttpResponse:
    """Where an offer stands, its link, and how to take it back."""
    if request.method == "POST":
        return see("stands", token)
    link = request.build_absolute_uri(request.path)
    context = {"offer": offer, "token": token, "link": link, **standing(offer, token)}
    return page(request, "stands", context["heading"], context)


@csrf_exempt
@read_or_write
def ask_to_take_back(request: HttpRequest, token: str) -> HttpResponse:
    """Ask, then take everything back. Pressed twice, it is done once."""
    if request.method == "POST":
        take_back(token=token)
        return see("taken_back")
    offer = Offer.objects.behind(token).select_related("page").first()
    if offer is None:
        return not_found(request)
    return page(request, "take_back", "Take back your offer", {"offer": offer, "token": token})


@require_safe
def taken_back(request: HttpRequest) -> HttpResponse:
    return page(request, "taken_back", "Your offer is taken back", {})
