"""Shows editors how old a reader of the page has to be. Advice only: nothing is refused."""

from typing import Any

from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, Panel

from content.prose import AIM, hardest, prose_of, reading_of


class ReadingAgePanel(Panel):
    """The reading age of the page's words as of the last save, and of its hardest paragraphs.

    It stands at the end of the content of every public page type: see `content.apps`.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "heading": "Reading age", "icon": "glasses"})

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/reading_age_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            paragraphs = prose_of(self.instance)
            return {
                **super().get_context_data(parent_context),
                "reading": reading_of("\n".join(paragraphs)),
                "hardest": hardest(paragraphs),
                "aim": AIM,
            }


class ChangeNotePanel(Panel):
    """Asks what changed, on a page that readers know already: see `content.forms`.

    No group of field panels: what it asks is about the page, and no part of it that people read.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "heading": "What changed, for readers", "icon": "history"})

    def get_form_options(self) -> dict[str, Any]:
        return {"fields": ["change_note", "small_correction"]}

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/change_note_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.live)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            fields = [self.form[name] for name in ("change_note", "small_correction")]
            return {**super().get_context_data(parent_context), "fields": fields}


def review_panel() -> MultiFieldPanel:
    """When the whole page was last read, and when it will be again."""
    days = FieldRowPanel([FieldPanel("reviewed_on"), FieldPanel("review_by")])
    return MultiFieldPanel([days], heading="Review", icon="calendar-check")
