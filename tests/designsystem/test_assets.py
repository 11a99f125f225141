"""The compiled files: small, our own, and without anybody else's mark."""

import gzip
import json
import re
from pathlib import Path

import pytest
from django.conf import settings

from tests.house.places import TEMPLATES, shown

ROOT = Path(settings.BASE_DIR)
SOURCES = ROOT / "site" / "designsystem" / "assets"
BUILT = ROOT / "site" / "designsystem" / "static" / "designsystem"
STYLES = (BUILT / "site.css").read_text(encoding="utf-8")
# The brand blues of the NHS and of GOV.UK.
BLUES = ("#005eb8", "#003087", "#0072ce", "#1d70b8")
FOREIGN = ("frutiger", "transport", "assets.nhs.uk", "http://", "https://", "//cdn")


def weight(name: str) -> int:
    return len(gzip.compress((BUILT / name).read_bytes(), 9))


@pytest.mark.parametrize(
    ("name", "most"), [("site.css", 24_000), ("site.js", 6_000), ("character-count.js", 6_000)]
)
def test_a_compiled_file_stays_within_its_weight(name: str, most: int) -> None:
    assert weight(name) <= most


def test_the_stylesheet_has_no_colour_or_font_of_somebody_elses_brand() -> None:
    assert [blue for blue in BLUES if blue in STYLES.lower()] == []
    assert [word for word in FOREIGN if word in STYLES.lower()] == []
    assert "font-family:arial,sans-serif" in STYLES.replace(", ", ",")


def test_the_stylesheet_asks_only_for_files_beside_it() -> None:
    wanted = {address.strip("\"'") for address in re.findall(r"url\(([^)]*)\)", STYLES)}
    assert wanted
    assert [address for address in wanted if not (BUILT / address).is_file()] == []


@pytest.mark.parametrize("name", ["site.js", "character-count.js"])
def test_a_script_asks_for_no_other_file(name: str) -> None:
    script = (BUILT / name).read_text(encoding="utf-8")
    assert re.findall(r"\bimport\b|https?://|sourceMappingURL", script) == []


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_the_brand_colour_stands_out_on_every_ground_that_it_is_put_on() -> None:
    source = (SOURCES / "_settings.scss").read_text(encoding="utf-8")
    colours = dict(re.findall(r'"?([\w$-]+)"?: (#[0-9a-f]{6})', source))
    assert contrast(colours["$teal"], "#ffffff") >= 7
    for ground in ("grey-5", "grey-4", "$teal-tint"):
        assert contrast(colours["$teal"], colours[ground]) >= 4.5
        assert contrast(colours["grey-1"], colours[ground]) >= 4.5


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_no_template_uses_what_the_build_takes_out(template: Path) -> None:
    unused = re.compile("|".join(json.loads((SOURCES / "unused.json").read_text(encoding="utf-8"))))
    attributes = re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8"))
    classes = {name for value in attributes for name in re.findall(r"nhsuk-[\w-]+", value)}
    assert [name for name in sorted(classes) if unused.search(name)] == []


@pytest.mark.parametrize("template", TEMPLATES, ids=shown)
def test_every_class_of_our_own_has_a_style(template: Path) -> None:
    attributes = re.findall(r'class="([^"]*)"', template.read_text(encoding="utf-8"))
    ours = {name for value in attributes for name in re.findall(r"\bapp-[\w-]+", value)}
    styled = set(re.findall(r"\.(app-[\w-]+)", STYLES))
    assert sorted(ours - styled) == []


def test_pictures_of_the_brand_are_what_their_names_say() -> None:
    assert (BUILT / "images" / "open-graph.png").read_bytes()[16:24] == bytes.fromhex(
        "000004b000000276"
    )
    assert (BUILT / "images" / "favicon.ico").read_bytes()[:4] == b"\x00\x00\x01\x00"
    assert "text" not in (BUILT / "images" / "favicon.svg").read_text(encoding="utf-8")


def test_the_lock_file_names_no_registry() -> None:
    assert '"resolved"' not in (ROOT / "package-lock.json").read_text(encoding="utf-8")
