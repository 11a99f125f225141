"""The register of outcome measures."""

import csv
from io import BytesIO, StringIO

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from openpyxl import load_workbook
from wagtail.models import GroupPagePermission
from wagtail.test.utils.form_data import (
    inline_formset,
    nested_form_data,
    querydict_from_html,
    streamfield,
)

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, Outcome
from tests.factories.accounts import UserFactory
from tests.factories.casestudies import OutcomeFactory, account_only, published_study

pytestmark = pytest.mark.django_db
REGISTER = "/admin/outcome-measures/"


@pytest.fixture
def outcomes(index: CaseStudyIndexPage) -> list[Outcome]:
    published_study(
        index,
        title="Barbers",
        outcomes=[
            OutcomeFactory(indicator="Checks", baseline_value=0, source="=1+1"),
            account_only(indicator="Worries", status="worse", statement="It got worse."),
        ],
    )
    published_study(
        index, title="Demonstration: dentists", demonstration=True, outcomes=[OutcomeFactory()]
    )
    return list(Outcome.objects.order_by("pk"))


def csv_rows(client: Client, query: str = "") -> list[dict[str, str]]:
    response = client.get(f"{REGISTER}?export=csv{query}")
    text = b"".join(response.streaming_content).decode()
    return list(csv.DictReader(StringIO(text)))


def test_lists_each_outcome_with_its_study(editor_client: Client, outcomes: list[Outcome]) -> None:
    html = editor_client.get(REGISTER).content.decode()
    assert "Outcome measures" in html
    assert f'href="/admin/pages/{outcomes[0].page_id}/edit/">Barbers</a>' in html
    assert "Checks" in html
    assert "0%" in html


@pytest.mark.parametrize(
    ("query", "indicators"),
    [
        ("status__exact=worse", {"Worries"}),
        ("page__demonstration__exact=1", {"People who came"}),
        ("q=barbers", {"Checks", "Worries"}),
        ("q=got+worse", {"Worries"}),
        ("q=nothing-like-this", set()),
    ],
)
def test_filters_and_searches(
    editor_client: Client, outcomes: list[Outcome], query: str, indicators: set[str]
) -> None:
    assert editor_client.get(f"{REGISTER}?{query}").status_code == 200
    assert {row["Indicator"] for row in csv_rows(editor_client, f"&{query}")} == indicators


def test_inspects_one(editor_client: Client, outcomes: list[Outcome]) -> None:
    html = editor_client.get(f"{REGISTER}inspect/{outcomes[0].pk}/").content.decode()
    assert "The two groups are not the same people." in html
    assert "<dd>0</dd>" in html
    assert "<dd>53</dd>" in html


def test_offers_no_way_to_change_anything(editor_client: Client, outcomes: list[Outcome]) -> None:
    html = editor_client.get(REGISTER).content.decode()
    assert "outcome-measures/edit" not in html
    assert "outcome-measures/create" not in html
    for action in ("create/", f"edit/{outcomes[0].pk}/", f"delete/{outcomes[0].pk}/"):
        assert editor_client.get(REGISTER + action).status_code in {302, 403}
        assert editor_client.post(REGISTER + action).status_code in {302, 403}
    assert Outcome.objects.count() == len(outcomes)


def test_csv_keeps_zeros_and_neutralises_formulas(
    editor_client: Client, outcomes: list[Outcome]
) -> None:
    row = csv_rows(editor_client)[0]
    assert row["Case study"] == "Barbers"
    assert row["Figure before"] == "0"
    assert row["Source of the data"] == "'=1+1"
    assert row["Status"] == "Measured"


def test_xlsx_holds_text_not_formulas(editor_client: Client, outcomes: list[Outcome]) -> None:
    response = editor_client.get(f"{REGISTER}?export=xlsx")
    sheet = load_workbook(BytesIO(b"".join(response.streaming_content))).active
    assert sheet is not None
    rows = list(sheet.iter_rows())
    headings = [cell.value for cell in rows[0]]
    first = dict(zip(headings, rows[1], strict=True))
    assert first["Source of the data"].value == "'=1+1"
    assert first["Figure after"].value == 53
    assert not any(cell.data_type == "f" for row in rows for cell in row)


def test_needs_somebody_who_works_on_pages(client: Client, outcomes: list[Outcome]) -> None:
    assert client.get(REGISTER).status_code == 302
    reader = UserFactory()
    reader.groups.add(Group.objects.create(name="Readers"))
    client.force_login(reader)
    assert client.get(REGISTER).status_code in {302, 403}
    assert client.get(f"{REGISTER}inspect/{outcomes[0].pk}/").status_code in {302, 403}


