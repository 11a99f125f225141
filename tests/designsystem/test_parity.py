"""What we draw ourselves, because it is drawn often, against the kit's own macros.

When an upgrade of the kit changes its markup, these tests say so.
"""

from typing import Any

import pytest
from django import forms

from designsystem.forms import Appearance, Form
from designsystem.kit import render_macro
from tests.designsystem.markup import component, same

CHOICES = [("yes", "Yes"), ("no", "No"), ("not-sure", "Not sure")]
LOOK = Appearance(size="m", dividers={"not-sure": "or"}, choice_hints={"no": "Not yet."})


class AnswersForm(Form):
    one = forms.ChoiceField(
        label="Did it work?", help_text="Choose one.", choices=CHOICES, widget=forms.RadioSelect
    )
    many = forms.MultipleChoiceField(
        label="Who came?", choices=CHOICES, widget=forms.CheckboxSelectMultiple
    )
    words = forms.CharField(label="Why?", help_text="In your own words.")
    long = forms.CharField(label="How?", widget=forms.Textarea(attrs={"rows": 5}))
    pick = forms.ChoiceField(label="Where?", choices=CHOICES)
    appearance = {"one": LOOK, "many": LOOK, "words": Appearance(size="s", width=20)}


def kit_choices(macro: str, name: str, legend: str, **values: Any) -> str:
    items = [
        {"value": "yes", "text": "Yes"},
        {"value": "no", "text": "No", "hint": {"text": "Not yet."}},
        {"divider": "or"},
        {"value": "not-sure", "text": "Not sure", "id": f"id_{name}-3"},
    ]
    return render_macro(
        macro,
        {
            "name": name,
            "idPrefix": f"id_{name}",
            "items": items,
            "fieldset": {"legend": {"text": legend, "size": "m"}},
            **values,
        },
    )


def test_radios() -> None:
    ours = AnswersForm(initial={"one": "no"})["one"].as_field_group()
    kits = kit_choices("radios", "one", "Did it work?", value="no", hint={"text": "Choose one."})
    assert same(ours) == same(kits)


def test_radios_with_an_error() -> None:
    ours = AnswersForm({})["one"].as_field_group()
    kits = kit_choices(
        "radios",
        "one",
        "Did it work?",
        hint={"text": "Choose one."},
        errorMessage={"text": "“Did it work?” needs an answer"},
    )
    assert same(ours) == same(kits)


def test_checkboxes() -> None:
    ours = AnswersForm(initial={"many": ["yes", "not-sure"]})["many"].as_field_group()
    assert same(ours) == same(
        kit_choices("checkboxes", "many", "Who came?", values=["yes", "not-sure"])
    )


def test_checkboxes_with_an_error() -> None:
    ours = AnswersForm({})["many"].as_field_group()
    kits = kit_choices(
        "checkboxes", "many", "Who came?", errorMessage={"text": "“Who came?” needs an answer"}
    )
    assert same(ours) == same(kits)


@pytest.mark.parametrize("data", [None, {}], ids=["plain", "error"])
def test_input(data: dict[str, str] | None) -> None:
    error = {"errorMessage": {"text": "“Why?” needs an answer"}} if data is not None else {}
    kits = render_macro(
        "input",
        {
            "id": "id_words",
            "name": "words",
            "label": {"text": "Why?", "size": "s"},
            "hint": {"text": "In your own words."},
            "width": 20,
            **error,
        },
    )
    assert same(AnswersForm(data)["words"].as_field_group()) == same(kits)


def test_textarea() -> None:
    ours = AnswersForm(initial={"long": "By asking"})["long"].as_field_group()
    kits = render_macro(
        "textarea",
        {"id": "id_long", "name": "long", "label": {"text": "How?"}, "value": "By asking"},
    )
    # Django gives a textarea a number of columns; the stylesheet makes it as wide as there is room.
    assert same(ours.replace(' cols="40"', "")) == same(kits)


def test_select() -> None:
    ours = AnswersForm(initial={"pick": "no"})["pick"].as_field_group()
    kits = render_macro(
        "select",
        {
            "id": "id_pick",
            "name": "pick",
            "label": {"text": "Where?"},
            "value": "no",
            "items": [{"value": value, "text": text} for value, text in CHOICES],
        },
    )
    assert same(ours) == same(kits)


def test_task_list() -> None:
    rows = [
        {
            "title": "Check",
            "url": "/1/",
            "hint": "Two questions",
            "status_text": "Completed",
            "status_kind": "completed",
        },
        {"title": "Plan", "url": "/2/", "status_text": "Incomplete", "status_kind": "blue"},
        {"title": "Engage", "status_text": "Text to be added", "status_kind": "blocked"},
    ]
    items = [
        {
            "heading": {"text": "Check"},
            "href": "/1/",
            "hint": {"text": "Two questions"},
            "status": {"text": "Completed", "classes": "nhsuk-task-list__status--completed"},
        },
        {
            "heading": {"text": "Plan"},
            "href": "/2/",
            "status": {"tag": {"text": "Incomplete", "colour": "blue"}},
        },
        {
            "heading": {"text": "Engage"},
            "status": {
                "text": "Text to be added",
                "classes": "nhsuk-task-list__status--cannot-start-yet",
            },
        },
    ]
    ours = component("task_list", rows=rows, id_prefix="phases")
    assert same(ours) == same(render_macro("taskList", {"idPrefix": "phases", "items": items}))


def test_summary_list() -> None:
    rows = [
        {"key": "Check", "value": "Emerging", "change_url": "/1/", "change_hidden": "your answer"},
        {"key": "Plan", "value": "Not provided"},
    ]
    kits = render_macro(
        "summaryList",
        {
            "rows": [
                {
                    "key": {"text": "Check"},
                    "value": {"text": "Emerging"},
                    "actions": {
                        "items": [
                            {"href": "/1/", "text": "Change", "visuallyHiddenText": "your answer"}
                        ]
                    },
                },
                {"key": {"text": "Plan"}, "value": {"text": "Not provided"}},
            ]
        },
    )
    assert same(component("summary_list", rows=rows, actions=True)) == same(kits)


def test_do_and_dont_lists() -> None:
    entries = ["ask first", "say what changed"]
    for name, icon, heading in (("do_list", "tick", "Do"), ("dont_list", "cross", "Do not")):
        kits = render_macro(
            "list",
            {
                "heading": {"text": heading},
                "icon": icon,
                "items": [{"text": entry} for entry in entries],
            },
        )
        assert same(component(name, entries=entries)) == same(kits)


def test_responsive_table() -> None:
    kits = render_macro(
        "table",
        {
            "caption": "Visits",
            "responsive": True,
            "firstCellIsHeader": True,
            "head": [{"text": "Place"}, {"text": "Before"}],
            "rows": [[{"html": "Clinic"}, {"html": "4"}]],
        },
    )
    ours = component("table", caption="Visits", headings=["Place", "Before"], rows=[["Clinic", 4]])
    assert same(ours) == same(kits)
