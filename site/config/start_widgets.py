"""Wagtail's choosers without their inline scripts: a note says what to start, a file follows it."""

import json
from typing import Any

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def render(
    self: BaseChooser,
    name: str,
    value: object,
    attrs: dict[str, Any] | None = None,
    renderer: object = None,
) -> SafeString:
    """What `BaseChooser.render` gives, with a note in place of its script."""
    if not attrs or "id" not in attrs:
        raise TypeError("BaseChooser cannot be rendered without an 'id' attribute")
    value_data = self.get_value_data(value)
    return format_html(
        '{}<template data-start="{}" data-start-id="{}" data-start-options="{}"></template>',
        self.render_html(name, value_data, attrs),
        self.js_constructor,
        attrs["id"],
        json.dumps(self.get_js_init_options(attrs["id"], name, value_data)),
    )


def replace_inline_scripts() -> None:
    """From now on no chooser writes a script into a page."""
    BaseChooser.render = render
    # The one chooser that a function starts, and no class of the same name.
    AdminTaskChooser.js_constructor = "createTaskChooser"


def start_widgets() -> SafeString:
    return format_html('<script src="{}"></script>', static("config/start-widgets.js"))
