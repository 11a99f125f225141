"""What the page of one outcome measure shows: how to use it, and what it meets in the framework."""

from typing import Any

from django.http import HttpRequest

from framework.crossroads import hubs_of_measure, links_at
from framework.enums import Lens, Split
from framework.lenses import lens_asked_for
from framework.link_rows import element_rows, folded
from framework.models import Measure
from guidance.choosing import how_to_split
from guidance.ladder import RUNGS
from guidance.models import GuidancePage

LEAST_SPLITS = frozenset({Split.DEPRIVATION, Split.ETHNICITY, Split.AGE, Split.SEX})
NAMED = "It names this measure."


def measure_context(measure: Measure, request: HttpRequest) -> dict[str, Any]:
    """Everything of the page but its examples, which are another app's."""
    hubs = hubs_of_measure(measure)
    elements = element_rows(links_at(hubs).elements)
    return {
        "measure": measure,
        "rung": {"label": measure.get_rung_display(), **vars(RUNGS[measure.rung])},
        "kind_of_work": "" if measure.lens == Lens.BOTH else measure.get_lens_display(),
        "split_advice": how_to_split(measure.splits, None),
        "splits_are_least": set(measure.splits) >= LEAST_SPLITS,
        "hubs": hubs,
        "elements": folded(elements, "parts of strategies"),
        "guidance": folded(guidance_rows(measure, hubs.around), "pages of guidance"),
        "lens": lens_asked_for(request),
        "source_links": [{"label": "The published framework", "url": measure.source}]
        if measure.source
        else [],
    }


def guidance_rows(measure: Measure, parts: tuple[int, ...]) -> list[dict[str, str]]:
    """Guidance that names a measure, then guidance about its parts."""
    cards = GuidancePage.objects.public_cards()
    own = list(cards.with_measure(measure).order_by("path"))
    about = cards.about_any(parts).exclude(pk__in=[page.pk for page in own]).order_by("path")
    return [
        {"text": page.title, "url": page.url or "", "meta": note}
        for pages, note in ((own, NAMED), (about, ""))
        for page in pages
    ]
