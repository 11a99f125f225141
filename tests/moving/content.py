"""A small site whose pages name each other, records and files; and the moving of it."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.documents import get_document_model
from wagtail.models import Page

from casestudies.models import CaseStudyPage, CaseStudySubPhase
from guidance.models import GuidancePage
from images.models import CustomImage
from moving.actions import bring_in, send_out
from moving.outcome import Outcome
from moving.parcel import read_parcel
from pages.models import HomePage
from tests.factories.casestudies import (
    CaseStudyIndexPageFactory,
    OutcomeFactory,
    account_only,
    published_study,
)
from tests.factories.framework import (
    MeasureFactory,
    StatementFactory,
    SubPhaseFactory,
    four_levels,
)
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.taxonomy import OrganisationFactory, PopulationGroupFactory


def picture(color: str = "navy") -> bytes:
    data = BytesIO()
    Picture.new("RGB", (40, 30), color).save(data, "PNG")
    return data.getvalue()


def an_image(title: str = "A meeting", data: bytes | None = None) -> CustomImage:
    data = data or picture()
    image = CustomImage(
        title=title, alt_text="Four people plan.", credit="Ours", width=40, height=30
    )
    image.file = ContentFile(data, name="meeting.png")
    image.file_size = len(data)
    image.save()
    return image


def a_document(title: str = "Easy read") -> Any:
    return get_document_model().objects.create(
        title=title, file=ContentFile(b"%PDF-1.4 easy", name="easy.pdf"), file_size=13
    )


@dataclass
class Content:
    """Pages that name everything that a page can name."""

    home: HomePage
    guidance_index: Page
    study_index: Page
    guide: GuidancePage
    study: CaseStudyPage


def make_content(home: HomePage) -> Content:
    levels = four_levels()
    part = SubPhaseFactory()
    study_index = CaseStudyIndexPageFactory(parent=home)
    study = published_study(
        study_index,
        title="Bus passes",
        slug="bus-passes",
        organisation=OrganisationFactory(name="Northern Board"),
        what_we_did="<p>We <b>asked</b> people.</p>",
        groups=[PopulationGroupFactory(name="Carers")],
        outcomes=[
            OutcomeFactory(measure=MeasureFactory()),
            account_only(statement="Nothing moved."),
        ],
        sub_phases=[
            CaseStudySubPhase(sub_phase=part, level_before=levels[0], level_after=levels[1])
        ],
    )
    guidance_index = GuidanceIndexPageFactory(parent=home)
    image, document = an_image(), a_document()
    guide = GuidancePageFactory.build(
        title="Ask early",
        slug="ask-early",
        phase=part.phase,
        sub_phases=[part],
        statements=[StatementFactory(sub_phase=part)],
        other_formats=[("easy_read", {"file": document, "made_on": "2026-03-02"})],
    )
    guide.body = body(image, document, study)
    guidance_index.add_child(instance=guide)
    guide.save_revision().publish()
    return Content(home, guidance_index, study_index, GuidancePage.objects.get(pk=guide.pk), study)


def body(image: Any, document: Any, study: Page) -> list[dict[str, Any]]:
    links = (
        f'<p><a linktype="page" id="{study.pk}">The story</a> and'
        f' <a id="{document.pk}" linktype="document">a file</a></p>'
    )
    in_words = {"image": image.pk, "alt_text": "Four people at a table.", "decorative": False}
    columns = [{"type": "text", "heading": "Who"}, {"type": "number", "heading": "How many"}]
    table = {"caption": "People", "columns": columns, "rows": [{"values": ["Carers", 4.5]}]}
    step = {"title": "Ask", "what": links, "who": "", "how_long": ""}
    return [
        {"type": "heading", "value": {"text": "Start here", "anchor": "start"}},
        {"type": "text", "value": links},
        {"type": "figure", "value": {"image": in_words, "caption": "A meeting."}},
        {"type": "table", "value": table},
        {"type": "steps", "value": [step]},
        {"type": "do_list", "value": ["pay people"]},
        {"type": "worked_example", "value": {"study": study.pk, "lesson": "Ask sooner."}},
    ]


def packed(to: Path, *asked: str, drafts: bool = False) -> Path:
    file = to / "content.zip"
    send_out(asked=asked or ("/guidance/", "/case-studies/"), to=file, drafts=drafts)
    return file


def brought_in(file: Path, *, apply: bool = True, **options: Any) -> Outcome:
    return bring_in(parcel=read_parcel(file), apply=apply, **options)


def fates(outcome: Outcome) -> dict[str, str]:
    return {line.address: str(line.fate) for line in outcome.lines}


def notes(outcome: Outcome) -> str:
    return "\n".join(note for line in outcome.lines for note in line.notes)
