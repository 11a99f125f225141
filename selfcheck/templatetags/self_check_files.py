"""The files that a result can be kept as, for links."""

from django import template

from selfcheck.exports.formats import formats_on_offer
from selfcheck.report import Report
from selfcheck.views.pages import Access

register = template.Library()


@register.simple_tag
def files_of(access: Access, report: Report | str = "") -> list[dict[str, str]]:
    """Address and words of each file. Without a due date in the report there is no calendar."""
    dated = not isinstance(report, Report) or any(action.due_on for action in report.actions)
    return [
        {"url": access.url("download", known.form), "words": known.words}
        for known in formats_on_offer()
        if dated or known.form != "ics"
    ]
