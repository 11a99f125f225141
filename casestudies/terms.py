"""The words of the vocabularies that a case study carries, read together."""

from typing import TYPE_CHECKING

from django.db.models import F, Value

from casestudies.enums import Facet

if TYPE_CHECKING:
    from casestudies.models import CaseStudyPage

Terms = dict[str, list[str]]

# The key of each vocabulary, the field that holds it, and the name of its foreign key.
VOCABULARIES = (
    (Facet.PHASE.value, "phases", "phase"),
    (Facet.GROUP.value, "groups", "populationgroup"),
    (Facet.APPROACH.value, "approaches", "approach"),
    ("method", "methods", "method"),
    ("partner", "partner_types", "partnertype"),
)


def terms_in_memory(page: "CaseStudyPage") -> Terms:
    """Names by vocabulary from the page itself, saved or not."""
    return {
        key: [term.name for term in getattr(page, field).all()] for key, field, _ in VOCABULARIES
    }


def terms_from_database(page: "CaseStudyPage") -> Terms:
    """Names by vocabulary of a stored page, in one query."""
    parts = [
        getattr(type(page), field)
        .through.objects.filter(casestudypage_id=page.pk)
        .values_list(
            Value(key),
            F(f"{term}__name"),
            F(f"{term}__number" if key == Facet.PHASE else f"{term}__position"),
        )
        for key, field, term in VOCABULARIES
    ]
    terms: Terms = {key: [] for key, _, _ in VOCABULARIES}
    for key, name, _ in sorted(parts[0].union(*parts[1:], all=True), key=lambda row: row[2]):
        terms[key].append(name)
    return terms
