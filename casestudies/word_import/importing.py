"""How a filled-in Word template becomes the draft of a case study."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.formats import date_format

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase, Outcome
from casestudies.word_import.fields import (
    AGREEMENT,
    BASICS,
    OUTCOME,
    PART,
    STORY,
    VOCABULARIES,
    field_of,
    label_of,
)
from casestudies.word_import.filling import Filling
from casestudies.word_import.template import FILE_NAME, template_file
from content.word.bodies import Placed
from content.word.document import Text, WordDocument
from content.word.importers import Importer, Look, Shown

NOT_OURS = "Nothing was found in the fields of our template. Download the template, and put the story in it"


def made_page(document: WordDocument, placed: Mapping[str, Placed]) -> CaseStudyPage:
    return Filling(document).page


def look(document: WordDocument) -> Look:
    page = Filling(document).page
    shown = list(fields_shown(page))
    if not shown:
        document.report.lose(NOT_OURS)
    return Look(page.title, document.report, shown)


def fields_shown(page: CaseStudyPage) -> Iterator[Shown]:
    """Every field that has an answer, then the parts, the outcomes and the sources."""
    yield from record_shown(page, BASICS)
    for name in STORY:
        if html := getattr(page, name):
            yield Shown(label_of(CaseStudyPage, name), Text(html))
    for part in page.sub_phases.all():
        yield Shown("Part of the framework", words=summed(part, CaseStudySubPhase, PART))
    for outcome in page.outcomes.all():
        yield Shown("Outcome", words=summed(outcome, Outcome, OUTCOME))
    yield from record_shown(page, AGREEMENT)
    for source in page.sources:
        yield Shown("Source", words=f"{source.value['label']}: {source.value['url']}")


def record_shown(page: CaseStudyPage, names: tuple[str, ...]) -> Iterator[Shown]:
    for name in names:
        if words := words_for(page, name):
            yield Shown(label_of(CaseStudyPage, name), words=words)


def summed(record: Any, model: Any, names: tuple[str, ...]) -> str:
    told = ((label_of(model, name), words_for(record, name)) for name in names)
    return "\n".join(f"{label}: {words}" for label, words in told if words)


def words_for(record: Any, name: str) -> str:
    """A value as people read it; "" where there is none."""
    value = getattr(record, name)
    if name in VOCABULARIES:
        return "\n".join(known.name for known in value.all())
    if value is True or value is False:
        return "Yes" if value else ""
    if isinstance(value, list):
        return ", ".join(dict(field_of(type(record), name).listed)[known] for known in value)
    if hasattr(value, "strftime"):
        return str(date_format(value))
    display = getattr(record, f"get_{name}_display", None)
    return str(display() if display else value) if value not in (None, "") else ""


def importer() -> Importer:
    return Importer(
        page_model=CaseStudyPage,
        parent_model=CaseStudyIndexPage,
        make=made_page,
        look=look,
        template=template_file,
        template_name=FILE_NAME,
    )
