"""What the commands do: write content into a file, and bring it in, whole or not at all."""

from collections.abc import Callable, Iterable
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, transaction
from django.utils import timezone

from moving.arrival import Arrival
from moving.departure import Departure, asked_pages, site_root
from moving.files import files_or_nothing
from moving.finding import Finder
from moving.outcome import Fate, Outcome
from moving.parcel import Parcel, write_parcel
from moving.refusals import NotMoved

Done = Callable[[], object]
NOT_TAKEN = "The database does not take it: a value is too long, or breaks a rule."
STOPPED = "At least one page is stopped: see above."
MISSING = "The {title} is not here. Add it first, or use --add-records."


def send_out(
    *, asked: Iterable[str], to: Path, drafts: bool, done: Done = lambda: None
) -> Departure:
    """Write pages, with all below them and all that they name, into a file. Raises `NotMoved`."""
    root = site_root()
    departure = Departure(root=root, drafts=drafts)
    try:
        for page in asked_pages(asked, root):
            departure.add(page)
            done()
        if not departure.content["pages"]:
            raise NotMoved("There is nothing to move. " + " ".join(departure.notes))
        write_parcel(
            to,
            made_on=timezone.now().isoformat(timespec="seconds"),
            site=settings.WAGTAILADMIN_BASE_URL or "",
            content=departure.content,
            files=departure.files,
        )
    finally:
        for file in departure.files.values():
            file.close()
    return departure


def bring_in(
    *,
    parcel: Parcel,
    apply: bool,
    publish: bool = False,
    add_records: bool = False,
    match_addresses: bool = False,
    done: Done = lambda: None,
) -> Outcome:
    """Bring the pages of a file in, as drafts unless `publish` is set. Raises `NotMoved`.

    Without `apply`, all of it is tried and taken back: nothing of it stays. Either is one
    transaction that writes: on SQLite nobody else can save until it is over.
    """
    outcome = Outcome()
    with files_or_nothing(dry=not apply) as files:
        try:
            with transaction.atomic():
                finder = Finder(
                    parcel=parcel, root=site_root(), files=files, add_records=add_records
                )
                arrival = Arrival(
                    finder=finder,
                    outcome=outcome,
                    publish=publish,
                    match_addresses=match_addresses,
                    dry=not apply,
                )
                unpack(arrival, done)
                transaction.set_rollback(not apply or bool(outcome.stops))
        except DatabaseError as error:
            raise NotMoved(NOT_TAKEN) from error
        if outcome.stops:
            files.take_away()
    return outcome


def unpack(arrival: Arrival, done: Done) -> None:
    """Every page gets its place before any is filled, so that pages can link to each other."""
    pages = arrival.finder.parcel.pages
    for entry in pages:
        arrival.survey(entry)
    if arrival.finder.missing:
        arrival.outcome.stops += [MISSING.format(title=title) for title in missing(arrival.finder)]
        return
    arriving = [each for each in map(arrival.place, pages) if each is not None]
    if len(arriving) < len(pages):
        arrival.outcome.stops.append(STOPPED)
        return
    arrival.finder.all_placed = True
    for each in arriving:
        arrival.fill(each)
        done()
    arrival.outcome.added += arrival.finder.added
    if arrival.outcome.count(Fate.STOPPED):
        arrival.outcome.stops.append(STOPPED)


def missing(finder: Finder) -> list[str]:
    """What is missing, such as "region “London”"."""
    return [
        f"{apps.get_model(reference.partition(':')[0])._meta.verbose_name} “{title}”"
        for reference, title in finder.missing.items()
    ]
