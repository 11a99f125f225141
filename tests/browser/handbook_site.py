"""What the pictures of the handbook show, made in the site's own process. All of it is made up."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from accounts.models import User
from casestudies.models import CaseStudyIndexPage, CaseStudyPage
from config.actions import make_roles
from content.link_checking.collecting import collect_all
from content.models import LinkState, TypedLink
from guidance.models import GuidanceIndexPage, GuidancePage
from pages.models import HomePage, StandardPage
from tests.browser.people_by_role import make_people
from tests.factories.offers import OfferFactory

LINKING = "Who runs this trial site"
AWAITED = "Boaters chose the days of the dentist"
OLD = timedelta(days=45)


def make_all() -> dict[str, int]:
    """The numbers of what the pictures are of."""
    make_roles()
    make_people()
    page_with_a_broken_link()
    waiting = page_awaiting_the_publisher()
    reviewed = a_page_that_is_late()
    offer = OfferFactory(sent=True, what_we_did="We asked them. Then they designed it.")
    return {
        "studies": CaseStudyIndexPage.objects.get().pk,
        "guidance": GuidanceIndexPage.objects.get().pk,
        "waiting": waiting.pk,
        "reviewed": reviewed.pk,
        "words": page_with_words_to_mend().pk,
        "offer": offer.pk,
    }


def page_with_a_broken_link() -> None:
    text = (
        '<p>Write to <a href="/nobody-is-here/">the team</a>, or read'
        ' <a href="https://gone.example/report">the report</a>.</p>'
    )
    page = StandardPage(title=LINKING, summary="A page of the trial site.")
    page.body = [{"type": "text", "value": text}]
    HomePage.objects.get().add_child(instance=page)
    page.save_revision().publish()
    collect_all()
    TypedLink.objects.exclude(address__startswith="page:").filter(
        address__in=["/nobody-is-here/", "https://gone.example/report"]
    ).update(state=LinkState.GONE, code=404, checked_at=timezone.now())


def page_awaiting_the_publisher() -> Page:
    """A case study at the last step of the workflow."""
    study = CaseStudyPage(
        title=AWAITED,
        slug="boaters-and-the-dentist",
        summary="A dentist came on the days they chose.",
        problem="<p>Boaters could not register with a dentist.</p>",
        what_we_did="<p>We asked them at the moorings. They chose the days.</p>",
        licence="Open Government Licence v3.0",
        confirmed_by="The boaters' group",
        confirmed_on=timezone.localdate(),
        live=False,
    )
    CaseStudyIndexPage.objects.get().add_child(instance=study)
    study.save_revision()
    writer = User.objects.get(username="writer")
    state = study.get_workflow().start(study, writer)
    for name in ("participation", "checker"):
        state.refresh_from_db()
        state.current_task_state.specific.approve(user=User.objects.get(username=name))
    return study


def a_page_that_is_late() -> GuidancePage:
    page = GuidancePage.objects.live().order_by("path").first()
    today = timezone.localdate()
    GuidancePage.objects.filter(pk=page.pk).update(
        reviewed_on=today - timedelta(days=410), review_by=today - OLD
    )
    return page


def page_with_words_to_mend() -> GuidancePage:
    page = GuidancePage(title="Meet where people are", summary="Go to them.", live=False)
    text = "<p>Some say people are hard to reach.</p><p>Click here & see the XYZQ.</p>"
    page.body = [{"type": "text", "value": text}]
    GuidanceIndexPage.objects.get().add_child(instance=page)
    page.save_revision()
    return page
