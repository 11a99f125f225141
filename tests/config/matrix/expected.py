"""Who may open which address of the admin: every address of ours has its row here."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Offer, Withdrawal
from config.roles import ADMINISTRATORS, EDITORS, PUBLISHERS, ROLES, WRITERS
from framework.models import OfficialTextUpload, Statement, Strategy
from tests.config.matrix.addresses import Address
from tests.config.matrix.world import SUPERUSER, World

ALL = {*ROLES, SUPERUSER}
ADMINISTER = {ADMINISTRATORS, SUPERUSER}
PUBLISH = {PUBLISHERS, *ADMINISTER}
EDIT = {EDITORS, *PUBLISH}
WRITE = {WRITERS, *EDIT}
NOBODY_AT_ALL: set[str] = set()

Arguments = Callable[[World], list[Any]]


@dataclass(frozen=True)
class Rights:
    """What is allowed with a register of records."""

    look: set[str]
    add: set[str]
    change: set[str]
    delete: set[str]


@dataclass(frozen=True)
class Row:
    """`status` is what a request answers to those who may; some addresses take a form only."""

    who: set[str]
    args: Arguments = lambda world: []
    status: int = 200
    takes_form: bool = False


READ_ONLY = Rights(WRITE, NOBODY_AT_ALL, NOBODY_AT_ALL, NOBODY_AT_ALL)
TERMS = Rights(EDIT, EDIT, PUBLISH, ADMINISTER)
FOR_PUBLISHERS = Rights(PUBLISH, PUBLISH, PUBLISH, PUBLISH)
LINKED = Rights(PUBLISH, PUBLISH, PUBLISH, ADMINISTER)
FIXED = Rights(ADMINISTER, ADMINISTER, ADMINISTER, ADMINISTER)

REGISTERS = {
    "change_notes": FOR_PUBLISHERS,
    "framework_level": FIXED,
    "framework_measure": LINKED,
    "framework_phase": FIXED,
    "framework_principle": FIXED,
    "framework_statement": Rights(PUBLISH, ADMINISTER, PUBLISH, ADMINISTER),
    "framework_strategy": LINKED,
    "framework_strategylink": FOR_PUBLISHERS,
    "framework_subphase": FIXED,
    "guidance_glossaryterm": FOR_PUBLISHERS,
    "offers": READ_ONLY,
    "organisations-register": READ_ONLY,
    "outcome-measures": READ_ONLY,
    "page_remarks": Rights(WRITE, NOBODY_AT_ALL, NOBODY_AT_ALL, PUBLISH),
    "review_frequencies": FIXED,
    "search_words": FOR_PUBLISHERS,
    "searches-with-no-result": Rights(WRITE, NOBODY_AT_ALL, NOBODY_AT_ALL, PUBLISH),
    "self-check-counts": READ_ONLY,
    "selfcheck_question": FOR_PUBLISHERS,
    "taxonomy_approach": TERMS,
    "taxonomy_method": TERMS,
    "taxonomy_organisation": TERMS,
    "taxonomy_partnertype": TERMS,
    "taxonomy_populationgroup": TERMS,
    "taxonomy_purpose": TERMS,
    "taxonomy_region": FIXED,
    "withdrawals": Rights(PUBLISH, NOBODY_AT_ALL, NOBODY_AT_ALL, NOBODY_AT_ALL),
}
# Whoever may change a question and wants to delete it is sent on, to retire it.
QUESTION_TO_RETIRE = ("selfcheck_question", "delete")
# What of a register an address shows, by the last part of its name.
SHOWN_TO: dict[str, Callable[[Rights], set[str]]] = {
    **dict.fromkeys(
        ("list", "list_results", "index", "index_results", "inspect"), lambda rights: rights.look
    ),
    **dict.fromkeys(("add", "create", "preview_on_add"), lambda rights: rights.add),
    "copy": lambda rights: rights.add & rights.change,
    **dict.fromkeys(("edit", "usage", "preview_on_edit"), lambda rights: rights.change),
    "delete": lambda rights: rights.delete,
    **dict.fromkeys(
        ("history", "history_results"),
        lambda rights: rights.add | rights.change | rights.delete,
    ),
    # Whoever works in the admin may choose a record for a page.
    **dict.fromkeys(("choose", "choose_results", "chosen", "chosen_multiple"), lambda rights: ALL),
}


def first(model: Any) -> Arguments:
    return lambda world: [model.objects.order_by("pk")[0].pk]


def study(world: World) -> list[Any]:
    return [world.pages[CaseStudyPage].pk]


def a_writer(world: World) -> list[Any]:
    writer = world.people[WRITERS]
    return [writer.pk if writer else 0]


def finder(world: World) -> list[Any]:
    return [world.pages[CaseStudyIndexPage].pk]


OTHERS = {
    "accounts_invite": Row(ADMINISTER, a_writer),
    "accounts_reset_factor": Row(ADMINISTER, a_writer),
    "broken_links": Row(WRITE),
    "broken_links_results": Row(WRITE),
    "casestudies_lift": Row(PUBLISH, first(Withdrawal)),
    "casestudies_withdraw": Row(PUBLISH, study),
    "framework_links": Row(EDIT, lambda world: ["statement", *first(Statement)(world)]),
    "framework_official:as_it_is": Row(PUBLISH),
    "framework_official:bring": Row(PUBLISH),
    "framework_official:forget": Row(PUBLISH, first(OfficialTextUpload), status=405),
    "framework_official:loaded": Row(PUBLISH, first(OfficialTextUpload)),
    "framework_official:look": Row(PUBLISH, first(OfficialTextUpload), status=302),
    "handbook": Row(ALL, lambda world: ["roles"]),
    "handbook_picture": Row(ALL, lambda world: ["not-there.png"], status=404),
    "missing_links": Row(EDIT),
    "missing_links_results": Row(EDIT),
    "offers_accept": Row(WRITE, first(Offer)),
    "offers_decline": Row(WRITE, first(Offer)),
    "offers_message": Row(WRITE, first(Offer)),
    "offers_take_up": Row(WRITE, first(Offer)),
    "old_drafts": Row(WRITE),
    "old_drafts_results": Row(WRITE),
    "opinion_report": Row(WRITE),
    "opinion_report_results": Row(WRITE),
    "page_owner": Row(PUBLISH, study),
    # Nothing stands in the way of this page: they are sent to its editor.
    "publishing_checklist": Row(PUBLISH, study, status=302),
    "operators": Row(ADMINISTER),
    "reading_age_report": Row(WRITE),
    "reading_age_report_results": Row(WRITE),
    "review_report": Row(WRITE),
    "review_report_results": Row(WRITE),
    "review_today": Row(EDIT, study),
    "strategy_pages_to_review": Row(PUBLISH, first(Strategy)),
    "word_import": Row(WRITE, finder),
    "word_import_make": Row(WRITE, finder, status=302, takes_form=True),
    "word_import_template": Row(WRITE, finder),
}


# What only shows something, whoever asks for it and however.
LOOKING = {
    *("list", "list_results", "index", "index_results", "inspect", "usage"),
    *("history", "history_results", "choose", "choose_results", "chosen", "chosen_multiple"),
    *("broken_links", "broken_links_results", "missing_links", "missing_links_results"),
    *("old_drafts", "old_drafts_results", "opinion_report", "opinion_report_results"),
    *("reading_age_report", "reading_age_report_results"),
    *("review_report", "review_report_results", "handbook", "handbook_picture", "operators"),
}


def only_shows(address: Address) -> bool:
    return register_and_action(address)[1] in LOOKING


def register_and_action(address: Address) -> tuple[str, str]:
    """The name of a register, and what an address does with it."""
    register, modeladmin, action = address.name.partition("_modeladmin_")
    if modeladmin:
        return register, action
    _, _, register = address.space.rpartition("wagtailsnippets_")
    return register.removeprefix("wagtailsnippetchoosers_"), address.name


def expected(address: Address) -> Row | None:
    """The row of an address; none if nobody has said who may use it."""
    if row := OTHERS.get(address.whole_name):
        return row
    register, action = register_and_action(address)
    if register not in REGISTERS or action not in SHOWN_TO:
        return None
    who = SHOWN_TO[action](REGISTERS[register])
    status = 302 if (register, action) == QUESTION_TO_RETIRE else 200
    return Row(who, lambda world: arguments(address), status)


def arguments(address: Address) -> list[Any]:
    """The first record, where an address takes one."""
    if address.model is None or "pk" not in address.route:
        return []
    return [address.model._default_manager.order_by("pk")[0].pk]
