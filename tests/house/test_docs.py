"""The documents tell the truth about names that the code knows."""

import re

from tests.house.places import ROOT

# What reads the environment beside the site itself.
READING = (
    "Makefile",
    "deploy/*.py",
    "deploy/stack",
    "deploy/manage",
    ".ci/services",
    "tests/**/*.py",
)
OF_THE_SYSTEM = {"PATH", "HOME", "JAVA_HOME"}


def test_every_environment_variable_has_a_heading() -> None:
    code = (ROOT / "site/config/env.py").read_text(encoding="utf-8")
    code += (ROOT / "site/config/settings/dev.py").read_text(encoding="utf-8")
    names = set(re.findall(r'env(?:iron)?\.\w+\(\s*"([A-Z_]+)"', code))
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert names
    assert {name for name in names if f"## {name}\n" not in page} == set()


def test_every_variable_of_the_command_line_is_described() -> None:
    code = "\n".join(file.read_text("utf-8") for folder in READING for file in ROOT.glob(folder))
    names = set(re.findall(r'os\.environ(?:\.get\(|\[)\s*"([A-Z_]+)"', code))
    names |= set(re.findall(r"\$\{([A-Z_]+):-", code))
    names |= set(re.findall(r"^([A-Z]+) \?=", code, re.MULTILINE))
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    rows = "".join(line.split("|")[1] for line in page.splitlines() if line.startswith("| `"))
    assert {"INPUTS", "SITE_ENVIRONMENT", "WEB_BIND"} <= names
    assert {
        name for name in names - OF_THE_SYSTEM if f"`{name}`" not in rows + headings(page)
    } == set()


def headings(page: str) -> str:
    return "".join(f"`{name}`" for name in re.findall(r"^## ([A-Z_]+)$", page, re.MULTILINE))


def test_every_make_target_is_described() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    page = (ROOT / "docs/configuration.md").read_text(encoding="utf-8")
    assert targets
    assert [target for target in targets if f"`make {target}`" not in page] == []


def test_every_direct_dependency_has_a_reason() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    section = project[project.index("dependencies = [") : project.index("[tool.hatch")]
    names = set(re.findall(r'"([a-z][a-z0-9-]*)[\[>=]', section))
    page = (ROOT / "docs/dependencies.md").read_text(encoding="utf-8").lower()
    assert {name for name in names if name not in page} == set()


def test_no_address_of_the_repository_is_broken() -> None:
    broken = [
        f"{page.name}: {target}"
        for page in [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
        for target in re.findall(r"\]\((?!https?:|#|mailto:)([^)#]+)", page.read_text("utf-8"))
        if not (page.parent / target).exists()
    ]
    assert broken == []
