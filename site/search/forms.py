"""What a reader asks the search page for, read from its address: never wrong, only empty."""

from dataclasses import dataclass, field, replace
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.text import slugify

from content.listing import listed_page_models, listing_kinds
from search.asking import KIND, Asked, Order
from search.entries import KINDS
from search.paging import read_page_number
from search.query import parse_query
from search.words import Query


def kinds_of_page() -> dict[str, str]:
    """The kinds of page, by the value that stands for each in an address."""
    kinds = sorted({kind for model in listed_page_models() for kind in listing_kinds(model)})
    return {slugify(kind): kind for kind in kinds}


def known_kinds() -> dict[str, str]:
    """The kinds of page and of record. One that is both, such as the glossary, is there once."""
    records = {kind.value: kind.plural for kind in KINDS.values()}
    both = {**records, **kinds_of_page()}
    return dict(sorted(both.items(), key=lambda kind: kind[1]))


@dataclass(frozen=True)
class SearchRequest:
    """Words, a kind and a page number. What is unknown or wrong is left out.

    `all_records` asks for every record that was found, in place of pages.
    """

    query: Query = field(default_factory=Query)
    kind: str = ""
    page: int = 1
    all_records: bool = False

    @classmethod
    def read(cls, params: QueryDict) -> Self:
        kind = params.get("kind", "")
        return cls(
            query=parse_query(params.get("q", "")),
            kind=kind if kind in known_kinds() else "",
            page=read_page_number(params.get("page", "")),
            all_records=params.get("records") == "all",
        )

    @property
    def kind_label(self) -> str:
        return known_kinds().get(self.kind, "")

    @property
    def lists_records(self) -> bool:
        """Whether records fill the page: they were asked for, or the kind is of records only."""
        return self.all_records or bool(self.kind and self.kind not in kinds_of_page())

    def address(self, path: str) -> str:
        """The one address that stands for this request."""
        values = {
            "q": self.query.text,
            "kind": self.kind,
            "records": "all" if self.all_records else "",
            "page": self.page if self.page > 1 else "",
        }
        said = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{said}" if said else path

    def asked(self, *, start: int, size: int) -> Asked:
        """The same as a question to the library of public pages."""
        chosen = {KIND: (self.kind,)} if self.kind else {}
        return Asked(self.query, (), chosen, Order.BEST, start, size)

    def with_query(self, query: Query) -> Self:
        return replace(self, query=query, page=1, all_records=False)

    def with_kind(self, kind: str) -> Self:
        return replace(self, kind=kind, page=1, all_records=False)

    def with_all_records(self) -> Self:
        return replace(self, page=1, all_records=True)

    def with_pages(self) -> Self:
        return replace(self, page=1, all_records=False)

    def on_page(self, page: int) -> Self:
        return replace(self, page=page)
