"""A page of guidance as a document: what the page says, and what it leads to."""

import json
from collections.abc import Iterator
from datetime import datetime

from content.bodies import hide_private_pages
from content.links import page_links_of
from framework.models import SubPhase
from guidance.downloads.about import OUR_GUIDANCE, Told, document_of, root_of
from guidance.downloads.bodies import Place, told_body
from guidance.models import GuidancePage
from officefiles.document import Block, Bullets, Document, Heading, Link

FOOTER = "Guidance of this site. The makers of the framework have not checked it."


def guidance_document(page: GuidancePage, made_at: datetime) -> Document:
    hide_private_pages(page.body, "worked_example", "study")
    place = Place(root_of(page), page.url or "")
    with page_links_of(json.dumps(list(page.body.raw_data))):
        blocks = (*told_body(page.body, place), *told_links(page, place))
    return document_of(page, Told(page.title, blocks, OUR_GUIDANCE, FOOTER), made_at)


def told_links(page: GuidancePage, place: Place) -> Iterator[Block]:
    """The measures that would show that it worked, and the parts of the framework it serves."""
    measures = [(measure.name, measure.path) for measure in page.measures.all()]
    served = SubPhase.objects.known().filter(pk__in=page.sub_phases.values_list("pk", flat=True))
    parts = [(str(part), part.path) for part in served.select_related("phase")]
    for heading, found in (
        ("What would show that it worked", measures),
        ("The parts of the framework that this serves", parts),
    ):
        if found:
            yield Heading(1, heading)
            yield Bullets(tuple((Link(text, f"{place.root}{path}"),) for text, path in found))
