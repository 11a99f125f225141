"""What the self-check adds to the admin."""

from collections.abc import Sequence

from django.contrib import messages
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from wagtail import hooks
from wagtail.snippets.models import register_snippet
from wagtail_modeladmin.options import modeladmin_register

from selfcheck.admin import CountAdmin, SelfCheckViewSetGroup
from selfcheck.models import Question

register_snippet(SelfCheckViewSetGroup)
modeladmin_register(CountAdmin)


@hooks.register("before_delete_snippet")
def refuse_to_delete_questions(
    request: HttpRequest, instances: Sequence[Model]
) -> HttpResponse | None:
    """Old answers were given to a question, and its identifier must never be used again."""
    if not any(isinstance(instance, Question) for instance in instances):
        return None
    messages.error(request, "Questions are not deleted. Give it a day to retire on instead.")
    return redirect(Question.snippet_viewset.get_url_name("list"))
