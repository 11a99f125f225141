"""The files that a result can be kept as, for links."""

from django import template

from selfcheck.access import Access
from selfcheck.exports.formats import formats_on_offer

register = template.Library()


@register.simple_tag
def files_of(access: Access, *, calendar: bool) -> list[dict[str, str]]:
    """Address and words of each file, with that of due dates or without."""
    return [
        {"url": access.url("download", known.form), "words": known.words}
        for known in formats_on_offer()
        if calendar or known.form != "ics"
    ]
