"""The vocabularies in the admin."""

from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from taxonomy.models import (
    Approach,
    Method,
    Organisation,
    PartnerType,
    PopulationGroup,
    Purpose,
    Region,
)


class OrganisationViewSet(SnippetViewSet):
    model = Organisation
    icon = "home"
    list_display = ["name", "code", "region", "valid_from", "valid_to"]
    list_filter = ["region", "kind"]
    search_fields = ["name", "short_name", "code"]


class TermViewSet(SnippetViewSet):
    """What all plain vocabularies share."""

    list_display = ["name", "description", "note"]
    search_fields = ["name", "description"]


class PopulationGroupViewSet(TermViewSet):
    model = PopulationGroup
    icon = "group"
    list_display = ["name", "family", "description"]
    list_filter = ["family"]


class ApproachViewSet(TermViewSet):
    model = Approach
    icon = "resubmit"


class MethodViewSet(TermViewSet):
    model = Method
    icon = "cog"


class PurposeViewSet(TermViewSet):
    model = Purpose
    icon = "crosshairs"


class PartnerTypeViewSet(TermViewSet):
    model = PartnerType
    icon = "link"


class RegionViewSet(TermViewSet):
    model = Region
    icon = "site"


class VocabularyViewSetGroup(SnippetViewSetGroup):
    items = (
        OrganisationViewSet,
        PopulationGroupViewSet,
        ApproachViewSet,
        MethodViewSet,
        PurposeViewSet,
        PartnerTypeViewSet,
        RegionViewSet,
    )
    menu_label = "Vocabularies"
    menu_icon = "tag"
    menu_order = 220
