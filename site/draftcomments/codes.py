"""Codes that people read from paper and type in. No Django here: text in, text out.

They are written in Crockford's base 32, which has no letter that looks like a number: somebody who
reads an O, an I or an L has read a 0 or a 1.
"""

import re
import unicodedata

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
BITS = 5
CODE = re.compile(rf"[{ALPHABET}]{{{LENGTH}}}")
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1"})


def code_from(digest: bytes) -> str:
    """The code, of 60 bits, that a digest stands for: always the same for the same digest.

    >>> code_from(b"a digest")
    'MVWAPK5D4382'
    """
    bits = int.from_bytes(digest, "big")
    return "".join(ALPHABET[bits >> BITS * place & 31] for place in range(LENGTH))


def normalised(typed: str) -> str:
    """A code as it is stored, from what somebody has typed.

    >>> normalised(" k7qm 2rwd-9xto ")
    'K7QM2RWD9XT0'
    """
    plain = unicodedata.normalize("NFKC", typed).upper()
    return "".join(filter(str.isalnum, plain)).translate(READ_AS)


def is_code(code: str) -> bool:
    """Whether something normalised could be a code at all."""
    return CODE.fullmatch(code) is not None


def on_paper(code: str) -> str:
    """A code as it is printed.

    >>> on_paper("K7QM2RWD9XT0")
    'K7QM-2RWD-9XT0'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, LENGTH, GROUP))
