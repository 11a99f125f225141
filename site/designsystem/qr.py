"""QR codes of links, so that a phone opens what stands on a screen or on paper."""

import segno
from django.utils.html import format_html
from django.utils.safestring import SafeString

QUIET_ZONE = 4
PIXELS_A_MODULE = 4
DRAWING = (
    '<svg xmlns="http://www.w3.org/2000/svg" role="img" width="{0}" height="{0}"'
    ' viewBox="0 0 {1} {1}" shape-rendering="crispEdges" focusable="false">'
    '<title>{2}</title><path fill="#fff" d="M0 0h{1}v{1}H0z"/><path fill="#000" d="{3}"/></svg>'
)


def qr_svg(address: str, title: str = "QR code of the link") -> SafeString:
    """An address as a picture that a phone's camera reads. Needs no style and no script."""
    code = segno.make(address, error="m", micro=False)
    rows = list(code.matrix_iter(border=QUIET_ZONE))
    path = "".join(row_path(number, bytes(row)) for number, row in enumerate(rows))
    return format_html(DRAWING, len(rows) * PIXELS_A_MODULE, len(rows), title, path)


def row_path(number: int, row: bytes) -> str:
    """The dark runs of a row as pieces of a path.

    >>> row_path(7, bytes([0, 1, 1, 0, 1]))
    'M1 7h2v1h-2zM4 7h1v1h-1z'
    """
    pieces = []
    start = row.find(1)
    while start >= 0:
        end = row.find(0, start)
        end = len(row) if end < 0 else end
        pieces.append(f"M{start} {number}h{end - start}v1h-{end - start}z")
        start = row.find(1, end)
    return "".join(pieces)
