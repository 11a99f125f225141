"""What the dashboard is made of: figures, each with the first rows of its list and what to do next.

Every app adds its own with Wagtail's hook `construct_homepage_panels`; here they become one grid.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import Media
from wagtail.admin.ui.components import Component

ROWS_SHOWN = 5
FIGURES_ORDER = 100


@dataclass(frozen=True)
class FigureRow:
    """One of what is counted: its title, where it leads, and a few words more."""

    title: str
    address: str
    detail: str = ""


@dataclass(frozen=True)
class DashboardFigure:
    """How many there are of something, the first of them, and what to do about it.

    - `action_words`, `action_address` - the next action; it leads to the whole list
    - `empty_words` - what is said in place of a list, where there is none
    """

    heading: str
    number: int
    rows: Sequence[FigureRow]
    action_words: str
    action_address: str
    empty_words: str


class FigurePanel(Component):
    """One figure. Panels of this class stand together: what needs doing first, then by order."""

    template_name = "content/admin/dashboard/figure.html"

    def __init__(self, figure: DashboardFigure, *, name: str, order: int) -> None:
        self.figure = figure
        self.name = name
        self.order = order

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        rows = self.figure.rows[:ROWS_SHOWN]
        return {"name": self.name, "figure": self.figure, "rows": rows}


class FiguresPanel(Component):
    """All figures of the dashboard in one grid, before Wagtail's own lists."""

    name = "figures"
    order = FIGURES_ORDER
    template_name = "content/admin/dashboard/figures.html"

    def __init__(self, panels: Sequence[FigurePanel]) -> None:
        self.panels = panels

    @property
    def media(self) -> Media:
        return Media(css={"all": ["content/dashboard.css"]})

    def get_context_data(self, parent_context: Mapping[str, Any] | None = None) -> dict[str, Any]:
        return {"panels": self.panels}


def gather_figures(request: Any, panels: list[Any]) -> None:
    """Put the figures of all apps into one panel. Registered to run after those that add them."""
    figures = [panel for panel in panels if isinstance(panel, FigurePanel)]
    if figures:
        others = [panel for panel in panels if not isinstance(panel, FigurePanel)]
        in_order = sorted(figures, key=lambda panel: (not panel.figure.number, panel.order))
        panels[:] = [*others, FiguresPanel(in_order)]
