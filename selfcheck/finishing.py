"""Whether a check has an answer to everything that its route asks."""

from django.db.models import Exists, OuterRef, Q

from framework.models import Statement, SubPhase
from selfcheck.enums import AnswerKind, Route
from selfcheck.models import SelfCheck
from selfcheck.question_records import questions_in_use


def is_finished(self_check: SelfCheck) -> bool:
    """Whether nothing is left to ask: one query."""
    asked = Q(pk__in=questions_in_use())
    here = Statement.objects.in_use().speaking_of(self_check.lens).filter(sub_phase=OuterRef("pk"))
    said = self_check.statement_answers.filter(statement=OuterRef("pk"))
    own = self_check.answers.exclude(kind=AnswerKind.NOT_ANSWERED)
    open_parts = SubPhase.objects.known().exclude(Exists(own.filter(sub_phase=OuterRef("pk"))))
    if self_check.route == Route.DETAILED:
        nothing_to_read = asked & ~Exists(here)
        left = open_parts.filter(Exists(here.exclude(Exists(said))) | nothing_to_read)
    else:
        left = open_parts.filter(asked).exclude(Exists(here.filter(Exists(said))))
    return not left.exists()
