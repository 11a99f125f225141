"""QR codes that a camera reads, a screen reader names and a strict policy lets through."""

import re

import html5lib
import segno

from designsystem.qr import QUIET_ZONE, qr_svg

ADDRESS = f"https://example.org/self-check/{'k' * 43}/"
PIECE = re.compile(r"M(\d+) (\d+)h(\d+)v1h-\d+z")


def drawn(svg: str) -> set[tuple[int, int]]:
    """The dark modules of a drawing, as column and row."""
    pieces = PIECE.findall(svg)
    return {
        (x, int(row)) for left, row, run in pieces for x in range(int(left), int(left) + int(run))
    }


def test_the_drawing_is_the_code_of_the_address() -> None:
    code = segno.make(ADDRESS, error="m", micro=False).matrix_iter(border=QUIET_ZONE)
    dark = {(x, y) for y, row in enumerate(code) for x, module in enumerate(row) if module}
    assert drawn(qr_svg(ADDRESS)) == dark


def test_the_code_is_big_and_has_a_quiet_zone() -> None:
    svg = html5lib.parseFragment(qr_svg(ADDRESS))[0]
    side = int(svg.get("viewBox").split()[2])
    assert int(svg.get("width")) == int(svg.get("height")) >= 4 * side
    assert {x for x, _ in drawn(qr_svg(ADDRESS))} <= set(range(QUIET_ZONE, side - QUIET_ZONE))


def test_the_code_has_a_name_and_no_style() -> None:
    svg = qr_svg(ADDRESS, "QR code of <this>")
    tree = html5lib.parseFragment(svg)[0]
    assert tree.get("role") == "img"
    assert tree[0].text == "QR code of <this>"
    assert "style" not in svg
    assert "class" not in svg


def test_a_long_address_still_fits_a_phone() -> None:
    svg = html5lib.parseFragment(
        qr_svg(f"https://{'long.' * 12}example.org/self-check/{'k' * 43}/")
    )[0]
    assert int(svg.get("width")) <= 280
