"""What an engine keeps of a public page, and how its index is made: tokens, facets and an order."""

import json
from datetime import UTC, datetime, timedelta
from hashlib import blake2b
from typing import Any

from search.models import SearchDocument

Source = dict[str, Any]

# The words come as plain tokens (docs/adr/0004), so the engine only splits at spaces. What it
# holds is made from the rows at any time, so it keeps no copy of what it was sent.
TOKENS = {"type": "text", "analyzer": "whitespace"}
INDEX: dict[str, Any] = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {
        "dynamic": "strict",
        "_source": {"enabled": False},
        "properties": {
            "page": {"type": "long"},
            "title": TOKENS,
            "body": TOKENS,
            "facets": {"type": "keyword"},
            "title_order": {"type": "keyword", "index": False},
            "published_at": {"type": "long", "index": False},
            "strength": {"type": "integer", "index": False},
            "stamp": {"type": "keyword", "index": False},
        },
    },
}
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def value_name(facet: str, value: str) -> str:
    """A value of a facet as one word of the index.

    >>> value_name("phase", "check")
    'phase=check'
    """
    return f"{facet}={value}"


def microseconds(moment: datetime) -> int:
    """A moment as exactly as the database keeps it.

    >>> microseconds(datetime(1970, 1, 1, 0, 0, 1, 5, tzinfo=UTC))
    1000005
    """
    return (moment - EPOCH) // timedelta(microseconds=1)


def source_of(row: SearchDocument) -> Source:
    """What the engine is told of a page, with a stamp that changes when any of it does."""
    source: Source = {
        "page": row.pk,
        "title": row.title_tokens,
        "body": row.body_tokens,
        "title_order": row.title,
        "facets": sorted(
            value_name(facet, value) for facet, values in row.facets.items() for value in values
        ),
        "strength": row.strength,
    }
    source["published_at"] = microseconds(row.published_at)
    return {**source, "stamp": stamp_of(source)}


def stamp_of(source: Source) -> str:
    content = json.dumps(source, sort_keys=True).encode("ascii")
    return blake2b(content, digest_size=12).hexdigest()


def nothing_of(page_id: int) -> Source:
    """What takes the place of a page that is no longer public: no word, no facet, no stamp.

    A deletion would forget its version after a minute, and a late write could bring the page back.
    """
    return {"page": page_id}
