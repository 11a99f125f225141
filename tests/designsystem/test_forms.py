"""What a form's author writes, and the markup that readers get."""

from collections import Counter
from typing import Any

import pytest
from django import forms
from wagtail.admin.forms import WagtailAdminPageForm

from designsystem.forms import Appearance, CountedTextarea, Form
from tests.designsystem.markup import find, ids, parse, render, text_of

LEVELS = [("emerging", "Emerging"), ("thriving", "Thriving"), ("not-sure", "Not sure")]


class SheetForm(Form):
    name = forms.CharField(label="Your name", help_text="You can make one up.", required=False)
    email = forms.EmailField(label="Email address")
    role = forms.ChoiceField(label="Your role", choices=[("", "Choose one"), ("lead", "Lead")])
    level = forms.ChoiceField(
        label="Which level is closest?",
        help_text="Choose one.",
        choices=LEVELS,
        widget=forms.RadioSelect,
    )
    groups = forms.MultipleChoiceField(
        label="Who took part?",
        choices=[("carers", "Carers"), ("young", "Young people")],
        widget=forms.CheckboxSelectMultiple,
    )
    why = forms.CharField(label="Why?", max_length=20, widget=CountedTextarea(attrs={"rows": 4}))
    when = forms.DateField(label="When?", help_text="For example, 27/3/2026.")
    agree = forms.BooleanField(label="I agree", help_text="You can change your mind.")
    key = forms.CharField(widget=forms.HiddenInput, required=False)

    appearance = {
        "level": Appearance(
            page_heading=True,
            dividers={"not-sure": "or"},
            choice_hints={"emerging": "Work is starting."},
        ),
        "when": Appearance(width=10),
        "name": Appearance(hidden_label=True, size="m"),
    }


@pytest.fixture
def empty() -> str:
    return str(SheetForm())


@pytest.fixture
def refused() -> str:
    return str(SheetForm({"why": "x" * 25, "when": "soon"}))


def by_id(html: str, identifier: str) -> Any:
    return next(element for element in parse(html).iter() if element.get("id") == identifier)


def test_every_label_belongs_to_an_input(empty: str) -> None:
    inputs = {
        element.get("id")
        for tag in ("input", "select", "textarea")
        for element in find(empty, tag)
        if element.get("type") != "hidden"
    }
    assert {label.get("for") for label in find(empty, "label")} == inputs


@pytest.mark.parametrize("data", [None, {"why": "x" * 25}])
def test_ids_are_unique(data: dict[str, str] | None) -> None:
    repeated = [name for name, count in Counter(ids(str(SheetForm(data)))).items() if count > 1]
    assert repeated == []


def test_two_forms_with_prefixes_share_no_id() -> None:
    one, two = SheetForm(prefix="one"), SheetForm(prefix="two")
    assert set(ids(str(one))).isdisjoint(ids(str(two)))


@pytest.mark.parametrize("data", [None, {}])
def test_every_description_that_is_named_is_there(data: dict[str, str] | None) -> None:
    html = str(SheetForm(data))
    named = {
        identifier
        for element in parse(html).iter()
        for identifier in element.get("aria-describedby", "").split()
    }
    assert named
    assert named <= set(ids(html))


def test_a_hint_describes_its_input(empty: str) -> None:
    assert by_id(empty, "id_name").get("aria-describedby") == "id_name-hint"
    assert by_id(empty, "id_name-hint").text == "You can make one up."


def test_an_input_without_hint_and_error_is_not_described(empty: str) -> None:
    assert by_id(empty, "id_email").get("aria-describedby") is None


def test_an_error_describes_its_input_and_marks_the_group(refused: str) -> None:
    field = by_id(refused, "id_email")
    assert field.get("aria-describedby") == "id_email-error"
    assert "nhsuk-input--error" in field.get("class").split()
    assert len(find(refused, "div", class_="nhsuk-form-group--error")) == 7


def test_hint_comes_before_error_in_the_description(refused: str) -> None:
    assert by_id(refused, "id_when").get("aria-describedby") == "id_when-hint id_when-error"


def test_radios_are_described_once_by_their_fieldset(refused: str) -> None:
    (fieldset, _groups) = find(refused, "fieldset")
    assert fieldset.get("aria-describedby") == "id_level-hint id_level-error"
    assert by_id(refused, "id_level-2").get("aria-describedby") is None


def test_the_legend_can_be_the_heading_of_the_page(empty: str) -> None:
    (heading,) = find(empty, "h1")
    assert heading.text == "Which level is closest?"
    assert "nhsuk-fieldset__heading" in heading.get("class")


def test_a_label_can_be_the_heading_of_the_page() -> None:
    class OneQuestionForm(Form):
        why = forms.CharField(label="What is this based on?")
        appearance = {"why": Appearance(page_heading=True)}

    html = str(OneQuestionForm())
    (heading,) = find(html, "h1", class_="nhsuk-label-wrapper")
    assert heading.find("label").get("for") == "id_why"


def test_appearance_reaches_the_markup(empty: str) -> None:
    assert "nhsuk-input--width-10" in by_id(empty, "id_when").get("class")
    (label,) = [label for label in find(empty, "label") if label.get("for") == "id_name"]
    assert {"nhsuk-u-visually-hidden", "nhsuk-label--m"} <= set(label.get("class").split())
    (divider,) = find(empty, "div", class_="nhsuk-radios__divider")
    assert divider.text == "or"
    assert by_id(empty, "id_level").get("aria-describedby") == "id_level-item-hint"


