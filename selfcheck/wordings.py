"""What a statement, a sub-phase or a question said in the version that somebody answered to."""

from collections.abc import Iterable

from framework.models import FormerWording

Version = tuple[str, int]


def former_wordings(wanted: Iterable[Version]) -> dict[Version, str]:
    """The former words by identifier and version: one query, or none where nothing is wanted.

    A version that is still the current one is not among them.
    """
    versions = set(wanted)
    if not versions:
        return {}
    rows = FormerWording.objects.filter(identifier__in={identifier for identifier, _ in versions})
    found = {
        (identifier, version): text
        for identifier, version, text in rows.values_list("identifier", "version", "text")
    }
    return {key: text for key, text in found.items() if key in versions}