def test_shows_an_editor_only_the_pages_they_may_see(
    client: Client, index: CaseStudyIndexPage, outcomes: list[Outcome]
) -> None:
    team = Group.objects.get(name="Editors")
    team.page_permissions.all().delete()
    own, other = outcomes[0], outcomes[2]
    GroupPagePermission.objects.create(group=team, page=own.page.page_ptr, permission_type="change")
    editor = UserFactory()
    editor.groups.add(team)
    client.force_login(editor)
    assert {row["Case study"] for row in csv_rows(client)} == {"Barbers"}
    assert client.get(f"{REGISTER}inspect/{own.pk}/").status_code == 200
    assert client.get(f"{REGISTER}inspect/{other.pk}/").status_code in {302, 403}


def test_the_register_takes_few_queries(editor_client: Client, index: CaseStudyIndexPage) -> None:
    for number in range(3):
        published_study(index, slug=f"s-{number}", outcomes=OutcomeFactory.build_batch(10))
    editor_client.get(REGISTER)
    with CaptureQueriesContext(connection) as captured:
        assert editor_client.get(REGISTER).status_code == 200
    assert len(captured) <= 20


def edit_form(client: Client, address: str) -> QueryDict:
    """What a browser would send; the parts that scripts draw are added by hand."""
    form = querydict_from_html(client.get(address).content.decode(), "page-edit-form")
    form.update(nested_form_data({"sources": streamfield([]), "pictures": streamfield([])}))
    form["action-publish"] = "1"
    form["small_correction"] = "on"
    return form


def test_an_editor_can_publish_the_form_as_it_stands(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    outcome = OutcomeFactory(splits=["ethnicity", "sex"])
    study = published_study(index, problem="<p>Too few came.</p>", outcomes=[outcome])
    address = f"/admin/pages/{study.pk}/edit/"
    form = edit_form(editor_client, address)
    assert form.getlist("outcomes-0-splits") == ["ethnicity", "sex"]
    form.setlist("outcomes-0-splits", ["age"])
    form["confirmed_by"], form["confirmed_on"] = "The group", "2026-03-31"
    assert editor_client.post(address, form).status_code == 302
    stored = study.outcomes.get()
    assert stored.splits == ["age"]
    assert stored.baseline_value == 41


def test_the_form_says_at_the_field_what_is_wrong(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    study = published_study(index, outcomes=[OutcomeFactory()])
    address = f"/admin/pages/{study.pk}/edit/"
    form = edit_form(editor_client, address)
    form["outcomes-0-baseline_date"] = ""
    html = editor_client.post(address, form).content.decode()
    assert "Give the date of the figure before. A change needs both dates." in html


def test_a_half_finished_draft_can_be_saved_but_not_published(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    study = published_study(index, outcomes=[OutcomeFactory()])
    address = f"/admin/pages/{study.pk}/edit/"
    form = edit_form(editor_client, address)
    form["outcomes-0-unit"] = "people"
    form["outcomes-0-followup_value"] = "5"
    form["outcomes-0-statement"] = ""
    form["confirmed_by"] = "Two of the carers"
    html = editor_client.post(address, form).content.decode()
    assert "A count under 8 could point to a person." in html
    assert "Say on which day they confirmed it." in html
    assert 'value="Two of the carers"' in html
    assert querydict_from_html(html, "page-edit-form")["outcomes-0-followup_value"] == "5"
    del form["action-publish"]
    assert editor_client.post(address, form).status_code == 302
    stored = CaseStudyPage.objects.get(pk=study.pk)
    draft = stored.get_latest_revision_as_object()
    assert draft.outcomes.get().followup_value == 5
    assert draft.confirmed_by == "Two of the carers"
    assert stored.confirmed_by == ""


def test_a_draft_of_a_new_study_may_be_half_finished_too(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    address = f"/admin/pages/add/casestudies/casestudypage/{index.pk}/"
    form = edit_form(editor_client, address)
    del form["action-publish"]
    form.update({"title": "Only begun", "slug": "only-begun", "confirmed_by": "Two carers"})
    form.update(nested_form_data({"outcomes": inline_formset([{"status": "measured"}])}))
    assert editor_client.post(address, form).status_code == 302
    begun = CaseStudyPage.objects.get(slug="only-begun")
    assert not begun.live
    assert begun.outcomes.get().status == "measured"


def test_a_way_to_reach_somebody_is_refused_even_in_a_draft(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    study = published_study(index)
    address = f"/admin/pages/{study.pk}/edit/"
    form = edit_form(editor_client, address)
    del form["action-publish"]
    form["contact_role"] = "jo@example.org"
    html = editor_client.post(address, form).content.decode()
    assert "This holds an e-mail address. Please take it out" in html
    assert 'value="jo@example.org"' in html


def test_the_register_hides_small_numbers_nobody_ticked(
    editor_client: Client, index: CaseStudyIndexPage
) -> None:
    published_study(index, outcomes=[OutcomeFactory(unit="people", baseline_value=5)])
    html = editor_client.get(REGISTER).content.decode()
    assert "fewer than 8 (small number hidden)" in html
    assert "5 people" not in html
