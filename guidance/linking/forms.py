"""Forms with which editors link things to a statement or a part."""

from collections.abc import Collection, Iterable
from typing import Any, cast

from django import forms

from accounts.models import User
from framework.models import Measure, StrategyElement, StrategyLink
from guidance.linking.hubs import Hub, guidance_of, measures_of, strategy_links_of
from guidance.linking.permissions import (
    can_link_measures,
    can_link_strategies,
    pages_to_link,
)
from guidance.models import GuidancePage

TWICE = "This part of a strategy is linked already. Change its reason instead."
NOT_NOW = "One of the guidance pages cannot be changed now. Nothing is saved. Choose again."


class LinksForm(forms.Form):
    """Guidance pages and measures to tick; what a user may not change is not asked."""

    guidance = forms.MultipleChoiceField(
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Guidance pages",
        error_messages={"invalid_choice": NOT_NOW},
    )
    measures = forms.ModelMultipleChoiceField(
        Measure.objects.all(),
        widget=forms.CheckboxSelectMultiple,
        required=False,
        label="Outcome measures",
    )

    def __init__(self, *args: Any, hub: Hub, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        free, locked = pages_to_link(user)
        named = guidance_of(hub)
        self.offered_pages = {page.pk for page in free}
        self.pages_left_alone = pages_left_alone(named, free, locked)
        choice = cast(forms.MultipleChoiceField, self.fields["guidance"])
        choice.choices = [
            (str(page.pk), name_of_page(page.draft_title, page.live)) for page in free
        ]
        self.fields["guidance"].initial = [str(pk) for pk in named]
        self.fields["measures"].initial = measures_of(hub)
        if not free:
            del self.fields["guidance"]
        if not can_link_measures(user):
            del self.fields["measures"]

    @property
    def chosen_pages(self) -> set[int]:
        return {int(pk) for pk in self.cleaned_data.get("guidance", [])}


def pages_left_alone(
    named: Collection[int], free: Iterable[GuidancePage], locked: Iterable[GuidancePage]
) -> list[str]:
    """The pages that are shown without a tick box, each with why and whether it is linked."""
    why_not = {page.pk: "it is locked" for page in locked}
    others = set(named) - {page.pk for page in free} - why_not.keys()
    why_not |= dict.fromkeys(others, "you may not edit it")
    pages = GuidancePage.objects.filter(pk__in=why_not).order_by("path")
    return [
        f"{name_of_page(title, live)}: {'linked' if pk in named else 'not linked'}, {why_not[pk]}"
        for pk, title, live in pages.values_list("pk", "draft_title", "live")
    ]


def name_of_page(title: str, live: bool) -> str:
    """
    >>> name_of_page("Ask first", False)
    'Ask first (not published)'
    """
    return title if live else f"{title} (not published)"


class ElementField(forms.ModelChoiceField):
    """A part of a strategy, named with its strategy."""

    def label_from_instance(self, element: StrategyElement) -> str:
        return f"{element.strategy}: {element}"


class StrategyLinkForm(forms.ModelForm):
    """A part of a strategy that the hub serves, and how."""

    element = ElementField(
        StrategyElement.objects.select_related("strategy"), label="Part of a strategy"
    )

    class Meta:
        model = StrategyLink
        fields = ("element", "why")
        labels = {"why": "How the one serves the other"}


class StrategyLinksFormSet(forms.BaseModelFormSet):
    """All links of one hub to strategies, each part of a strategy once."""

    def clean(self) -> None:
        super().clean()
        known: set[StrategyElement] = set()
        for form in self.forms:
            element = form.cleaned_data.get("element") if hasattr(form, "cleaned_data") else None
            if element is None or form.cleaned_data.get("DELETE"):
                continue
            if element in known:
                form.add_error("element", TWICE)
            known.add(element)


def strategy_links_form(data: Any, *, hub: Hub, user: User) -> forms.BaseModelFormSet | None:
    """The form of a hub's strategy links; none for those who may not change them."""
    if not can_link_strategies(user):
        return None
    make: Any = forms.modelformset_factory(
        StrategyLink,
        form=StrategyLinkForm,
        formset=StrategyLinksFormSet,
        extra=2,
        can_delete=True,
    )
    formset: forms.BaseModelFormSet = make(data, queryset=strategy_links_of(hub), prefix="links")
    share_choices(formset.forms)
    return formset


def share_choices(rows: Collection[forms.BaseForm]) -> None:
    """Read the parts of strategies once for all rows."""
    choices: list[Any] | None = None
    for row in rows:
        field = cast(ElementField, row.fields["element"])
        choices = choices or list(cast(Iterable[Any], field.choices))
        field.widget.choices = choices
