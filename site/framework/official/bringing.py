"""From files to a text that can be compared: the way that the command and the admin share."""

from collections.abc import Iterable
from dataclasses import replace

from framework.official.checking import check
from framework.official.files import File, read_files
from framework.official.pairs import read_pairs, with_pairs
from framework.official.standing import read_standing
from framework.official.text import OfficialText, Problem, UnreadableTextError


def bring(
    files: Iterable[File], *, wording: str = "", pairs: str = "", pairs_file: str = ""
) -> OfficialText:
    """Read, mark and check. Raises `UnreadableTextError`."""
    phases = read_standing().phase_names
    if not phases:
        raise UnreadableTextError(
            Problem("The site", "", "There is no framework yet.", "Load the starter content first.")
        )
    text = read_files(files, phases)
    text = replace(text, wording=text.wording or wording)
    text = with_pairs(text, read_pairs(pairs, pairs_file))
    check(text, frozenset(phases))
    return text
