"""Loads Wagtail's checker on a page that is being written: `{% checks_while_writing %}`."""

from django import template
from wagtail.admin.templatetags.wagtailuserbar import wagtailuserbar

register = template.Library()


@register.simple_tag(takes_context=True)
def checks_while_writing(context: template.Context) -> str:
    """The checker and the bar that it is part of, where Wagtail draws a draft for its editors.

    Nothing on public pages, which are the same for everybody, and nothing for contributors.
    """
    request = context.get("request")
    is_drawn_for_editors = getattr(request, "is_preview", False) and getattr(
        request, "is_dummy", False
    )
    return str(wagtailuserbar(context)) if is_drawn_for_editors else ""
