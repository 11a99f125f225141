"""The page of the admin on which editors link a statement or a part to what goes with it."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db.models.signals import m2m_changed
from django.test import Client
from wagtail.models import GroupPagePermission, Page

from draftcomments.enums import RoundStatus
from framework.models import Measure, Statement, StrategyLink, SubPhase
from guidance.linking.actions import link_guidance, link_measures, link_strategies
from guidance.models import GuidanceIndexPage, GuidancePage
from pages.models import HomePage
from tests.designsystem.markup import find, text_of
from tests.factories.accounts import UserFactory
from tests.factories.draftcomments import ItemFactory, RoundFactory
from tests.factories.framework import MeasureFactory, StatementFactory, SubPhaseFactory
from tests.factories.guidance import GuidanceIndexPageFactory, GuidancePageFactory
from tests.factories.strategies import ElementFactory, LinkFactory
from tests.queries import queries_of

ADMIN = "wagtailadmin.access_admin"
COMMENTS_WAIT = "as comments on it are still asked for or wait for an answer: “How to ask”"


@pytest.fixture
def statement(home_page: HomePage) -> Statement:
    return StatementFactory(text="Ask first.")


@pytest.fixture
def index(home_page: HomePage) -> GuidanceIndexPage:
    return GuidanceIndexPageFactory(parent=home_page)


@pytest.fixture
def page(index: GuidanceIndexPage) -> GuidancePage:
    """A published guidance page without changes that wait."""
    made: GuidancePage = GuidancePageFactory(parent=index, title="How to ask")
    made.save_revision().publish()
    made.refresh_from_db()
    return made


def client_with(*permissions: str, page: Page | None = None, may: tuple[str, ...] = ()) -> Client:
    """Somebody who may enter the admin, has these permissions, and may do that with a page."""
    user, group = UserFactory(), Group.objects.create(name="Some editors")
    for name in (ADMIN, *permissions):
        app, codename = name.split(".")
        found = Permission.objects.get(content_type__app_label=app, codename=codename)
        group.permissions.add(found)
    for each in may:
        permission = Permission.objects.get(codename=f"{each}_page")
        GroupPagePermission.objects.create(group=group, page=page, permission=permission)
    user.groups.add(group)
    client = Client()
    client.force_login(user)
    return client


def address(hub: Statement | SubPhase) -> str:
    kind = "statement" if isinstance(hub, Statement) else "part"
    return f"/admin/framework-links/{kind}/{hub.pk}/"


def sent(
    *, pages: list[GuidancePage] = (), measures: list[Measure] = (), rows: list[dict] = ()
) -> dict[str, object]:
    """What the form sends: ticks, and rows of links to strategies."""
    stored = [row for row in rows if row.get("id")]
    data: dict[str, object] = {
        "guidance": [each.pk for each in pages],
        "measures": [each.pk for each in measures],
        "links-TOTAL_FORMS": len(rows),
        "links-INITIAL_FORMS": len(stored),
    }
    for at, row in enumerate(rows):
        data |= {f"links-{at}-{name}": value for name, value in row.items()}
    return data


def served(page: GuidancePage) -> list[Statement]:
    """What the published page names, whatever its draft says."""
    return list(GuidancePage.objects.get(pk=page.pk).statements.all())


def test_an_editor_links_all_three_and_readers_see_it(
    client: Client, editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    measure, element = MeasureFactory(), ElementFactory()
    data = sent(pages=[page], measures=[measure], rows=[{"element": element.pk, "why": "So."}])
    answer = editor_client.post(address(statement), data, follow=True)
    assert "The links are saved." in text_of(answer.content.decode())
    html = client.get(statement.path).content.decode()
    for words in (page.title, measure.name, element.name, "So."):
        assert words in html


def test_links_of_a_part_hold_for_its_statements(
    client: Client, editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    part, measure, element = statement.sub_phase, MeasureFactory(), ElementFactory()
    data = sent(pages=[page], measures=[measure], rows=[{"element": element.pk, "why": "So."}])
    editor_client.post(address(part), data)
    assert StrategyLink.objects.get().statement is None
    html = client.get(statement.path).content.decode()
    for words in (page.title, measure.name, element.name):
        assert words in html
    shown = text_of(editor_client.get(address(statement)).content.decode())
    assert f"Measures: {measure.name}" in shown
    assert f"Guidance: {page.title}" in shown


def test_what_is_no_longer_ticked_is_taken_away(
    editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    link = LinkFactory(sub_phase=statement.sub_phase, statement=statement)
    statement.measures.add(MeasureFactory())
    editor_client.post(address(statement), sent(pages=[page]))
    row = {"id": link.pk, "element": link.element_id, "why": link.why, "DELETE": "on"}
    editor_client.post(address(statement), sent(rows=[row]))
    assert served(page) == []
    assert not statement.measures.exists()
    assert not StrategyLink.objects.exists()


def test_a_reason_can_be_changed(editor_client: Client, statement: Statement) -> None:
    link = LinkFactory(sub_phase=statement.sub_phase, statement=statement)
    row = {"id": link.pk, "element": link.element_id, "why": "A better reason."}
    editor_client.post(address(statement), sent(rows=[row]))
    assert StrategyLink.objects.get().why == "A better reason."


def test_a_page_with_changes_that_wait_is_changed_in_its_draft_only(
    editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    page.title = "A title that nobody has agreed yet"
    page.save_revision()
    answer = editor_client.post(address(statement), sent(pages=[page]), follow=True)
    text = text_of(answer.content.decode())
    assert "Changed in the draft only" in text
    assert "A title that nobody has agreed yet" in text
    page.refresh_from_db()
    assert (page.title, served(page)) == ("How to ask", [])
    draft = page.get_latest_revision_as_object()
    assert list(draft.statements.all()) == [statement]
    assert draft.title == "A title that nobody has agreed yet"


def test_a_tick_in_a_draft_is_shown_and_not_made_twice(
    editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    page.save_revision()
    Page.objects.filter(pk=page.pk).update(has_unpublished_changes=True)
    editor_client.post(address(statement), sent(pages=[page]))
    html = editor_client.get(address(statement)).content.decode()
    (box,) = find(html, "input", name="guidance", value=str(page.pk))
    assert "checked" in box.attrib
    revisions = page.revisions.count()
    editor_client.post(address(statement), sent(pages=[page]))
    assert page.revisions.count() == revisions


def test_a_page_that_is_not_published_stays_so(
    editor_client: Client, statement: Statement, index: GuidanceIndexPage
) -> None:
    draft = GuidancePageFactory(parent=index, title="Not ready", live=False)
    editor_client.post(address(statement), sent(pages=[draft]))
    draft.refresh_from_db()
    assert not draft.live
    assert list(draft.get_latest_revision_as_object().statements.all()) == [statement]


def test_who_may_not_publish_changes_the_draft(statement: Statement, page: GuidancePage) -> None:
    client = client_with(page=page.get_parent(), may=("change",))
    answer = client.post(address(statement), sent(pages=[page]), follow=True)
    assert "Changed in the draft only" in text_of(answer.content.decode())
    assert served(page) == []


def test_a_page_that_one_may_not_edit_is_neither_offered_nor_changed(
    statement: Statement, page: GuidancePage
) -> None:
    client = client_with("framework.change_measure")
    html = client.get(address(statement)).content.decode()
    assert page.title not in html
    client.post(address(statement), sent(pages=[page]))
    assert served(page) == []
    user = UserFactory()
    with pytest.raises(PermissionDenied):
        link_guidance(hub=statement, wanted=[page.pk], among=[page.pk], user=user)


def lock(**kwargs: object) -> None:
    """What somebody else does meanwhile."""
    GuidancePage.objects.update(locked=True)


def linker_of_all(page: GuidancePage) -> Client:
    """Somebody who may link everything, and is not the one who locks."""
    records = ["measure", "strategylink"]
    names = [f"framework.{act}_{record}" for record in records for act in ("add", "change")]
    names.append("framework.delete_strategylink")
    return client_with(*names, page=page.get_parent(), may=("change", "publish"))


def all_three(page: GuidancePage) -> dict[str, object]:
    row = {"element": ElementFactory().pk, "why": "So."}
    return sent(pages=[page], measures=[MeasureFactory()], rows=[row])


def assert_nothing_is_linked(statement: Statement, page: GuidancePage) -> None:
    assert served(page) == []
    assert page.revisions.count() == 1
    assert not statement.measures.exists()
    assert not StrategyLink.objects.exists()


def test_a_locked_page_is_left_alone(statement: Statement, page: GuidancePage) -> None:
    lock()
    client = linker_of_all(page)
    html = client.get(address(statement)).content.decode()
    assert find(html, "input", name="guidance") == []
    assert "How to ask: not linked, it is locked" in text_of(html)
    GuidancePageFactory(parent=page.get_parent())
    answer = client.post(address(statement), all_three(page))
    assert answer.status_code == 200
    assert "cannot be changed now. Nothing is saved." in text_of(answer.content.decode())
    assert_nothing_is_linked(statement, page)


def test_a_page_that_is_locked_meanwhile_lets_nothing_be_stored(
    statement: Statement, page: GuidancePage
) -> None:
    client, data = linker_of_all(page), all_three(page)
    m2m_changed.connect(lock, sender=Measure.statements.through)
    try:
        answer = client.post(address(statement), data)
    finally:
        m2m_changed.disconnect(lock, sender=Measure.statements.through)
    assert (answer.status_code, answer.url) == (302, "/admin/")
    assert_nothing_is_linked(statement, page)
    assert client.post(address(statement), data).url == address(statement)
    assert (served(page), StrategyLink.objects.count()) == ([statement], 1)


def test_a_link_that_one_may_not_change_is_told(statement: Statement, page: GuidancePage) -> None:
    page.statements.add(statement)
    page.save()
    client = client_with("framework.change_measure")
    text = text_of(client.get(address(statement)).content.decode())
    assert "How to ask: linked, you may not edit it" in text


def test_a_page_with_an_open_round_is_changed_in_its_draft_only(
    editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    round = RoundFactory(page=page, content={})
    answer = editor_client.post(address(statement), sent(pages=[page]), follow=True)
    assert COMMENTS_WAIT in text_of(answer.content.decode())
    assert served(page) == []
    draft = GuidancePage.objects.get(pk=page.pk).get_latest_revision_as_object()
    assert list(draft.statements.all()) == [statement]
    assert round.status == RoundStatus.OPEN


def test_a_page_with_a_comment_that_waits_is_changed_in_its_draft_only(
    editor_client: Client, statement: Statement, page: GuidancePage
) -> None:
    round = RoundFactory(page=page, content={}, status=RoundStatus.CLOSED)
    item = ItemFactory(contributor__round=round)
    answer = editor_client.post(address(statement), sent(pages=[page]), follow=True)
    assert COMMENTS_WAIT in text_of(answer.content.decode())
    assert served(page) == []
    item.delete()
    page.refresh_from_db()
    page.get_latest_revision().publish()
    editor_client.post(address(statement), sent())
    assert served(page) == []


def test_measures_and_strategies_take_their_own_permissions(
    statement: Statement, page: GuidancePage
) -> None:
    measure, element = MeasureFactory(), ElementFactory()
    client = client_with("framework.add_strategylink", page=page.get_parent(), may=("change",))
    text = text_of(client.get(address(statement)).content.decode())
    assert "You may not change which measures are linked." in text
    assert "You may not change links to strategies." in text
    rows = [{"element": element.pk, "why": "So."}]
    client.post(address(statement), sent(measures=[measure], rows=rows))
    assert not statement.measures.exists()
    assert not StrategyLink.objects.exists()
    user = UserFactory()
    with pytest.raises(PermissionDenied):
        link_measures(hub=statement, wanted=[measure.pk], user=user)
    with pytest.raises(PermissionDenied):
        link_strategies(hub=statement, stored=[], removed=[], user=user)


def test_who_may_link_nothing_is_refused(client: Client, statement: Statement) -> None:
    assert client.get(address(statement)).status_code == 302
    for where in (address(statement), address(statement.sub_phase)):
        nobody = client_with()
        assert nobody.get(where).status_code in {302, 403}
        assert nobody.post(where, sent()).status_code in {302, 403}
        Group.objects.filter(name="Some editors").delete()


def test_the_same_part_of_a_strategy_twice_is_refused(
    editor_client: Client, statement: Statement
) -> None:
    row = {"element": ElementFactory().pk, "why": "So."}
    answer = editor_client.post(address(statement), sent(rows=[row, row]))
    assert "linked already" in text_of(answer.content.decode())
    assert not StrategyLink.objects.exists()


def test_an_unknown_hub_is_not_found(editor_client: Client, statement: Statement) -> None:
    for where in ("statement/999", "part/999", "nonsense/1"):
        assert editor_client.get(f"/admin/framework-links/{where}/").status_code == 404


def test_the_lists_and_forms_of_the_framework_lead_there(
    editor_client: Client, statement: Statement
) -> None:
    part = statement.sub_phase
    for name, hub in (("statement", statement), ("subphase", part)):
        listing = editor_client.get(f"/admin/snippets/framework/{name}/").content.decode()
        form = editor_client.get(f"/admin/snippets/framework/{name}/edit/{hub.pk}/")
        assert f'href="{address(hub)}"' in listing
        assert f'href="{address(hub)}"' in form.content.decode()


def test_the_page_of_links_costs_the_same_with_many(
    editor_client: Client, statement: Statement, index: GuidanceIndexPage
) -> None:
    def fill(count: int) -> None:
        for _ in range(count):
            GuidancePageFactory(parent=index)
            MeasureFactory().sub_phases.add(statement.sub_phase)
            LinkFactory(sub_phase=statement.sub_phase, statement=statement)
            LinkFactory(sub_phase=statement.sub_phase)

    fill(5)
    with_5 = queries_of(editor_client, address(statement))
    fill(20)
    assert queries_of(editor_client, address(statement)) == with_5 <= 40


def test_a_part_that_nobody_has_read_can_be_linked_too(editor_client: Client, db: None) -> None:
    part = SubPhaseFactory(known=False, title="")
    html = editor_client.get(address(part)).content.decode()
    assert "See its page" not in html
