"""Who may open what in the admin, address by address, and what each may read there."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from draftcomments.drafts.sections import sections_of
from draftcomments.models import Round
from draftcomments.seen_values import (
    answer_values,
    draft_values,
    fingerprint_of,
    round_values,
    statement_values,
)
from pages.models import HomePage
from tests.draftcomments.cast import (
    EMAIL,
    NOT_SHARED,
    PSEUDONYM,
    ROLES,
    SHARED,
    TITLE,
    Stage,
    client_as,
    everything_stored,
    set_stage,
    tomorrow,
)

pytestmark = pytest.mark.django_db

IN_THE_ADMIN = set(ROLES) - {"nobody", "switched off"}
MODERATORS = {"moderator", "lead"}
EDITORS = {"editor", "publisher"}
RUNS = {"lead", "owner", "superuser"}
CHECKS = {*MODERATORS, "superuser"}
HELPS = {*MODERATORS, "facilitator"}
READS_SHARED = {*EDITORS, *MODERATORS, "owner", "superuser"}
KNOWS = {*READS_SHARED, "facilitator"}
PUBLISHES = {"publisher", "superuser"}


@dataclass(frozen=True)
class Row:
    """Who may use an address; `posted` is what would change something, by whoever is `able`."""

    who: set[str]
    args: Callable[[Stage], list[Any]] = lambda stage: []
    posted: Callable[[Stage], dict[str, Any]] = lambda stage: {}
    able: str = ""


def of_round(stage: Stage) -> list[Any]:
    return [stage.round.pk]


def prepared(stage: Stage) -> list[Any]:
    return [stage.being_prepared.pk]


def seen(name: str) -> Callable[[Stage], dict[str, Any]]:
    """What the form of a moderator's step sends."""
    return lambda stage: {f"{name}-version": 1, f"{name}-reason": "safety"}


def asking(stage: Stage) -> dict[str, Any]:
    return {
        "purpose": "To ask.",
        "can_change": "The words.",
        "contact_line": "The lead",
        "support": "Call 111.",
        "owner": stage.round.owner_id,
        "closes_on": tomorrow(),
        "reply_by": tomorrow(),
    }


def answering(stage: Stage) -> dict[str, Any]:
    return {
        "items": [f"{stage.shared.pk}.{stage.shared.version}"],
        "result": "changed",
        "you_said": "It was unfair.",
        "we_did": "We changed it.",
        "show": "yes",
        "seen": fingerprint_of(answer_values(stage.draft_answer)),
    }


def changing(stage: Stage) -> dict[str, Any]:
    now = Round.objects.get(pk=stage.round.pk)
    return {**asking(stage), "seen": fingerprint_of(round_values(now))}


def opening(stage: Stage) -> dict[str, Any]:
    draft = Round.objects.get(pk=stage.being_prepared.pk).page.get_latest_revision_as_object()
    return {"seen": fingerprint_of(draft_values(sections_of(draft)))}


def stating(stage: Stage) -> dict[str, Any]:
    now = Round.objects.get(pk=stage.round.pk)
    return {"heard": "More.", "did": "It.", "seen": fingerprint_of(statement_values(now))}


TABLE = {
    "queue": Row(CHECKS),
    "queue_results": Row(CHECKS),
    "check_several": Row(
        MODERATORS, posted=lambda stage: {"seen": [f"{stage.waiting.pk}:1"]}, able="moderator"
    ),
    "item": Row(CHECKS, lambda stage: [stage.waiting.pk]),
    "decide": Row(CHECKS, lambda stage: [stage.waiting.pk, "hold"], seen("hold"), "superuser"),
    "rounds": Row(IN_THE_ADMIN),
    "rounds_results": Row(IN_THE_ADMIN),
    "round": Row(KNOWS, of_round),
    "choose_page": Row({"lead", "superuser"}),
    "ask": Row({"lead", "superuser"}, lambda stage: [stage.page.pk], asking, "lead"),
    "change_round": Row(RUNS, of_round, changing, "owner"),
    "open_round": Row(RUNS, prepared, opening, "owner"),
    "frozen": Row(KNOWS, of_round),
    "close_round": Row(RUNS, of_round, able="owner"),
    "archive_round": Row(RUNS, of_round),
    "delete_round": Row(RUNS, prepared, able="owner"),
    "help": Row(HELPS, of_round),
    "issue_links": Row(RUNS, of_round, lambda stage: {"kind": "link", "count": 1}, "owner"),
    "revoke_link": Row(RUNS, lambda stage: [stage.round.pk, stage.link.pk], able="owner"),
    "add_link": Row(
        RUNS,
        lambda stage: [stage.round.pk, stage.person.pk],
        lambda stage: {"kind": "link"},
        "owner",
    ),
    "withdraw": Row(
        RUNS | HELPS, lambda stage: [stage.round.pk, stage.person.pk], able="facilitator"
    ),
    "reach": Row({"lead"}, lambda stage: [stage.round.pk, stage.person.pk], able="lead"),
    "answers": Row(READS_SHARED, of_round),
    "answer": Row(READS_SHARED, of_round),
    "outcome": Row(READS_SHARED, lambda stage: [stage.draft_answer.pk], answering, "editor"),
    "discard_answer": Row(READS_SHARED, lambda stage: [stage.draft_answer.pk], able="editor"),
    "statement": Row(READS_SHARED, of_round, stating, "editor"),
    "hide_statement": Row(READS_SHARED, of_round),
    "report": Row(IN_THE_ADMIN - {"facilitator"}),
    "report_results": Row(IN_THE_ADMIN - {"facilitator"}),
    "comments_csv": Row(READS_SHARED, of_round),
    "comments_xlsx": Row(READS_SHARED, of_round),
    "moved": Row(READS_SHARED, lambda stage: [stage.round.pk, stage.round.sections[0]["key"]]),
    "feedback_round_chooser:choose": Row(IN_THE_ADMIN),
    "feedback_round_chooser:choose_results": Row(IN_THE_ADMIN),
    "feedback_round_chooser:chosen": Row(READS_SHARED, of_round),
    "feedback_round_chooser:chosen_multiple": Row(IN_THE_ADMIN),
    "point": Row(EDITORS | {"superuser"}, lambda stage: [stage.shared.pk], able="editor"),
}
OURS = "draftcomments_admin:"
POST_ONLY = {"check_several", "discard_answer", "hide_statement"}
ACTING = [name for name, row in TABLE.items() if row.able]


