"""The checklist in the editor of a page."""

from typing import Any

from wagtail.admin.panels import Panel

from content.publishing.checklist import checklist_of


class ChecklistPanel(Panel):
    """What has to be right before the page goes out, as of the last save."""

    def __init__(self, **kwargs: Any) -> None:
        heading = "Before this can be published"
        super().__init__(**{**kwargs, "heading": heading, "icon": "tasks"})

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/admin/publishing/checklist_panel.html"

        def is_shown(self) -> bool:
            return super().is_shown() and bool(self.instance.pk)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            checklist = checklist_of(self.instance, self.request.user)
            return {**super().get_context_data(parent_context), "checklist": checklist}
