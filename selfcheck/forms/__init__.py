"""Forms built from records: adding a sub-phase adds a question, and no code."""

from selfcheck.forms.about import AboutForm
from selfcheck.forms.fields import (
    AnswerField,
    NoteField,
    answer_field,
    note_field,
    with_hidden_words,
)
from selfcheck.forms.questions import QuestionsForm
from selfcheck.forms.readings import ReadingsForm
from selfcheck.forms.seen import AnswersForm
from selfcheck.forms.statements import StatementsForm, statements_in

__all__ = [
    "AboutForm",
    "AnswerField",
    "AnswersForm",
    "NoteField",
    "QuestionsForm",
    "ReadingsForm",
    "StatementsForm",
    "answer_field",
    "note_field",
    "statements_in",
    "with_hidden_words",
]
