"""Which page a reader of the contact page asks about: named in the address, and public."""

from dataclasses import dataclass
from urllib.parse import quote

from django.http import HttpRequest

from content.formats_offered import ASK_ADDRESS
from search.models import Entry, SearchDocument
from search.words import visible


@dataclass(frozen=True)
class AskedAbout:
    """A public page, or a record with a page of its own."""

    title: str
    url: str

    @property
    def subject(self) -> str:
        """The subject of an email, as it stands in an address.

        >>> AskedAbout("Ask & listen", "/x/").subject
        'Another%20format%20of%3A%20Ask%20%26%20listen'
        """
        return quote(f"Another format of: {self.title}")


def asked_about(request: HttpRequest) -> AskedAbout | None:
    """What `?about=` names; None elsewhere, for what is not public, and for what is not there.

    At most two queries, and none where nothing is named.
    """
    address = visible(request.GET.get("about", ""))
    if request.path != ASK_ADDRESS or not address:
        return None
    for rows in (SearchDocument.objects, Entry.objects):
        if row := rows.filter(url=address).values_list("title", "url").first():
            return AskedAbout(*row)
    return None