def test_choices_keep_what_was_chosen() -> None:
    html = str(SheetForm({"level": "thriving", "groups": ["young", "nobody"]}))
    checked = [field.get("value") for field in find(html, "input") if "checked" in field.attrib]
    assert checked == ["thriving", "young"]


def test_a_disabled_field_has_disabled_choices() -> None:
    form = SheetForm()
    form.fields["level"].disabled = True
    radios = find(str(form), "input", type="radio")
    assert all("disabled" in radio.attrib for radio in radios)


def test_a_counted_text_says_its_limit_and_lets_people_paste_more(empty: str) -> None:
    area = by_id(empty, "id_why")
    assert area.get("maxlength") is None
    assert area.get("rows") == "4"
    assert area.get("aria-describedby") == "id_why-info"
    (group,) = find(empty, "div", data_module="nhsuk-character-count")
    assert group.get("data-maxlength") == "20"
    assert by_id(empty, "id_why-info").text == "You can enter up to 20 characters"


def test_only_forms_with_a_counted_text_load_its_script() -> None:
    assert "character-count.js" in str(SheetForm().media)
    assert str(Form().media) == ""


def test_no_browser_message_is_asked_for(refused: str) -> None:
    assert "required=" not in refused
    assert "aria-invalid" not in refused


def test_what_is_wrong_names_its_field(refused: str) -> None:
    messages = {
        text_of("".join(error.itertext()))
        for error in find(refused, "span", class_="nhsuk-error-message")
    }
    assert messages == {
        "Error: “Email address” needs an answer",
        "Error: “Your role” needs an answer",
        "Error: “Which level is closest?” needs an answer",
        "Error: “Who took part?” needs an answer",
        "Error: “Why?” must be 20 characters or fewer",
        "Error: Enter a valid date.",
        "Error: Tick “I agree” to go on",
    }


def test_the_authors_own_words_win() -> None:
    class WordsForm(Form):
        name = forms.CharField(
            max_length=3,
            required=True,
            error_messages={"required": "Enter a name", "max_length": "Use 3 letters"},
        )

    assert WordsForm({})["name"].error == "Enter a name"
    assert WordsForm({"name": "four"})["name"].error == "Use 3 letters"


def test_typed_markup_is_escaped() -> None:
    html = str(SheetForm({"name": '"><script>', "why": "</textarea><script>"}))
    assert find(html, "script") == []


def test_the_summary_leads_to_the_first_input_of_each_field(refused: str) -> None:
    summary = render(
        "{% load designsystem %}{% error_summary form %}", form=SheetForm({"why": "x" * 25})
    )
    targets = [link.get("href").removeprefix("#") for link in find(summary, "a")]
    assert targets == [
        "id_email",
        "id_role",
        "id_level",
        "id_groups",
        "id_why",
        "id_when",
        "id_agree",
    ]
    assert all(by_id(refused, target).tag in {"input", "select", "textarea"} for target in targets)


def test_the_summary_is_announced_and_found_by_the_kits_script() -> None:
    summary = render("{% load designsystem %}{% error_summary form %}", form=SheetForm({}))
    (box,) = find(summary, "div", data_module="nhsuk-error-summary")
    assert box.find("div").get("role") == "alert"
    assert "There is a problem" in text_of(summary)


def test_there_is_no_summary_when_nothing_is_wrong() -> None:
    assert render("{% load designsystem %}{% error_summary form %}", form=SheetForm()) == ""


def test_one_summary_serves_several_forms() -> None:
    context = {"one": SheetForm({}, prefix="one"), "two": SheetForm({}, prefix="two")}
    summary = render("{% load designsystem %}{% error_summary one two %}", **context)
    assert len(find(summary, "a")) == 14


def test_an_error_of_the_whole_form_is_in_the_summary_and_in_the_form() -> None:
    class StrictForm(Form):
        name = forms.CharField(required=False)

        def clean(self) -> None:
            raise forms.ValidationError("Somebody else saved this sheet")

    form = StrictForm({})
    summary = render("{% load designsystem %}{% error_summary form %}", form=form)
    assert "Somebody else saved this sheet" in text_of(summary)
    assert "Error: Somebody else saved this sheet" in text_of(str(form))


def test_hidden_fields_are_in_the_form_and_not_in_a_group(empty: str) -> None:
    (hidden,) = find(empty, "input", type="hidden")
    assert hidden.get("name") == "key"
    assert hidden.get("class") is None


def test_one_field_can_be_drawn_alone() -> None:
    html = render("{{ form.email.as_field_group }}", form=SheetForm())
    assert [field.get("name") for field in find(html, "input")] == ["email"]


def test_a_widget_that_the_kit_cannot_draw_is_named() -> None:
    class SplitForm(Form):
        start = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="start"):
        str(SplitForm())


def test_other_forms_keep_their_own_looks() -> None:
    class PlainForm(forms.Form):
        name = forms.CharField()

    assert "nhsuk" not in str(PlainForm())
    assert not issubclass(WagtailAdminPageForm, Form)
