"""Bring the case studies of `content/` into the site, without losing an editor's work."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db import models, transaction
from wagtail.models import Page

from casestudies.models import (
    CaseStudyIndexPage,
    CaseStudyPage,
    CaseStudySubPhase,
    Outcome,
)
from content.loading import page_body, page_sources, place_page, read_content, site_home
from framework.models import Level, Measure, Phase, SubPhase
from taxonomy.models import (
    Approach,
    Method,
    Organisation,
    PartnerType,
    PopulationGroup,
)

CONTENT = Path(__file__).parent / "content"
INDEX_FILE = Path(settings.BASE_DIR) / "site" / "pages" / "content" / "case_study_index.toml"
NEEDED: tuple[tuple[type[models.Model], str], ...] = (
    (Phase, "load_framework"),
    (Level, "load_framework"),
    (PopulationGroup, "load_taxonomy"),
    (Organisation, "load_taxonomy"),
)
VOCABULARIES: dict[str, tuple[type[models.Model], str]] = {
    "phases": (Phase, "identifier"),
    "groups": (PopulationGroup, "slug"),
    "approaches": (Approach, "slug"),
    "methods": (Method, "slug"),
    "partner_types": (PartnerType, "slug"),
}
SPECIAL = {*VOCABULARIES, "organisation", "sub_phases", "outcomes", "sources"}


def study_files() -> list[Path]:
    """The made-up examples first, so that what really happened is newer and stands above them."""
    files = CONTENT.glob("*.toml")
    return sorted(files, key=lambda path: (not path.name.startswith("demo-"), path.name))


def records(model: type[models.Model], field: str, names: list[str]) -> list[Any]:
    """The records of these names, in that order. Raises `CommandError` for one that is missing."""
    known = model._default_manager.in_bulk(names, field_name=field)
    missing = [name for name in names if name not in known]
    if missing:
        raise CommandError(f"No {model._meta.verbose_name} called {', '.join(missing)}.")
    return [known[name] for name in names]


def one_or_none(model: type[models.Model], field: str, name: str) -> Any:
    return records(model, field, [name])[0] if name else None


def sub_phases_of(content: dict[str, Any]) -> list[CaseStudySubPhase]:
    return [
        CaseStudySubPhase(
            sort_order=position,
            sub_phase=one_or_none(SubPhase, "identifier", row["sub_phase"]),
            level_before=one_or_none(Level, "identifier", row.get("level_before", "")),
            level_after=one_or_none(Level, "identifier", row.get("level_after", "")),
            level_before_on=row.get("level_before_on"),
            level_after_on=row.get("level_after_on"),
        )
        for position, row in enumerate(content.get("sub_phases", []))
    ]


def outcomes_of(content: dict[str, Any]) -> list[Outcome]:
    return [
        Outcome(
            sort_order=position,
            **{**row, "measure": one_or_none(Measure, "identifier", row.get("measure", ""))},
        )
        for position, row in enumerate(content.get("outcomes", []))
    ]


def fill(study: CaseStudyPage, content: dict[str, Any]) -> None:
    """Give a study everything that its file says."""
    for name, value in content.items():
        if name not in SPECIAL:
            setattr(study, name, value.strip() if isinstance(value, str) else value)
    study.organisation = one_or_none(Organisation, "slug", content.get("organisation", ""))
    study.sources = page_sources(content)
    for name, (model, field) in VOCABULARIES.items():
        setattr(study, name, records(model, field, content.get(name, [])))
    study.sub_phases = sub_phases_of(content)
    study.outcomes = outcomes_of(content)


def check(study: CaseStudyPage) -> None:
    """Validate as the admin would: a file must not bring in what a form would refuse."""
    study.clean()
    study.validate_constraints()
    for outcome in study.outcomes.all():
        outcome.full_clean(exclude=["page"])


@transaction.atomic
def load_study(path: Path, index: Page, *, update: bool) -> bool:
    """Publish one study; True when it is new. One that is there changes only on `update`."""
    content = read_content(path)
    stored = index.get_children().filter(slug=content["slug"]).first()
    if stored and not update:
        return False
    study = stored.specific if stored else CaseStudyPage()
    fill(study, content)
    check(study)
    if not stored:
        index.add_child(instance=study)
    study.save_revision().publish()
    return stored is None


def load_index(*, update: bool) -> Page:
    """The index page, from its file."""
    content = read_content(INDEX_FILE)
    page = CaseStudyIndexPage(
        title=content["title"],
        slug=content["slug"],
        summary=content["summary"],
        body=page_body(content),
        sources=page_sources(content),
        show_in_menus=True,
    )
    return place_page(parent=site_home(), page=page, update=update)[0]


def load_case_studies(*, update: bool) -> Iterator[bool]:
    """Load every study, one at a time; yields whether each is new."""
    for model, command in NEEDED:
        if not model._default_manager.exists():
            raise CommandError(
                f"There is no {model._meta.verbose_name} yet: run `manage.py {command}` first."
            )
    index = load_index(update=update)
    for path in study_files():
        yield load_study(path, index, update=update)
