"""Make the framework, guidance, strategy and glossary pages from `content/` and the records."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.db.models import Model
from wagtail.models import Page

from content.loading import page_body, page_sources, place_page, read_content, site_home
from framework.models import Measure, Phase, Statement, SubPhase
from guidance.models import (
    FrameworkIndexPage,
    GlossaryPage,
    GlossaryTerm,
    GuidanceIndexPage,
    GuidancePage,
    MeasureIndexPage,
    PhasePage,
    StrategyIndexPage,
    SubPhasePage,
)

CONTENT = Path(__file__).parent / "content"
SITE_CONTENT = Path(settings.BASE_DIR) / "site" / "pages" / "content"
INDEX_PAGES: tuple[tuple[str, type[Page]], ...] = (
    ("framework_index", FrameworkIndexPage),
    ("guidance_index", GuidanceIndexPage),
    ("strategies", StrategyIndexPage),
    ("measures", MeasureIndexPage),
    ("glossary", GlossaryPage),
)


def guidance_files() -> list[Path]:
    """Guidance pages in the order of the phases, the general ones first."""
    order = {"": 0, **{phase.identifier: phase.number for phase in Phase.objects.all()}}
    files = (CONTENT / "guidance").glob("*.toml")
    return sorted(files, key=lambda path: (order[read_content(path)["phase"]], path.name))


def study_page(block: dict[str, Any]) -> dict[str, Any]:
    """A worked example: finds the case study by its slug."""
    study = Page.objects.filter(
        slug=block["study"], content_type__app_label="casestudies", live=True
    ).first()
    if study is None:
        raise CommandError(f"No case study “{block['study']}”: run `load_case_studies` first.")
    return {"study": study.pk, "lesson": block["lesson"]}


def question(block: dict[str, Any]) -> dict[str, Any]:
    """A self-check question: finds the sub-phase by its identifier."""
    return {"sub_phase": SubPhase.objects.get(identifier=block["sub_phase"]).pk}


RESOLVERS = {"worked_example": study_page, "self_check_question": question}


def load_index_pages(home: Page, *, update: bool) -> Iterator[tuple[Page, bool]]:
    for name, model in INDEX_PAGES:
        content = read_content(SITE_CONTENT / f"{name}.toml")
        page = model(
            title=content["title"],
            slug=content["slug"],
            summary=content["summary"],
            body=page_body(content),
            sources=page_sources(content),
            show_in_menus=model is not GlossaryPage,
        )
        yield place_page(parent=home, page=page, update=update)


def load_framework_pages(index: Page, *, update: bool) -> Iterator[bool]:
    """A page for each phase and each known sub-phase. Their text is in the records."""
    extra = sub_phase_content()
    for phase in Phase.objects.prefetch_related("sub_phases"):
        page = PhasePage(
            title=phase.name, slug=phase.identifier, summary=phase.purpose[:280], phase=phase
        )
        parent, created = place_page(parent=index, page=page, update=update)
        yield created
        for part in phase.sub_phases.filter(known=True):
            content = extra.get(part.identifier, {})
            sub_page = SubPhasePage(
                title=f"{part.identifier} {part.title}",
                slug=part.slug,
                summary=part.summary[:280],
                sub_phase=part,
                body=page_body(content),
                sources=[
                    {
                        "type": "source",
                        "value": {"label": f"The published framework: {part}", "url": part.source},
                    }
                ],
            )
            yield place_page(parent=parent, page=sub_page, update=update)[1]


def sub_phase_content() -> dict[str, dict[str, Any]]:
    """What good looks like, by sub-phase: our own words from `content/sub_phases/`."""
    files = sorted((CONTENT / "sub_phases").glob("*.toml"))
    contents = [read_content(path) for path in files]
    return {content["sub_phase"]: content for content in contents}


def load_guidance_page(path: Path, index: Page, *, update: bool) -> bool:
    content = read_content(path)
    page = GuidancePage(
        title=content["title"],
        slug=content["slug"],
        summary=content["summary"].strip(),
        body=page_body(content, RESOLVERS),
        sources=page_sources(content),
        phase=Phase.objects.filter(identifier=content["phase"]).first(),
    )
    page.sub_phases = named(SubPhase, content, "sub_phases")
    page.statements = named(Statement, content, "statements")
    page.measures = named(Measure, content, "measures")
    return place_page(parent=index, page=page, update=update)[1]


def named(model: type[Model], content: dict[str, Any], key: str) -> list[Model]:
    """The records that a list of a content file names. Raises `CommandError` for an unknown one."""
    wanted: list[str] = content.get(key, [])
    found = model._default_manager.filter(identifier__in=wanted).in_bulk(field_name="identifier")
    if missing := [name for name in wanted if name not in found]:
        raise CommandError(f"“{content['title']}” names what is not there: {', '.join(missing)}.")
    return [found[name] for name in wanted]


def load_terms(*, update: bool) -> Iterator[bool]:
    """The glossary's terms by slug."""
    data = tomllib.loads((CONTENT / "terms.toml").read_text(encoding="utf-8"))
    store = GlossaryTerm.objects.update_or_create if update else GlossaryTerm.objects.get_or_create
    for term in data["term"]:
        fields = dict(term)
        yield store(slug=fields.pop("slug"), defaults=fields)[1]


def load_guidance(*, update: bool) -> Iterator[bool]:
    """Load terms and pages, one at a time; yields whether each is new."""
    if not Phase.objects.exists():
        raise CommandError("There is no framework yet: run `manage.py load_framework` first.")
    yield from load_terms(update=update)
    indexes = {}
    for page, created in load_index_pages(site_home(), update=update):
        indexes[type(page)] = page
        yield created
    yield from load_framework_pages(indexes[FrameworkIndexPage], update=update)
    for path in guidance_files():
        yield load_guidance_page(path, indexes[GuidanceIndexPage], update=update)
