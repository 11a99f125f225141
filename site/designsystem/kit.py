"""The kit's own Jinja macros, compiled once and called by name."""

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from jinja2 import ChainableUndefined, Environment, PackageLoader, TemplateNotFound

WARM_MACROS = ("errorSummary", "button")
# Three of the kit's folders are not named after their macro.
FOLDERS = {"table": "tables", "image": "images", "list": "do-dont-list"}
MACRO_NAME = re.compile(r"[a-z][A-Za-z]*")


class UnknownMacroError(LookupError):
    """The kit has no macro of that name."""


@cache
def environment() -> Environment:
    """The one environment, set up as the kit asks for."""
    return Environment(
        loader=PackageLoader("nhsuk_frontend_jinja"),
        autoescape=True,
        undefined=ChainableUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


@cache
def find_macro(name: str) -> Callable[[dict[str, Any]], str]:
    """The macro of that name, such as `errorSummary` from the folder `error-summary`."""
    if not MACRO_NAME.fullmatch(name):
        raise UnknownMacroError(f"{name!r} is not the name of a macro, such as 'errorSummary'.")
    folder = FOLDERS.get(name) or re.sub(r"[A-Z]", lambda found: f"-{found[0].lower()}", name)
    try:
        template = environment().get_template(f"nhsuk/components/{folder}/macro.jinja")
        macro: Callable[[dict[str, Any]], str] = getattr(template.module, name)
    except (TemplateNotFound, AttributeError) as error:
        raise UnknownMacroError(f"The NHS.UK kit has no macro named {name!r}.") from error
    return macro


def render_macro(name: str, values: dict[str, Any]) -> SafeString:
    """Draw a macro. It escapes plain text itself; text marked as safe stays as it is."""
    return mark_safe(find_macro(name)(values).strip())  # noqa: S308 - escaped by the macro


def warm() -> None:
    """Compile the macros that most pages with a form use: about a tenth of a second in all."""
    for name in WARM_MACROS:
        render_macro(name, {})
