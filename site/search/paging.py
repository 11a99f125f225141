"""Pages of a list: a page number from an address, and the links between pages."""

from collections.abc import Callable
from typing import Any

NEAR = 2
MOST_DIGITS = 6


def read_page_number(asked: str) -> int:
    """A page number; anything else is the first page.

    >>> [read_page_number(text) for text in ("3", "0", "-1", "٣", "9" * 30)]
    [3, 1, 1, 1, 1]
    """
    plain = asked.isascii() and asked.isdigit() and len(asked) <= MOST_DIGITS
    return max(1, int(asked)) if plain else 1


def page_numbers(current: int, last: int) -> list[int | None]:
    """The first, the last and those near the current one; None stands for those left out.

    >>> page_numbers(5, 9)
    [1, None, 3, 4, 5, 6, 7, None, 9]
    """
    shown: list[int | None] = []
    for number in range(1, last + 1):
        if number in {1, last} or abs(number - current) <= NEAR:
            shown.append(number)
        elif shown[-1] is not None:
            shown.append(None)
    return shown


def page_links(
    *, current: int, size: int, total: int, noun: str, address: Callable[[int], str]
) -> dict[str, Any]:
    """What `components/pagination.html` shows."""
    last = max(1, -(-total // size))
    summary = (
        f"Showing {(current - 1) * size + 1} to {min(total, current * size)} of {total} {noun}"
    )
    return {
        "summary": summary if last > 1 else "",
        "previous_url": address(current - 1) if current > 1 else "",
        "next_url": address(current + 1) if current < last else "",
        "pages": [
            {"number": number, "url": address(number), "current": number == current}
            if number
            else {"gap": True}
            for number in page_numbers(current, last)
        ],
    }
