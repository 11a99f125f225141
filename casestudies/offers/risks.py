"""What should not be in a story that is sent to us: numbers that point to people. No Django here."""

import re

from casestudies.reporting import PEOPLE, contact_details_in

WORD = r"[^\W\d][\w’'-]*"
SMALL_NUMBER = re.compile(
    rf"\b([1-7]|one|two|three|four|five|six|seven)\s+(?=((?:{WORD}\s+){{0,2}}{WORD}))",
    re.IGNORECASE,
)
NHS_NUMBER = re.compile(r"(?<!\d)(\d{3})[ -]?(\d{3})[ -]?(\d{4})(?!\d)")
WEIGHTS = range(10, 1, -1)


def small_numbers_in(text: str) -> list[str]:
    """Counts of 1 to 7 people, as they were written.

    >>> small_numbers_in("We asked 5 people, then three young carers and 40 adults.")
    ['5 people', 'three young carers']
    >>> small_numbers_in("In 7 months 3 surgeries changed. 17 people came."), small_numbers_in("")
    ([], [])
    """
    return [
        f"{match[1]} {match[2][: people.end()]}"
        for match in SMALL_NUMBER.finditer(text)
        if (people := PEOPLE.search(match[2].lower()))
    ]


def holds_an_nhs_number(text: str) -> bool:
    """Whether ten digits stand there whose last one fits the others, as in an NHS number.

    >>> holds_an_nhs_number("It was 943 476 5919."), holds_an_nhs_number("It was 943 476 5918.")
    (True, False)
    """
    return any(fits("".join(match.groups())) for match in NHS_NUMBER.finditer(text))


def fits(digits: str) -> bool:
    total = sum(weight * int(digit) for weight, digit in zip(WEIGHTS, digits, strict=False))
    return (11 - total % 11) % 11 == int(digits[9])


def private_in(text: str) -> str:
    """The kind of personal detail that stands in a text, if any.

    >>> private_in("NHS number 9434765919"), private_in("Ring 01632 960 123"), private_in("40 adults")
    ('an NHS number', 'a phone number', '')
    """
    return "an NHS number" if holds_an_nhs_number(text) else contact_details_in(text)
