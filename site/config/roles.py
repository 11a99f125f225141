"""Who may do what in the admin: the table that `make_roles` makes groups from, and docs/roles.md shows."""

from dataclasses import dataclass

WRITERS, EDITORS, PUBLISHERS = "Writers", "Editors", "Publishers"
MODERATORS, LEADS = "Feedback moderators", "Participation leads"
ADMINISTRATORS = "Administrators"
ROLES = (WRITERS, EDITORS, PUBLISHERS, MODERATORS, LEADS, ADMINISTRATORS)

ALL_WHO_WRITE = (WRITERS, EDITORS, PUBLISHERS, ADMINISTRATORS)
ALL_WHO_EDIT = (EDITORS, PUBLISHERS, ADMINISTRATORS)
ALL_WHO_PUBLISH = (PUBLISHERS, ADMINISTRATORS)
NOBODY_ELSE = (ADMINISTRATORS,)

# Each step of the workflow, with the group that takes it. The first is for feedback on the draft.
WORKFLOW = "Publishing"
FEEDBACK_STEP = ("Lived-experience feedback", LEADS)
LATER_STEPS = (("Editor check", EDITORS), ("Publish", PUBLISHERS))


@dataclass(frozen=True)
class Ability:
    """Something to do, who may do it, and the permissions it takes.

    `pages` are given on the home page and so on all pages below it, `files` on all collections.
    """

    words: str
    who: tuple[str, ...]
    models: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()


def on(app: str, *names: str, to: str) -> tuple[str, ...]:
    """Permissions of an app: `to` do something (several in words) with each of some records.

    >>> on("taxonomy", "region", to="add change")
    ('taxonomy.add_region', 'taxonomy.change_region')
    """
    return tuple(f"{app}.{action}_{name}" for name in names for action in to.split())


TERMS = ("organisation", "populationgroup", "approach", "method", "purpose", "partnertype")
LINKED = ("measure", "strategy")
FIXED = ("phase", "subphase", "level", "principle")

# What has no drafts is public at once. Those who may not publish may not change it.
ABILITIES = (
    Ability("Enter the admin", ROLES, models=("wagtailadmin.access_admin",)),
    Ability(
        "Write pages; change, submit and delete drafts of their own",
        ALL_WHO_WRITE,
        pages=("add_page",),
    ),
    Ability("Change and submit every page", ALL_WHO_EDIT, pages=("change_page",)),
    Ability(
        "Publish, plan a publication, unpublish, withdraw, name a page's owner",
        ALL_WHO_PUBLISH,
        pages=("publish_page",),
    ),
    # Offers have no permission of their own: these two go with adding and with publishing pages.
    Ability("Read offers of examples, decide about them, write to their senders", ALL_WHO_WRITE),
    Ability("See the e-mail address of whoever sent an offer", ALL_WHO_PUBLISH),
    Ability("Lock and unlock pages", ALL_WHO_PUBLISH, pages=("lock_page", "unlock_page")),
    Ability(
        "Delete a page together with the pages below it", NOBODY_ELSE, pages=("bulk_delete_page",)
    ),
    Ability(
        "Add images and documents, and change their own",
        ALL_WHO_WRITE,
        files=(
            *on("wagtailimages", "image", to="add choose"),
            *on("wagtaildocs", "document", to="add choose"),
        ),
    ),
    Ability(
        "Change every image and document",
        ALL_WHO_EDIT,
        files=("wagtailimages.change_image", "wagtaildocs.change_document"),
    ),
    Ability(
        "Arrange collections of images and documents",
        NOBODY_ELSE,
        files=on("wagtailcore", "collection", to="add change delete"),
    ),
    Ability("Add a term to a vocabulary", ALL_WHO_EDIT, models=on("taxonomy", *TERMS, to="add")),
    Ability(
        "Change a term of a vocabulary", ALL_WHO_PUBLISH, models=on("taxonomy", *TERMS, to="change")
    ),
    Ability(
        "Delete a term; look after regions",
        NOBODY_ELSE,
        models=(
            *on("taxonomy", *TERMS, to="delete"),
            *on("taxonomy", "region", to="add change delete"),
        ),
    ),
    Ability(
        "Look after the glossary, search words and change notes",
        ALL_WHO_PUBLISH,
        models=(
            *on("guidance", "glossaryterm", to="add change delete"),
            *on("search", "searchwords", to="add change delete view"),
            *on("content", "changenote", to="add change delete view"),
        ),
    ),
    Ability(
        "Link statements with measures and strategies; add and change both",
        ALL_WHO_PUBLISH,
        models=(
            *on("framework", *LINKED, to="add change"),
            *on("framework", "strategylink", to="add change delete"),
        ),
    ),
    Ability(
        "Reword statements, and bring in official text",
        ALL_WHO_PUBLISH,
        models=("framework.change_statement", "framework.add_edition"),
    ),
    Ability(
        "Add and change questions of the self-check",
        ALL_WHO_PUBLISH,
        models=on("selfcheck", "question", to="add change"),
    ),
    Ability(
        "Delete remarks on pages, and words that people searched for",
        ALL_WHO_PUBLISH,
        models=("pages.delete_pageremark", "search.delete_unansweredsearch"),
    ),
    Ability(
        "Send an old address on to a new one",
        ALL_WHO_PUBLISH,
        models=on("wagtailredirects", "redirect", to="add change delete"),
    ),
    Ability(
        "Add and delete statements; delete measures and strategies; the rest of the framework",
        NOBODY_ELSE,
        models=(
            *on("framework", "statement", to="add delete"),
            *on("framework", *LINKED, to="delete"),
            *on("framework", *FIXED, to="add change delete"),
        ),
    ),
    Ability(
        "Read comments on drafts as they were written; check, redact, hold, set aside",
        (MODERATORS, LEADS),
        models=("draftcomments.moderate_item",),
    ),
    Ability(
        "Open and run rounds of feedback, and give out links",
        (LEADS,),
        models=("draftcomments.add_round",),
    ),
    Ability(
        "See contact details of people who comment",
        (LEADS,),
        models=("draftcomments.view_contact",),
    ),
    Ability(
        "Look after users, groups, workflows, sites and settings",
        NOBODY_ELSE,
        models=(
            *on("accounts", "user", to="add change delete"),
            *on("auth", "group", to="add change delete"),
            *on("wagtailcore", "workflow", "task", "site", to="add change delete"),
            "pages.change_brandsettings",
        ),
    ),
    Ability(
        "See how the site is: services, jobs, disk, back-ups",
        NOBODY_ELSE,
        models=("operations.see_operator_page",),
    ),
    Ability(
        "Say how often each kind of page is reviewed",
        NOBODY_ELSE,
        models=on("content", "reviewfrequency", to="add change delete"),
    ),
)
