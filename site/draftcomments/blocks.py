"""The block that tells the public what people said about a draft, and what came of it."""

from datetime import date
from typing import Any

from django import forms
from django.utils.functional import cached_property
from wagtail import blocks

from draftcomments.admin.choosing import round_chooser
from draftcomments.forms.checking import is_number
from draftcomments.models import Round
from draftcomments.reading.statements import Heard, PublicAnswer, PublicStatement, public_statement

MADE_UP = PublicStatement(
    asked_on=date(2026, 3, 1),
    who=Heard("Twelve people", ["people who care for somebody, unpaid"]),
    heard="This is a made-up example. People told us that the page was too long.",
    did="We made it shorter.",
    could_not="",
    answers=[
        PublicAnswer(
            result="Changed",
            kind="good",
            you_said="The times leave out people who work.",
            we_did="We added an evening.",
            why="",
            quotes=[],
        )
    ],
)
NOT_SHOWN = "Nobody can read a statement of this round. Show it first, or choose another round."


class RoundChooserBlock(blocks.ChooserBlock):
    """A round whose statement people can read. Its frozen copy stays in the database."""

    target_model = Round
    widget = round_chooser.widget_class()

    @cached_property
    def field(self) -> forms.ModelChoiceField:
        return forms.ModelChoiceField(
            queryset=Round.objects.light().stated(),
            widget=self.widget,
            required=self._required,
            validators=self._validators,
            help_text=self._help_text,
            error_messages={"invalid_choice": NOT_SHOWN},
        )

    def value_from_form(self, value: Any) -> Round | None:
        """Without the frozen copy. What was sent is checked in `clean`."""
        if value is None or isinstance(value, Round):
            return value
        return self.to_python(int(value)) if is_number(str(value), digits=18) else None

    def to_python(self, value: int | None) -> Round | None:
        return Round.objects.light().filter(pk=value).first()

    def bulk_to_python(self, values: list[int | None]) -> list[Round | None]:
        rounds = Round.objects.light().in_bulk([value for value in values if value])
        return [rounds.get(value) for value in values]

    def extract_references(self, value: Round | None) -> list[tuple[Any, ...]]:
        """None: what people wrote about drafts stands in no index."""
        return []

    class Meta:
        icon = "comment"


class YouSaidWeDidBlock(blocks.StructBlock):
    """The statement of a round, its public answers, and quotes of people who agreed."""

    round = RoundChooserBlock(
        help_text="A round whose statement is shown. Without one, the block shows nothing."
    )

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["statement"] = public_statement(value["round"]) if value["round"] else None
        return context

    def get_preview_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        return {**(parent_context or {}), "statement": MADE_UP}

    class Meta:
        icon = "comment"
        label = "You said, we did"
        label_format = "{round}"
        preview_template = "draftcomments/blocks/previews/you_said_we_did.html"
        template = "draftcomments/blocks/you_said_we_did.html"
        description = "What people said about a draft, and what you did about it."
