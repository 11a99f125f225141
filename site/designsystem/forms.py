"""Forms whose author writes Django fields and whose reader gets the kit's markup.

    class ContactForm(Form):
        name = forms.CharField(label="Your name", required=False)
        why = forms.ChoiceField(label="Why are you writing?", choices=…, widget=forms.RadioSelect)
        appearance = {"why": Appearance(page_heading=True)}

In a template: `{% load designsystem %}{% error_summary form %}` above the page's heading, then
`{{ form }}` or `{{ form.why.as_field_group }}` inside `<form method="post" novalidate>`.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField
from django.forms.renderers import DjangoTemplates
from django.forms.widgets import Input
from django.template.loader import get_template

TEMPLATES = "designsystem/forms/"
# The first match wins: Django's checkboxes are a kind of radios.
KINDS: tuple[tuple[type[forms.Widget], str], ...] = (
    (forms.CheckboxSelectMultiple, "checkboxes"),
    (forms.RadioSelect, "radios"),
    (forms.CheckboxInput, "checkbox"),
    (forms.Textarea, "textarea"),
    (forms.Select, "select"),
    (Input, "input"),
)
KIT_CLASSES = {
    "textarea": "nhsuk-textarea",
    "select": "nhsuk-select",
    "input": "nhsuk-input",
    "checkbox": "nhsuk-checkboxes__input",
}


@dataclass(frozen=True)
class Appearance:
    """What a field looks like, where that is not plain from the field itself.

    - `page_heading` - the label or legend is the page's h1
    - `size` - of the label or legend: s, m, l or xl
    - `hidden_label` - the label is for screen readers only
    - `width` - of an input, in characters: 2, 3, 4, 5, 10, 20 or 30
    - `inline`, `small` - of radios and checkboxes
    - `choice_hints` - a hint for each value that needs one
    - `dividers` - a word, such as "or", before the choice with that value
    """

    page_heading: bool = False
    size: str = ""
    hidden_label: bool = False
    width: int | None = None
    inline: bool = False
    small: bool = False
    choice_hints: Mapping[str, str] = field(default_factory=dict)
    dividers: Mapping[str, str] = field(default_factory=dict)


class CountedTextarea(forms.Textarea):
    """A text area that says how many characters are left, of the field's `max_length`."""

    class Media:
        js = (forms.Script("designsystem/character-count.js", type="module"),)


class Renderer(DjangoTemplates):
    """Draws our forms with our templates, and bare widgets with Django's own."""

    form_template_name = f"{TEMPLATES}form.html"

    def get_template(self, template_name: str) -> Any:
        if template_name.startswith(TEMPLATES):
            return get_template(template_name)
        return super().get_template(template_name)


class KitField(BoundField):
    """A field of a form, with what the kit's markup needs to know about it."""

    form: "Form"

    @property
    def kind(self) -> str:
        widget = self.field.widget
        for widget_class, kind in KINDS:
            if isinstance(widget, widget_class):
                return kind
        raise TypeError(
            f"The field {self.name!r} has a widget that the kit cannot draw: {widget!r}"
        )

    @property
    def template_name(self) -> str:
        own: str | None = getattr(self.field, "template_name", None)
        return own or f"{TEMPLATES}{self.kind}.html"

    @property
    def appearance(self) -> Appearance:
        return self.form.appearance.get(self.name) or Appearance()

    @property
    def error(self) -> str:
        """The first thing that is wrong: one at a time is enough."""
        return self.in_plain_words(self.errors.as_data()[0]) if self.errors else ""

    def in_plain_words(self, error: ValidationError) -> str:
        """What an error says; where Django's words are the same for every field, ours name it."""
        message = " ".join(error.messages)
        if message == str(forms.Field.default_error_messages["required"]):
            if self.kind == "checkbox":
                return f"Tick “{self.label}” to go on"
            return f"“{self.label}” needs an answer"
        if error.code == "max_length" and "max_length" not in self.field.error_messages:
            return f"“{self.label}” must be {self.max_length} characters or fewer"
        return message

    @property
    def input_id(self) -> str:
        """The id of the first input, where the error summary leads."""
        return self.field.widget.attrs.get("id") or self.auto_id or self.html_name

    @property
    def counted(self) -> bool:
        return isinstance(self.field.widget, CountedTextarea) and bool(self.max_length)

    @property
    def max_length(self) -> int | None:
        return getattr(self.field, "max_length", None)

    @property
    def most_characters(self) -> str:
        """The longest text that it takes, as people write a number: "5,000"."""
        return f"{self.max_length or 0:,}"

    @property
    def aria_describedby(self) -> str:
        """The ids of count, hint and error, in the kit's order."""
        if self.is_hidden:
            return ""
        own = self.field.widget.attrs.get("aria-describedby", "")
        parts = (("info", self.counted), ("hint", self.help_text), ("error", self.errors))
        ids = [f"{self.input_id}-{part}" for part, present in parts if present]
        return " ".join(filter(None, [own, *ids]))

    def build_widget_attrs(
        self, attrs: dict[str, Any], widget: forms.Widget | None = None
    ) -> dict[str, Any]:
        built: dict[str, Any] = super().build_widget_attrs(attrs, widget)
        built.pop("aria-invalid", None)
        if not self.is_hidden and self.kind in KIT_CLASSES:
            built.update(self.kit_attrs(self.kind))
        return built

    def kit_attrs(self, kind: str) -> dict[str, Any]:
        widget_attrs = self.field.widget.attrs
        name = KIT_CLASSES[kind]
        classes = [name]
        if self.errors and kind != "checkbox":
            classes.append(f"{name}--error")
        if kind == "input" and self.appearance.width:
            classes.append(f"{name}--width-{self.appearance.width}")
        if self.counted:
            classes.append("nhsuk-js-character-count")
        classes.append(widget_attrs.get("class", ""))
        attrs: dict[str, Any] = {"class": " ".join(filter(None, classes)), "id": self.input_id}
        if self.counted:
            # The count warns; only the server refuses, so that pasted text is never cut short.
            attrs["maxlength"] = False
        return attrs

    @property
    def choices(self) -> Iterator[dict[str, Any]]:
        """Radios or checkboxes as plain values; the first has the id of the whole field."""
        widget = self.field.widget
        options = widget.options(self.html_name, widget.format_value(self.value()))
        for number, option in enumerate(options, start=1):
            value = str(option["value"])
            identifier = self.input_id if number == 1 else f"{self.input_id}-{number}"
            yield {
                "id": identifier,
                "value": value,
                "label": option["label"],
                "checked": option["selected"],
                "disabled": self.field.disabled or option["attrs"].get("disabled", False),
                "hint": self.appearance.choice_hints.get(value, ""),
                "divider": self.appearance.dividers.get(value, ""),
            }


class Form(forms.Form):
    """The base of every public form. Never of a form in Wagtail's admin."""

    default_renderer = Renderer()
    bound_field_class = KitField
    # The server says what is wrong, in our words, in one place.
    use_required_attribute = False
    appearance: Mapping[str, Appearance] = {}

    def __getitem__(self, name: str) -> KitField:
        return cast("KitField", super().__getitem__(name))

    def error_links(self) -> list[dict[str, str]]:
        """One entry per thing that is wrong: of the whole form first, then field by field."""
        whole = [{"text": str(error)} for error in self.non_field_errors()]
        fields = [self[name] for name in self.fields]
        wrong = [bound for bound in fields if bound.errors and not bound.is_hidden]
        return whole + [{"text": bound.error, "href": f"#{bound.input_id}"} for bound in wrong]
