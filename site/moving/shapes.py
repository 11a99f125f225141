"""The shape of the JSON in a file: what stands where, and of which type."""

import re
from typing import Any

from moving.refusals import NotMoved

NAME_OF_A_FILE = re.compile(r"files/[0-9a-f]{40}\.[a-z0-9]{1,5}")
KEY = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
ADDRESS = re.compile(r"/(?:[\w-]+/)*")
REFERENCE = re.compile(r"[a-z_]+\.[a-z]+:[\w-]+")
FILE_NAME = re.compile(r"[\w-][\w.-]{0,150}")
KIND = re.compile(r"[a-z_]+\.[a-z]+")


class Each:
    """A mapping: what its names look like, and the shape of each value."""

    def __init__(self, names: re.Pattern[str], shape: Any) -> None:
        self.names, self.shape = names, shape


ANY_TEXT = re.compile(r"[^\x00]{0,500}", re.DOTALL)
PLACE = {"address": ADDRESS, "kind": KIND, "title": ANY_TEXT}
CONTENT = {
    "pages": [
        {
            **PLACE,
            "key": KEY,
            "parent": KEY,
            "private": bool,
            "values": dict,
        }
    ],
    "places": Each(KEY, PLACE),
    "records": Each(REFERENCE, {"title": ANY_TEXT, "values": dict}),
    "media": Each(
        REFERENCE,
        {"title": ANY_TEXT, "file": NAME_OF_A_FILE, "called": FILE_NAME, "values": dict},
    ),
}
MANIFEST = {
    "format": ANY_TEXT,
    "version": int,
    "made_on": ANY_TEXT,
    "site": ANY_TEXT,
    "sums": Each(re.compile(r"[\w./]+"), re.compile(r"[0-9a-f]{64}")),
}


def check_shape(value: Any, shape: Any, where: str = "the file") -> None:
    """Raises `NotMoved` where something is missing, is too much, or is of another type.

    >>> check_shape({"a": 1}, {"a": int})
    """
    if isinstance(shape, dict):
        check_object(value, shape, where)
    elif isinstance(shape, Each):
        expect(isinstance(value, dict), where)
        for name, inner in value.items():
            expect(shape.names.fullmatch(name), f"“{name[:60]}”")
            check_shape(inner, shape.shape, f"“{name[:60]}”")
    elif isinstance(shape, list):
        expect(isinstance(value, list), where)
        for place, inner in enumerate(value, start=1):
            check_shape(inner, shape[0], f"page {place}")
    elif isinstance(shape, re.Pattern):
        expect(isinstance(value, str) and shape.fullmatch(value), where)
    else:
        expect(type(value) is shape, where)


def check_object(value: Any, shape: dict[str, Any], where: str) -> None:
    expect(isinstance(value, dict) and set(value) == set(shape), where)
    for name, inner in shape.items():
        check_shape(value[name], inner, f"{name} of {where}")


def expect(holds: object, where: str) -> None:
    if not holds:
        raise NotMoved(f"This file cannot be used. There is something wrong with {where}.")
