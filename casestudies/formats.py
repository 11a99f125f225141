"""The finder's list in other formats: CSV, XLSX, JSON and Atom, for the same filter and order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from http import HTTPStatus
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone

from casestudies.api import PAGE_SIZE, list_shape, study_shape
from casestudies.enums import FORMATS
from casestudies.evidence import EvidenceLabel
from casestudies.feeds import CaseStudyFeed
from casestudies.finder import Search, read_search
from casestudies.listing import address, parameters
from casestudies.models import CaseStudyIndexPage
from casestudies.options import Options, read_options
from casestudies.records import read_records, record_batches
from casestudies.spreadsheets import Lines, csv_parts, workbook
from content.limits import Limit
from search.asking import Answer
from search.finding import find, find_or_first

MOST_IN_CSV = 1_500
MOST_IN_XLSX = 400
# A workbook costs as much as a hundred pages. Feeds and data are read by programs of others.
EXPORTS = Limit("finder-exports", times=60, words="fetched files")
MADE_TO_KEEP = {"csv", "xlsx"}
PLAIN = "text/plain; charset=utf-8"
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

MADE_UP_NOTE = (
    "“Yes” means that it never happened. Made-up examples show what a full case study looks like."
    " Do not count them, and do not quote them as evidence."
)
HIDDEN_NOTE = (
    "“Yes” means that a figure counts fewer than 8 people, or stands on fewer than 8. It is left"
    " out, because it could point to a person. The empty cell does not mean 0."
)
FIGURES_NOTE = (
    "The figures are as the people who did the work reported them. Read them with their limits."
    " They are not for ranking places against each other."
)


@dataclass(frozen=True)
class Wanted:
    """Who asked for which list, and where the list is."""

    request: HttpRequest
    path: str
    options: Options
    search: Search

    def find(self, *, start: int, size: int) -> Answer:
        return find(self.search.asked(start=start, size=size))

    def address_in(self, name: str, search: Search) -> str:
        """The address of a list in a format."""
        return f"{self.path}?{urlencode([*parameters(search), ('format', name)])}"


def answer_in_format(page: CaseStudyIndexPage, request: HttpRequest, name: str) -> HttpResponseBase:
    """The list as a file, a feed or data. The words of an unknown format are not repeated."""
    if name not in ANSWERS:
        text = f"We do not know this format. Choose one of: {', '.join(FORMATS)}.\n"
        return HttpResponse(text, status=HTTPStatus.BAD_REQUEST, content_type=PLAIN)
    if name in MADE_TO_KEEP and request.method != "HEAD" and not EXPORTS.allows(request):
        return EXPORTS.refused(request)
    options = read_options()
    search = read_search(request.GET, options)
    path = page.get_full_url(request) or request.build_absolute_uri(request.path)
    response = ANSWERS[name](Wanted(request, path, options, search))
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def as_csv(wanted: Wanted) -> HttpResponseBase:
    """One row for each study, sent as it is read: memory does not grow with the list."""
    if wanted.request.method == "HEAD":
        return as_file((), CSV, "csv")
    answer = wanted.find(start=0, size=MOST_IN_CSV)
    batches = record_batches(answer.ids, wanted.options, wanted.request)
    return as_file(csv_parts(batches, cut_note(wanted, answer, MOST_IN_CSV)), CSV, "csv")


def as_xlsx(wanted: Wanted) -> HttpResponseBase:
    """A workbook of studies and of outcomes. A HEAD request does not make one."""
    if wanted.request.method == "HEAD":
        return as_file((), XLSX, "xlsx")
    answer = wanted.find(start=0, size=MOST_IN_XLSX)
    batches = record_batches(answer.ids, wanted.options, wanted.request)
    content = workbook(batches, lambda number: about(wanted, answer, number))
    return as_file(content, XLSX, "xlsx")


def as_json(wanted: Wanted) -> HttpResponseBase:
    """A page of the list for programs. A page beyond the last is the first one."""
    search = wanted.search
    start = (search.page - 1) * PAGE_SIZE
    is_beyond, answer = find_or_first(search.asked(start=start, size=PAGE_SIZE))
    if is_beyond:
        search = replace(search, page=1)
    shape = list_shape(
        search=search,
        total=answer.total,
        address_of=lambda other: wanted.address_in("json", other),
        options=wanted.options,
        counts=answer.counts,
    )
    records = read_records(answer.ids, wanted.options, wanted.request)
    return JsonResponse({**shape, "case_studies": [study_shape(record) for record in records]})


def as_atom(wanted: Wanted) -> HttpResponseBase:
    feed: HttpResponse = CaseStudyFeed()(wanted.request)
    return feed


ANSWERS: dict[str, Callable[[Wanted], HttpResponseBase]] = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "json": as_json,
    "atom": as_atom,
}


def as_file(content: bytes | Iterable[str], content_type: str, ending: str) -> HttpResponseBase:
    """A file to keep, named with the day. Bytes are sent whole, anything else piece by piece."""
    name = f"case-studies-{timezone.localdate():%Y-%m-%d}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    if isinstance(content, bytes):
        return HttpResponse(content, content_type=content_type, headers=headers)
    return StreamingHttpResponse(content, content_type=content_type, headers=headers)


def cut_note(wanted: Wanted, answer: Answer, most: int) -> str:
    """What to say when there are more than a file holds; empty when all are in it."""
    if answer.total <= most:
        return ""
    here = address(wanted.path, replace(wanted.search, page=1))
    return (
        f"This file is cut short. It holds the first {most:,} of {answer.total:,} case studies."
        f" Choose more filters to get a shorter list: {here}"
    )


def about(wanted: Wanted, answer: Answer, number: int) -> Lines:
    """What somebody needs to know who meets the workbook without the site."""
    cut = cut_note(wanted, answer, MOST_IN_XLSX)
    today = timezone.localdate()
    return [
        ("Where this list is", address(wanted.path, replace(wanted.search, page=1))),
        ("Made on", f"{today.day} {today:%B %Y}"),
        ("Case studies on the list", f"{answer.total:,}"),
        ("Case studies in this file", f"{number:,}"),
        *([("Cut short", cut)] if cut else []),
        ("Made-up example", MADE_UP_NOTE),
        ("Small number hidden", HIDDEN_NOTE),
        (
            "Empty cells",
            "Any other empty cell means that nobody reported it, or that it is not known.",
        ),
        ("Reading the figures", FIGURES_NOTE),
        ("Licence", "Each case study says how it may be used. Look in the column “Licence”."),
        *((f"Evidence: {kind.label}", kind.meaning) for kind in EvidenceLabel),
    ]
