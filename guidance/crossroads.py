"""What the parts of a phase, and a part through the lens, show on their pages."""

from collections.abc import Iterable, Mapping
from typing import Any

from content.models import PublicPage
from framework.enums import Lens
from framework.lenses import lens_links, other_lens, with_lens
from framework.link_rows import folded
from framework.links import Crossroads, Links
from framework.models import SubPhase
from framework.outline import SubPhaseOutline


def guidance_rows(pages: Iterable[PublicPage]) -> dict[str, Any]:
    """Cards of guidance as `components/link_list.html` wants them, the first ones in the open."""
    rows = [{"text": page.title, "url": page.url or "", "meta": page.summary} for page in pages]
    return folded(rows, "pages of guidance", most=3)


def part_rows(
    parts: Iterable[SubPhaseOutline], meeting: Mapping[int, Crossroads], lens: str
) -> list[dict[str, Any]]:
    """The parts of a phase, each with how many measures and strategies meet there."""
    return [part_row(part, meeting.get(part.pk, Crossroads()).whole(), lens) for part in parts]


def part_row(part: SubPhaseOutline, links: Links, lens: str) -> dict[str, Any]:
    return {
        "identifier": part.identifier,
        "label": part.label,
        "known": part.known,
        "summary": part.summary,
        "topic_hint": part.topic_hint,
        "url": with_lens(part.path, lens),
        "measures": len(links.measures),
        "measures_url": with_lens(f"{part.path}#measures", lens),
        "strategies": len({element.strategy for element in links.elements}),
        "strategies_url": with_lens(f"{part.path}#strategies", lens),
    }


def part_through_the_lens(
    part: SubPhase, lens: str, levels: Iterable[Mapping[str, Any]]
) -> dict[str, Any]:
    """The note of a part for a kind of work, how to change it, and what it leaves out."""
    notes = {
        Lens.STRATEGIC.value: part.strategic_note,
        Lens.OPERATIONAL.value: part.operational_note,
    }
    other = other_lens(lens)
    return {
        "lens": lens,
        "lens_links": lens_links(part.path, lens),
        "lens_note": notes.get(lens, ""),
        "elsewhere": sum(level["elsewhere"] for level in levels),
        "other_lens": Lens(other).label.lower() if other else "",
        "other_lens_url": with_lens(f"{part.path}#levels", other),
    }
