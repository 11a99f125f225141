"""A date as day, month and year: what people type, and what they are told."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from designsystem.dates import DateField
from designsystem.forms import Appearance, Form
from tests.designsystem.markup import find, parse


class WhenForm(Form):
    due = DateField(label="By when?", help_text="For example, 31 3 2027", required=False)
    appearance = {"due": Appearance(size="m")}


def sent(day: str, month: str, year: str) -> WhenForm:
    return WhenForm({"due-day": day, "due-month": month, "due-year": year})


@pytest.mark.parametrize("month", ["3", "03", "March", "mar", " MARCH "])
def test_a_month_is_a_number_or_a_name(month: str) -> None:
    form = sent("31", month, "2027")
    assert form.is_valid()
    assert form.cleaned_data["due"] == date(2027, 3, 31)


@pytest.mark.parametrize("data", [{}, {"due-day": "", "due-month": " ", "due-year": ""}])
def test_nothing_typed_is_no_date(data: dict[str, str]) -> None:
    form = WhenForm(data)
    assert form.is_valid()
    assert form.cleaned_data["due"] is None


@pytest.mark.parametrize(
    ("typed", "message", "wrong"),
    [
        (("31", "", "2027"), "The date must include a month", ["id_due-month"]),
        (("", "", "2027"), "The date must include a day and a month", ["id_due", "id_due-month"]),
        (("31", "2", "2027"), "There is no day 31 in February 2027: check the date", ["id_due"]),
        (("0", "2", "2027"), "There is no day 0 in February 2027: check the date", ["id_due"]),
        (("29", "2", "2100"), "There is no day 29 in February 2100: check the date", ["id_due"]),
        (("1", "13", "2027"), "The month must be from 1 to 12", ["id_due-month"]),
        (("1", "Marvember", "2027"), "The month must be a number or a name", ["id_due-month"]),
        (("soon", "1", "2027"), "The day must be a number", ["id_due"]),
        (("1", "1", "27"), "The year must be from 2000 to 2100", ["id_due-year"]),
        (("1", "1", "2027 AD"), "The year must be 4 numbers", ["id_due-year"]),
        (("1", "1", "٢٠٢٧"), "The year must be 4 numbers", ["id_due-year"]),
    ],
)
def test_what_is_wrong_is_said_and_marked(
    typed: tuple[str, str, str], message: str, wrong: list[str]
) -> None:
    form = sent(*typed)
    assert form["due"].error.startswith(message)
    html = form["due"].as_field_group()
    marked = [field for field in find(html, "input") if "nhsuk-input--error" in field.get("class")]
    assert [field.get("id") for field in marked] == wrong
    assert form.error_links() == [{"text": form["due"].error, "href": f"#{wrong[0]}"}]
    assert [field.get("value") or "" for field in find(html, "input")] == list(typed)


def test_a_date_that_is_there_is_shown_in_parts() -> None:
    html = WhenForm(initial={"due": date(2027, 3, 31)})["due"].as_field_group()
    assert [field.get("value") for field in find(html, "input")] == ["31", "3", "2027"]


@pytest.mark.parametrize("typed", [("", "", ""), ("31", "2", "2027")])
def test_hint_and_error_describe_the_group(typed: tuple[str, str, str]) -> None:
    html = sent(*typed)["due"].as_field_group()
    (fieldset,) = find(html, "fieldset")
    there = {element.get("id") for element in parse(html).iter()}
    assert set(fieldset.get("aria-describedby").split()) <= there


@given(st.text(max_size=6), st.text(max_size=6), st.text(max_size=6))
def test_whatever_is_typed_is_a_date_or_a_plain_error(day: str, month: str, year: str) -> None:
    form = sent(day, month, year)
    assert form.is_valid() == ("due" in form.cleaned_data)
    form["due"].as_field_group()


@given(st.dates(date(2000, 1, 1), date(2100, 12, 31)))
def test_what_is_shown_for_a_date_gives_the_date_again(day: date) -> None:
    shown = find(WhenForm(initial={"due": day})["due"].as_field_group(), "input")
    form = WhenForm({field.get("name"): field.get("value") for field in shown})
    assert form.is_valid()
    assert form.cleaned_data["due"] == day
