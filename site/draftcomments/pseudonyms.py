"""Friendly names for people whose names we do not want to know.

No people's names, no bodies, no colours of skin, and no words that jar beside something sad.
"""

import secrets
from collections.abc import Iterator
from itertools import count, product

from draftcomments.models import Contributor, Round

HOW = [
    "Autumn",
    "Calm",
    "Careful",
    "Coastal",
    "Dawn",
    "Early",
    "Evening",
    "Friendly",
    "Garden",
    "Gentle",
    "Harbour",
    "Hillside",
    "Honest",
    "Kind",
    "Lakeside",
    "Lantern",
    "Loyal",
    "Meadow",
    "Midday",
    "Moonlit",
    "Moorland",
    "Morning",
    "Mossy",
    "Northern",
    "Orchard",
    "Patient",
    "Quiet",
    "Rainy",
    "Riverside",
    "Seaside",
    "Southern",
    "Spring",
    "Starlit",
    "Steady",
    "Summer",
    "Sunlit",
    "Thoughtful",
    "Tidal",
    "Travelling",
    "Valley",
    "Warm",
    "Western",
    "Windy",
    "Winter",
    "Woodland",
]
WHO = [
    "Acorn",
    "Alder",
    "Avocet",
    "Badger",
    "Beech",
    "Birch",
    "Blackbird",
    "Bluebell",
    "Bracken",
    "Bumblebee",
    "Butterfly",
    "Buttercup",
    "Campion",
    "Chaffinch",
    "Chestnut",
    "Cowslip",
    "Curlew",
    "Damselfly",
    "Dolphin",
    "Dormouse",
    "Dragonfly",
    "Dunlin",
    "Eider",
    "Fieldfare",
    "Foxglove",
    "Goldfinch",
    "Greenfinch",
    "Guillemot",
    "Hare",
    "Harebell",
    "Hawthorn",
    "Hedgehog",
    "Heron",
    "Honeysuckle",
    "Hornbeam",
    "Kestrel",
    "Kingfisher",
    "Kittiwake",
    "Ladybird",
    "Lapwing",
    "Larch",
    "Maple",
    "Meadowsweet",
    "Moorhen",
    "Nightingale",
    "Nuthatch",
    "Oak",
    "Osprey",
    "Otter",
    "Owl",
    "Oystercatcher",
    "Pebble",
    "Plover",
    "Porpoise",
    "Puffin",
    "Razorbill",
    "Redstart",
    "Redwing",
    "Salmon",
    "Sandpiper",
    "Seal",
    "Siskin",
    "Skylark",
    "Sorrel",
    "Speedwell",
    "Squirrel",
    "Stonechat",
    "Swallow",
    "Sycamore",
    "Teal",
    "Teasel",
    "Thistle",
    "Thrush",
    "Turnstone",
    "Wagtail",
    "Waxwing",
    "Whimbrel",
    "Woodpecker",
    "Yarrow",
]


def new_pseudonym(round: Round) -> str:
    """A name that nobody in the round has."""
    return new_pseudonyms(round, 1)[0]


def new_pseudonyms(round: Round, number: int) -> list[str]:
    """Names, all different, that nobody in the round has."""
    taken = set(Contributor.objects.filter(round=round).values_list("pseudonym", flat=True))
    chosen: list[str] = []
    for names in in_turns():
        free = [name for name in names if name not in taken]
        while free and len(chosen) < number:
            chosen.append(free.pop(secrets.randbelow(len(free))))
        if len(chosen) == number:
            break
    return chosen


def in_turns() -> Iterator[list[str]]:
    """All names; when they are used up, all with a 2 behind them, and so on."""
    plain = [f"{how} {who}" for how, who in product(HOW, WHO)]
    yield plain
    for turn in count(2):
        yield [f"{name} {turn}" for name in plain]