@pytest.fixture
def stage(home_page: HomePage) -> Stage:
    return set_stage(home_page)


def address_of(name: str, stage: Stage) -> str:
    whole = name if ":" in name else f"{OURS}{name}"
    return reverse(whole, args=TABLE[name].args(stage))


def is_let_in(answer: HttpResponse) -> bool:
    """Whether a view has answered. Wagtail sends people away whom it denies something."""
    away = answer.status_code == 302 and answer["Location"].partition("?")[0] in {
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_login"),
    }
    return not away and answer.status_code not in {403, 404, 405}


def read(answer: Any) -> str:
    """The words of an answer, also of a file."""
    content: bytes = b"".join(answer) if answer.streaming else answer.content
    return content.decode("utf-8", errors="replace")


def addresses(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[str]:
    """The names of all addresses of this app in the admin, from the site itself."""
    for each in patterns:
        route = f"{before}{each.pattern}"
        if isinstance(each, URLResolver):
            inside = f"{each.namespace}:" if each.namespace else space
            yield from addresses(each.url_patterns, route, inside)
        elif route.startswith("admin/feedback/"):
            yield f"{space}{each.name}".removeprefix(OURS)


def test_every_address_has_its_row() -> None:
    """Whoever adds an address says here who may use it."""
    assert set(addresses(get_resolver().url_patterns)) == set(TABLE)


@pytest.mark.parametrize("name", TABLE)
def test_a_page_is_shown_to_those_it_is_for_and_to_nobody_else(stage: Stage, name: str) -> None:
    address = address_of(name, stage)
    before = everything_stored()
    answers = {role: client_as(role, stage).get(address) for role in ROLES}
    assert {role for role, answer in answers.items() if is_let_in(answer)} == (
        set() if name in POST_ONLY else TABLE[name].who
    )
    assert everything_stored() == before


@pytest.mark.parametrize("name", TABLE)
def test_a_form_of_anybody_else_changes_nothing(stage: Stage, name: str) -> None:
    address, sent = address_of(name, stage), TABLE[name].posted(stage)
    before = everything_stored()
    for role in set(ROLES) - TABLE[name].who:
        answer = client_as(role, stage).post(address, sent)
        assert not is_let_in(answer), role
        assert everything_stored() == before, role


@pytest.mark.parametrize("name", ACTING)
def test_the_same_form_changes_something_when_the_right_person_sends_it(
    stage: Stage, name: str
) -> None:
    before = everything_stored()
    client_as(TABLE[name].able, stage).post(address_of(name, stage), TABLE[name].posted(stage))
    assert everything_stored() != before


def kept_from(role: str) -> set[str]:
    """Words that somebody may read nowhere."""
    return {
        *(() if role in KNOWS else (TITLE,)),
        *(() if role in READS_SHARED else (SHARED,)),
        *(() if role in MODERATORS else NOT_SHARED),
        *(() if role in RUNS | HELPS else (PSEUDONYM,)),
        *(() if role == "lead" else (EMAIL,)),
    }


def pages_of(stage: Stage) -> list[str]:
    """All pages of this app, and those of Wagtail that tell of a page."""
    ours = [address_of(name, stage) for name in TABLE]
    queue = reverse("draftcomments_admin:queue")
    lists = [f"{queue}?state=all", f"{queue}results/?state=held"]
    page = [
        reverse(f"wagtailadmin_pages:{name}", args=[stage.page.pk])
        for name in ("edit", "history", "usage", "view_draft", "revisions_index", "delete")
    ]
    theirs = [
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        reverse("wagtailadmin_pages:search") + "?q=here",
        reverse("feedback_round_chooser:choose"),
    ]
    return [*ours, *lists, *page, *theirs]


@pytest.mark.parametrize("role", ROLES)
def test_nobody_reads_what_is_not_for_them(stage: Stage, role: str) -> None:
    client = client_as(role, stage)
    found = {}
    for address in pages_of(stage):
        words = read(client.get(address))
        found[address] = {each for each in kept_from(role) if each in words}
    assert not any(found.values()), {where: what for where, what in found.items() if what}


@pytest.mark.parametrize(
    ("role", "words"),
    [
        ("editor", SHARED),
        ("owner", SHARED),
        ("superuser", SHARED),
        *((role, each) for role in sorted(MODERATORS) for each in NOT_SHARED),
        ("facilitator", PSEUDONYM),
        ("facilitator", TITLE),
    ],
)
def test_what_is_for_somebody_is_there_to_be_read(stage: Stage, role: str, words: str) -> None:
    """Or else the test above would prove nothing."""
    client = client_as(role, stage)
    assert any(words in read(client.get(address)) for address in pages_of(stage))


def test_once_its_page_is_gone_a_round_is_for_moderators_alone(stage: Stage) -> None:
    clients = {role: client_as(role, stage) for role in ROLES}
    stage.page.delete()
    address = reverse("draftcomments_admin:answers", args=[stage.round.pk])
    let_in = {role for role, client in clients.items() if is_let_in(client.get(address))}
    assert let_in == CHECKS
