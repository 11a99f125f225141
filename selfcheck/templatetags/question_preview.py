"""Draws the preview of a question. A model cannot: the forms of the self-check read the models."""

from django import template
from django.template.loader import render_to_string

from selfcheck.models import Question
from selfcheck.previewing import context_of_preview

register = template.Library()


@register.simple_tag(takes_context=True)
def question_as_page(context: template.Context, question: Question) -> str:
    """The page of a question's phase, as people see it, with the words of the draft."""
    request = context["request"]
    found = context_of_preview(question, getattr(request, "preview_mode", "") or "")
    name = "selfcheck/phase.html" if found else "selfcheck/admin/no_preview.html"
    return render_to_string(name, found, request=request)
