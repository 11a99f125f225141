"""Case studies like another one."""

import pytest
from django.test import Client

from casestudies.models import CaseStudyIndexPage, CaseStudyPage, CaseStudySubPhase
from casestudies.related import heaviest_first, related_studies, weigh
from framework.models import SubPhase
from taxonomy.models import Method, PopulationGroup
from tests.factories.casestudies import published_study
from tests.factories.framework import SubPhaseFactory
from tests.factories.taxonomy import MethodFactory, PopulationGroupFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def part() -> SubPhase:
    return SubPhaseFactory(identifier="4a", title="Reaching people")


@pytest.fixture
def group() -> PopulationGroup:
    return PopulationGroupFactory(name="Young carers")


@pytest.fixture
def method() -> Method:
    return MethodFactory(name="Focus group")


def study(
    index: CaseStudyIndexPage, title: str, *parts: SubPhase, **fields: object
) -> CaseStudyPage:
    return published_study(
        index,
        title=title,
        demonstration=title.startswith("Demonstration"),
        sub_phases=[CaseStudySubPhase(sub_phase=part) for part in parts],
        **fields,
    )


def titles(page: CaseStudyPage) -> list[str]:
    return [each["title"] for each in related_studies(page)]


def test_a_part_weighs_more_than_a_group_and_a_group_more_than_a_method(
    index: CaseStudyIndexPage, part: SubPhase, group: PopulationGroup, method: Method
) -> None:
    ours = study(index, "Ours", part, groups=[group], methods=[method])
    study(index, "Part and method", part, methods=[method])
    study(index, "Part", part)
    study(index, "Group", groups=[group])
    study(index, "Method", methods=[method])
    assert titles(ours) == ["Part and method", "Part", "Group", "Method"]


def test_a_group_and_a_method_weigh_as_much_as_a_part(
    index: CaseStudyIndexPage, part: SubPhase, group: PopulationGroup, method: Method
) -> None:
    ours = study(index, "Ours", part, groups=[group], methods=[method])
    study(index, "Group and method", groups=[group], methods=[method])
    study(index, "Part", part)
    assert titles(ours) == ["Part", "Group and method"]  # the newer of two that weigh the same


def test_real_work_comes_first_among_equals_but_not_before_what_is_more_alike(
    index: CaseStudyIndexPage, part: SubPhase, group: PopulationGroup
) -> None:
    ours = study(index, "Ours", part, groups=[group])
    study(index, "Real", part)
    study(index, "Demonstration: newer", part)
    study(index, "Demonstration: more alike", part, groups=[group])
    assert titles(ours) == ["Demonstration: more alike", "Real", "Demonstration: newer"]


def test_shows_four_at_most_the_newest_of_equals(index: CaseStudyIndexPage, part: SubPhase) -> None:
    ours = study(index, "Ours", part)
    for number in range(6):
        study(index, f"Study {number}", part)
    assert titles(ours) == ["Study 5", "Study 4", "Study 3", "Study 2"]


def test_a_study_is_never_like_itself_nor_like_what_is_not_public(
    index: CaseStudyIndexPage, part: SubPhase
) -> None:
    ours = study(index, "Ours", part)
    study(index, "Gone", part).unpublish()
    study(index, "Private", part).view_restrictions.create(restriction_type="login")
    study(index, "Unlike")
    assert titles(ours) == []


def test_says_what_they_share(
    client: Client,
    index: CaseStudyIndexPage,
    part: SubPhase,
    group: PopulationGroup,
    method: Method,
) -> None:
    ours = study(index, "Ours", part, groups=[group], methods=[method])
    study(index, "Demonstration: theirs", part, groups=[group], methods=[method])
    html = client.get(ours.url).content.decode()
    part_of_page = html[html.index("Case studies like this one") :]
    assert "Also about: 4a Reaching people; Young carers. Same method: Focus group." in part_of_page
    assert '<strong class="nhsuk-tag nhsuk-tag--grey">Made up</strong>' in part_of_page


def test_says_nothing_when_there_is_none(
    client: Client, index: CaseStudyIndexPage, part: SubPhase
) -> None:
    ours = study(index, "Ours", part)
    assert "Case studies like this one" not in client.get(ours.url).content.decode()


def test_a_preview_goes_by_what_is_not_saved_yet(
    index: CaseStudyIndexPage, part: SubPhase, group: PopulationGroup
) -> None:
    study(index, "By part", part)
    study(index, "By group", groups=[group])
    draft = CaseStudyPage(title="Draft", slug="draft")
    draft.groups = [group]
    draft.sub_phases = [CaseStudySubPhase(sub_phase=part), CaseStudySubPhase()]
    found = related_studies(draft, in_memory=True)
    assert [each["title"] for each in found] == ["By part", "By group"]


def test_a_preview_of_a_page_with_related_ones_can_be_drawn(
    index: CaseStudyIndexPage, group: PopulationGroup
) -> None:
    study(index, "By group", groups=[group])
    ours = study(index, "Ours")
    ours.groups = [group]
    assert "By group" in ours.make_preview_request().content.decode()


def test_takes_two_queries_for_5_and_25_studies(
    index: CaseStudyIndexPage, part: SubPhase, django_assert_num_queries
) -> None:
    groups = PopulationGroupFactory.create_batch(5)
    ours = study(index, "Ours", part, groups=groups)
    for count in (5, 20):
        for number in range(count):
            study(index, f"Study {count} {number}", part, groups=groups)
        with django_assert_num_queries(2):
            assert len(related_studies(ours)) == 4


def test_weights_of_many_pages_at_once_are_the_sums_of_each() -> None:
    common = [(0b10110, 3), (0b00111, 2), (0b10010, 1), (0b11111, 3)]
    weights = {
        page: sum(weight for pages, weight in common if pages >> page & 1) for page in range(5)
    }
    sets = heaviest_first(weigh(common), 0b11111)
    expected = sorted(set(weights.values()), reverse=True)
    assert [{page for page in range(5) if pages >> page & 1} for pages in sets] == [
        {page for page in weights if weights[page] == weight} for weight in expected
    ]
