"""All addresses of the admin that are ours: by their view, or by the records that it shows."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.urls import URLPattern, URLResolver, get_resolver

from tests.house.places import APPS

OURS = {app.name for app in APPS}
# Wagtail's own pages, which show our users and images.
WAGTAILS = ("admin/users/", "admin/images/")
# `tests/draftcomments/test_roles.py` has a table of its own for these, and fails for a new one.
FEEDBACK = "admin/feedback/"
# They only lead to the one log-in: `tests/accounts/test_second_step.py` tries each.
DOORS = ("admin/login/", "admin/password_reset/")


@dataclass(frozen=True)
class Address:
    """An address by its name; `space` is what stands before a colon, `model` what its view shows."""

    route: str
    space: str
    name: str
    model: type[models.Model] | None

    @property
    def whole_name(self) -> str:
        return f"{self.space}:{self.name}" if self.space else self.name


def our_addresses() -> list[Address]:
    found = walk(get_resolver().url_patterns)
    return [
        Address(route, space, str(pattern.name), shown_model(pattern.callback))
        for route, space, pattern in found
        if route.startswith("admin/")
        and not route.startswith((*WAGTAILS, *DOORS, FEEDBACK))
        and is_ours(pattern.callback)
    ]


def walk(
    patterns: list[URLPattern | URLResolver], before: str = "", space: str = ""
) -> Iterator[tuple[str, str, URLPattern]]:
    for each in patterns:
        route = f"{before}{each.pattern}".replace("/^", "/").replace("$", "")
        if isinstance(each, URLResolver):
            inside = ":".join(filter(None, [space, each.namespace]))
            yield from walk(each.url_patterns, route, inside)
        else:
            yield route, space, each


def layers_of(view: Any) -> Iterator[Any]:
    """A view and what it is wrapped around."""
    while view is not None:
        yield view
        view = getattr(view, "__wrapped__", None)


def shown_model(view: Callable[..., Any]) -> type[models.Model] | None:
    for layer in layers_of(view):
        given = getattr(layer, "view_initkwargs", {})
        if model := given.get("model") or getattr(
            getattr(layer, "view_class", None), "model", None
        ):
            return model
        if model := getattr(getattr(layer, "__self__", None), "model", None):
            return model
    return None


def is_ours(view: Callable[..., Any]) -> bool:
    model = shown_model(view)
    if model is not None and is_of_us(model):
        return True
    return any(
        is_of_us(each)
        for layer in layers_of(view)
        for each in (layer, getattr(layer, "view_class", None), type(bound_to(layer)))
        if each is not None
    )


def bound_to(layer: Any) -> Any:
    return getattr(layer, "__self__", None)


def is_of_us(thing: Any) -> bool:
    return str(getattr(thing, "__module__", "")).partition(".")[0] in OURS
