"""Sets of pages as bits: which public pages have which value of which facet, and how many.

A set is a whole number: bit n stands for page n. Thousands of pages are compared in microseconds.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping

from search.asking import KIND, Chosen, Counts
from search.models import FacetPages

Facets = dict[tuple[str, str], int]
Values = Mapping[str, Collection[str]]


def bits_of(numbers: Iterable[int]) -> int:
    """A set of page numbers as bits.

    >>> bits_of([0, 3, 3]), bits_of([])
    (9, 0)
    """
    known = list(numbers)
    if not known:
        return 0
    bits = bytearray(max(known) // 8 + 1)
    for number in known:
        bits[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(bits, "little")


def numbers_of(bits: int) -> list[int]:
    """The page numbers of a set, in order.

    >>> numbers_of(9), numbers_of(0)
    ([0, 3], [])
    """
    return [number for number, bit in enumerate(reversed(f"{bits:b}")) if bit == "1"]


def stored(bits: int) -> bytes:
    """A set as the database keeps it.

    >>> stored(256), read(stored(256)), stored(0)
    (b'\\x00\\x01', 256, b'')
    """
    return bits.to_bytes((bits.bit_length() + 7) // 8, "little")


def read(pages: bytes | memoryview) -> int:
    return int.from_bytes(pages, "little")


def read_facets() -> Facets:
    """Every value of every facet with the pages that have it: one query."""
    rows = FacetPages.objects.order_by().values_list("facet", "value", "pages")
    return {(facet, value): read(pages) for facet, value, pages in rows}


def pages_with(facets: Facets, facet: str, values: Iterable[str]) -> int:
    """The pages that have at least one of these values."""
    bits = 0
    for value in values:
        bits |= facets.get((facet, value), 0)
    return bits


def pages_of_kinds(facets: Facets, kinds: Collection[str]) -> int:
    """The pages listed as one of these kinds; every public page when none is named."""
    known = kinds or [value for facet, value in facets if facet == KIND]
    return pages_with(facets, KIND, known)


def selection(facets: Facets, within: int, chosen: Chosen) -> int:
    """The pages that every chosen facet leaves.

    >>> facets = {("phase", "plan"): 0b0110, ("group", "carers"): 0b0011}
    >>> bin(selection(facets, 0b1111, {"phase": ("plan",), "group": ("carers",)}))
    '0b10'
    """
    for facet, values in chosen.items():
        within &= pages_with(facets, facet, values)
    return within


def count_values(facets: Facets, within: int, chosen: Chosen) -> Counts:
    """How many pages each value gives, each facet counted without its own choice.

    >>> facets = {("phase", "plan"): 0b0110, ("phase", "check"): 0b1000, ("group", "carers"): 0b1010}
    >>> count_values(facets, 0b1111, {"phase": ("plan",)})
    {('phase', 'plan'): 2, ('phase', 'check'): 1, ('group', 'carers'): 1}
    """
    left = {
        facet: selection(
            facets, within, {name: values for name, values in chosen.items() if name != facet}
        )
        for facet in chosen
    }
    rest = selection(facets, within, chosen)
    return {
        (facet, value): (bits & left.get(facet, rest)).bit_count()
        for (facet, value), bits in facets.items()
    }


def change_pages(before: Mapping[int, Values], after: Mapping[int, Values]) -> None:
    """Put pages under the values that they have now, and take them from those they had.

    Call it with the search state locked, in one transaction with the pages' rows.
    """
    added, gone = by_value(after.items()), by_value(before.items())
    changed = {key for key in {*added, *gone} if added.get(key) != gone.get(key)}
    rows = FacetPages.objects.filter(value__in={value for _, value in changed})
    known = {(row.facet, row.value): read(row.pages) for row in rows}
    sets = {
        key: known.get(key, 0) & ~bits_of(gone.get(key, ())) | bits_of(added.get(key, ()))
        for key in changed
    }
    write_sets({key: bits for key, bits in sets.items() if bits})
    for facet, value in (key for key, bits in sets.items() if not bits and key in known):
        FacetPages.objects.filter(facet=facet, value=value).delete()


def replace_pages(rows: Iterable[tuple[int, Values]]) -> None:
    """Write every set anew from the facets of every public page."""
    FacetPages.objects.all().delete()
    write_sets({key: bits_of(numbers) for key, numbers in by_value(rows).items()})


def by_value(rows: Iterable[tuple[int, Values]]) -> dict[tuple[str, str], list[int]]:
    """The pages of each value.

    >>> by_value([(1, {"phase": ["plan"]}), (2, {"phase": ["plan", "check"]})])
    {('phase', 'plan'): [1, 2], ('phase', 'check'): [2]}
    """
    pages: dict[tuple[str, str], list[int]] = defaultdict(list)
    for page_id, values in rows:
        for facet, names in values.items():
            for name in names:
                pages[facet, name].append(page_id)
    return dict(pages)


def write_sets(sets: Facets) -> None:
    FacetPages.objects.bulk_create(
        (
            FacetPages(facet=facet, value=value, pages=stored(bits))
            for (facet, value), bits in sorted(sets.items())
        ),
        update_conflicts=True,
        unique_fields=["facet", "value"],
        update_fields=["pages"],
    )
