"""The shape of the house: rooms, their names and their size."""

import ast
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.house.places import APPS, ROOT, own_modules, shown

BUCKETS = {"utils", "helpers", "services", "mixins", "managers", "common", "core", "base", "misc"}
LONGEST_MODULE = 300
LONGEST_FUNCTION = 40


def test_site_is_a_source_root_and_never_a_package() -> None:
    assert not (ROOT / "site" / "__init__.py").exists()


def test_our_packages_shadow_no_installed_or_standard_package() -> None:
    ours = {app.name for app in APPS}
    distributions = packages_distributions()
    foreign = {
        name
        for name in ours
        if name in sys.stdlib_module_names
        or set(distributions.get(name, [])) - {"engagement-framework-site"}
    }
    assert not foreign


@pytest.mark.parametrize("module", own_modules(), ids=shown)
def test_a_module_has_a_name_a_purpose_and_a_bearable_size(module: Path) -> None:
    text = module.read_text(encoding="utf-8")
    settings_base = module.name == "base.py" and module.parent.name == "settings"
    assert module.stem not in BUCKETS or settings_base
    assert module.parent.name not in BUCKETS
    assert len(text.splitlines()) <= LONGEST_MODULE
    assert ast.get_docstring(ast.parse(text)), "a module opens with what it is for"


@pytest.mark.parametrize("module", own_modules(), ids=shown)
def test_functions_fit_on_a_screen(module: Path) -> None:
    tree = ast.parse(module.read_text(encoding="utf-8"))
    long = [
        node.name
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno >= LONGEST_FUNCTION
    ]
    assert not long
