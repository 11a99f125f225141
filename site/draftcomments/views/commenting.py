"""Writing and sending a comment, on a part of the draft or on the questions of a round."""

from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.text import capfirst

from content.keys import key_from, new_token
from draftcomments.access import Access
from draftcomments.actions.items import (
    NotOpenError,
    Sent,
    TooManyError,
    send_answers,
    send_comment,
)
from draftcomments.forms.commenting import (
    HOW_TO_WRITE,
    NOT_FROM_OUR_PAGE,
    CommentForm,
    QuestionsForm,
    named,
    too_many,
)
from draftcomments.reading.draft_parts import Part, names_of, part_after, part_named, parts_of
from draftcomments.reading.own_comments import others_said, own_comment, own_items
from draftcomments.views.keeping import NO_DRAFT, NO_PART, keep, too_late
from draftcomments.views.pages import page, see, with_access, with_access_to_write
from draftcomments.views.reading import no_draft

SENT_BEFORE = (
    "You sent another answer to this question from this page. We have that one."
    " To send this one as well, press Send."
)


@with_access_to_write
def part(request: HttpRequest, access: Access, key: str) -> HttpResponse:
    """One part of the draft with a form under it."""
    if not access.can_read_draft:
        return draft_is_gone(request, access)
    found = part_named(parts_of(access.round), access.round, key)
    if found is None:
        return keep(request, access, NO_PART)
    if request.method == "POST":
        return send(request, access, found)
    if not access.contributor.has_started:
        return see("start", access)
    return part_page(request, access, found, CommentForm(language=access.contributor.language))


def draft_is_gone(request: HttpRequest, access: Access) -> HttpResponse:
    """Show nothing of the draft and take nothing, whatever the token; words are given back."""
    if request.method == "POST" and access.round.was_opened:
        return keep(request, access, NO_DRAFT)
    return no_draft(request, access)


def send(request: HttpRequest, access: Access, part: Part) -> HttpResponse:
    form = CommentForm(request.POST, language=access.contributor.language)
    if not access.from_our_page:
        return part_page(request, access, part, form, refused=NOT_FROM_OUR_PAGE, status=403)
    try:
        sent = stored(request, access, part, form)
    except NotOpenError:
        return keep(request, access, too_late(access))
    except TooManyError as error:
        why = too_many(error.again_at)
        return part_page(request, access, part, form, refused=why, status=429)
    if sent is None:
        return part_page(request, access, part, form)
    return sent_before(request, access, part, form, sent) if sent.differs else see("sent", access)


def stored(request: HttpRequest, access: Access, part: Part, form: CommentForm) -> Sent | None:
    """What came of sending the form; None where the form itself says what is wrong."""
    if not form.is_valid():
        if access.can_comment:
            return None
        raise NotOpenError
    return send_comment(
        contributor=access.contributor,
        section_key=part.key,
        submit_key=key_from(request.POST.get("submit_key")),
        **form.cleaned_data,
    )


def part_page(
    request: HttpRequest,
    access: Access,
    part: Part,
    form: CommentForm,
    *,
    refused: str = "",
    status: int = 200,
) -> HttpResponse:
    """The part with its form; with `refused`, why nothing was stored."""
    if refused:
        form.refuse(refused)
    context = {
        "access": access,
        "form": form,
        "key": key_from(request.POST.get("submit_key")),
        "others": others_said(access, part.key),
        "part": part,
    }
    title = f"Comment on {part.name}" if access.can_comment else capfirst(part.name)
    return page(request, "part", title, context, status=status)


def sent_before(
    request: HttpRequest, access: Access, part: Part, form: CommentForm, sent: Sent
) -> HttpResponse:
    """Ask about a form that came twice with other words: the first are stored, these are not yet."""
    own = sent.item.contributor_id == access.contributor.pk
    context = {
        "access": access,
        "earlier": sent.item if own else None,
        "form": form,
        "key": new_token(),
        "part": part,
    }
    title = "You sent a comment from this page already"
    return page(request, "sent_before", title, context, status=409)


@with_access_to_write
def questions(request: HttpRequest, access: Access) -> HttpResponse:
    """All guided questions on one page. Any of them may be left out."""
    if not access.can_read_draft:
        return draft_is_gone(request, access)
    asked = bool(access.round.questions)
    if request.method == "POST":
        return send_questions(request, access) if asked else keep(request, access, NO_PART)
    if not access.contributor.has_started:
        return see("start", access)
    if not asked:
        return see("read", access)
    return questions_page(request, access, questions_form(access))


def questions_form(access: Access, data: dict[str, str] | None = None) -> QuestionsForm:
    language = access.contributor.language
    return QuestionsForm(data, language=language, questions=access.round.questions)


def send_questions(request: HttpRequest, access: Access) -> HttpResponse:
    form = questions_form(access, request.POST.dict())
    if not access.from_our_page:
        return questions_page(request, access, form, refused=NOT_FROM_OUR_PAGE, status=403)
    try:
        sent = stored_answers(request, access, form)
    except NotOpenError:
        return keep(request, access, too_late(access))
    except TooManyError as error:
        why = too_many(error.again_at)
        return questions_page(request, access, form, refused=why, status=429)
    if sent is None:
        return questions_page(request, access, form)
    again = {number for number, answer in sent.items() if answer.differs}
    return answered_before(request, access, form, again) if again else see("sent", access)


def stored_answers(
    request: HttpRequest, access: Access, form: QuestionsForm
) -> dict[int, Sent] | None:
    """What came of each answer, by the number of its question; None where the form says what is wrong."""
    if not form.is_valid():
        if access.can_comment:
            return None
        raise NotOpenError
    answers = dict(form.answers())
    key = key_from(request.POST.get("submit_key"))
    sent = send_answers(contributor=access.contributor, answers=answers, submit_key=key)
    return dict(zip(answers, sent, strict=True))


def answered_before(
    request: HttpRequest, access: Access, form: QuestionsForm, again: set[int]
) -> HttpResponse:
    """The form with no more than the answers that were not stored, under a new key."""
    words = {named(number): form.cleaned_data[named(number)] for number in again}
    left = questions_form(access, words)
    left.full_clean()
    for name in words:
        left.add_error(name, SENT_BEFORE)
    return questions_page(request, access, left, key=new_token(), status=409)


def questions_page(
    request: HttpRequest,
    access: Access,
    form: QuestionsForm,
    *,
    refused: str = "",
    key: str = "",
    status: int = 200,
) -> HttpResponse:
    """The form; with `refused`, why nothing was stored, and with a `key` under a new one."""
    if refused:
        form.refuse(refused)
    known = key or key_from(request.POST.get("submit_key"))
    context = {"access": access, "form": form, "hint": HOW_TO_WRITE, "key": known}
    title = "Answer our questions" if access.can_comment else "Our questions"
    return page(request, "questions", title, context, status=status)


@with_access
def sent(request: HttpRequest, access: Access) -> HttpResponse:
    """What was sent last, and what happens next."""
    last = own_items(access).first()
    if last is None:
        return see("read", access)
    following = part_after(parts_of(access.round), last.section_key)
    context = {
        "access": access,
        "comment": own_comment(access, last, names_of(access.round)),
        "following": following if access.can_comment else None,
    }
    return page(request, "sent", "We have your comment", context)


urlpatterns = [
    path("<uuid:public_id>/part/<str:key>/", part, name="part"),
    path("<uuid:public_id>/questions/", questions, name="questions"),
    path("<uuid:public_id>/sent/", sent, name="sent"),
]
