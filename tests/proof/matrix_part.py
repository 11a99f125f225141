"""Asks for every address of the admin, and for things of other people, as somebody of each role.

The process of `tests.proof.permission_matrix`: makes a database of its own, prints the table.
"""

import argparse
import logging
import sys
from collections.abc import Iterator

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.contrib.auth.models import Group, Permission  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import setup_test_environment  # noqa: E402
from django.urls import reverse  # noqa: E402

from config.roles import WRITERS  # noqa: E402
from tests.bench.tables import table  # noqa: E402
from tests.config.matrix.addresses import our_addresses  # noqa: E402
from tests.config.matrix.asking import answer_to, lets_in  # noqa: E402
from tests.config.matrix.expected import expected, register_and_action  # noqa: E402
from tests.config.matrix.world import EVERYBODY, World, make_world  # noqa: E402
from tests.conftest import new_home_page  # noqa: E402
from tests.proof.objects import things_of  # noqa: E402

# What the control gives a role that should not have it.
TOO_MANY = (WRITERS, "taxonomy", "add_approach")
YES, NO = "yes", "–"
Asked = tuple[str, str, set[str], set[str]]
"""A kind of thing, what exactly, who may reach it, and who did."""


def asked_addresses(world: World) -> Iterator[Asked]:
    for address in our_addresses():
        row = expected(address)
        kind = register_and_action(address)[0] or address.space or address.name
        if row is None:
            yield kind, address.whole_name, {"nobody has said who may"}, set()
            continue
        asked = reverse(address.whole_name, args=row.args(world))
        sent = {} if row.takes_form else None
        let_in = {role for role in EVERYBODY if lets_in(answer_to(world.people[role], asked, sent))}
        yield kind, address.whole_name, row.who, let_in


def asked_things(world: World) -> Iterator[Asked]:
    for thing in things_of(world):
        reached = {role for role in EVERYBODY if thing.reaches(world.client_of(role))}
        yield thing.name, thing.name, thing.who, reached


def rows(asked: list[Asked]) -> list[list[str]]:
    """One row for each kind: how many of its addresses each role reaches."""
    kinds = list(dict.fromkeys(kind for kind, *_ in asked))
    return [row_of(kind, [each for each in asked if each[0] == kind]) for kind in kinds]


def row_of(kind: str, asked: list[Asked]) -> list[str]:
    cells = []
    for role in EVERYBODY:
        reached = sum(role in found for *_, found in asked)
        wrong = any((role in may) != (role in found) for _, _, may, found in asked)
        word = f"{reached} of {len(asked)}" if len(asked) > 1 else YES if reached else NO
        cells.append(f"**{word}**" if wrong else word if reached else NO)
    return [kind, *cells]


def wrongs(asked: list[Asked]) -> list[str]:
    return [
        f"**missed**: {what}: too many {sorted(found - may)}, missing {sorted(may - found)}"
        for _, what, may, found in asked
        if may != found
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--control", action="store_true")
    control = parser.parse_args().control
    logging.disable(logging.CRITICAL)
    setup_test_environment(debug=False)
    name = settings.DATABASES["default"]["NAME"]
    connection.creation.create_test_db(verbosity=0, autoclobber=True)
    try:
        return asked_and_told(control)
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def asked_and_told(control: bool) -> int:
    world = make_world(new_home_page())
    if control:
        role, app, code = TOO_MANY
        group = Group.objects.get(name=role)
        group.permissions.add(Permission.objects.get(content_type__app_label=app, codename=code))
    addresses, things = list(asked_addresses(world)), list(asked_things(world))
    found = wrongs([*addresses, *things])
    sys.stdout.write(f"Addresses of the admin on {connection.vendor}: who reaches how many\n\n")
    sys.stdout.write(table(["Addresses", *EVERYBODY], rows(addresses)) + "\n\n")
    sys.stdout.write("Things of one person or group: who reaches them\n\n")
    sys.stdout.write(table(["Thing", *EVERYBODY], rows(things)) + "\n\n")
    number = len(EVERYBODY) * (len(addresses) + len(things))
    sys.stdout.write(f"{number} times asked, {len(found)} not as said\n")
    sys.stdout.write("".join(f"{each}\n" for each in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
