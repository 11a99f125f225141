"""Choosing a round to tell the public about: those whose statement people can read."""

from typing import Any

from django.db.models import QuerySet
from django.urls import URLPattern
from wagtail.admin.views.generic.chooser import (
    ChooseResultsView,
    ChooseView,
    ChosenMultipleView,
    ChosenView,
)
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from accounts.models import User
from draftcomments.forms.checking import is_number
from draftcomments.models import Round
from draftcomments.permissions import rounds_for


def rounds_to_tell_of(user: User) -> QuerySet[Round]:
    """Rounds with a statement that is shown, of those that a user has to do with."""
    stated = Round.objects.light().stated()
    allowed = rounds_for(user, stated.select_related("page"))
    found: QuerySet[Round] = stated.filter(pk__in=[round.pk for round in allowed])
    return found


class OnlyToTellOf:
    """What the views of the chooser have in common."""

    request: Any

    def get_object_list(self) -> QuerySet[Round]:
        return rounds_to_tell_of(self.request.user)

    def get_object(self, pk: str) -> Round:
        found: Round = rounds_to_tell_of(self.request.user).get(pk=pk)
        return found

    def get_objects(self, pks: list[str]) -> QuerySet[Round]:
        numbers = [pk for pk in pks if is_number(pk, digits=18)]
        return rounds_to_tell_of(self.request.user).filter(pk__in=numbers)


class RoundChooserWidget(BaseChooser):
    """Names the chosen round where its statement is shown, and no other."""

    def get_instance(self, value: Any) -> Round | None:
        number = value.pk if isinstance(value, Round) else value
        if number is None or not is_number(str(number), digits=18):
            return None
        found: Round | None = Round.objects.light().stated().filter(pk=number).first()
        return found


class ChooseRoundView(OnlyToTellOf, ChooseView):
    """The list, with its frame."""


class ChooseRoundResultsView(OnlyToTellOf, ChooseResultsView):
    """The list alone."""


class RoundChosenView(OnlyToTellOf, ChosenView):
    """What the editor is told of the one that was chosen."""


class RoundsChosenView(OnlyToTellOf, ChosenMultipleView):
    """The same for several."""


class RoundChooserViewSet(ChooserViewSet):
    """Choose a round, from those whose statement is shown."""

    model = Round
    icon = "comment"
    base_widget_class = RoundChooserWidget
    choose_one_text = "Choose a round"
    choose_another_text = "Choose another round"
    choose_view_class = ChooseRoundView
    choose_results_view_class = ChooseRoundResultsView
    chosen_view_class = RoundChosenView
    chosen_multiple_view_class = RoundsChosenView

    def get_urlpatterns(self) -> list[URLPattern]:
        """All but the one to make a round here: Wagtail's view fails, as there is no form for it."""
        return [each for each in super().get_urlpatterns() if each.name != "create"]


round_chooser = RoundChooserViewSet("feedback_round_chooser", url_prefix="feedback/choose-round")
