"""Shows editors the broken links of the page that they edit."""

from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from content.link_checking.broken import problems_of


class BrokenLinksPanel(Panel):
    """The broken links of the page as readers see it; nothing where there are none."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "heading": "Broken links", "icon": "link-external"})

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/broken_links_panel.html"

        @cached_property
        def links(self) -> list[tuple[str, str, str]]:
            return problems_of(self.instance) if self.instance.pk else []

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.links)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "links": self.links}
