"""Levels, kinds of work and changed wordings in the words that readers see."""

from collections.abc import Mapping

from django.utils.html import format_html_join
from django.utils.safestring import SafeString, mark_safe

from framework.enums import Lens
from framework.lenses import worded_for
from framework.models import Statement
from selfcheck import scoring
from selfcheck.models import SelfCheck

NO_BREAK = "\N{NO-BREAK SPACE}"


def on_one_line(words: str) -> str:
    """Words that stay together, however narrow their place is."""
    return words.replace(" ", NO_BREAK)


def in_lines(text: str) -> SafeString:
    """A text with its line breaks."""
    return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in text.splitlines()))


def reading_in_words(reading: scoring.Reading, names: Mapping[int, str]) -> str:
    return reading.state.value if reading.level is None else names[reading.level]


def phase_in_words(phase: scoring.PhaseProfile, names: Mapping[int, str]) -> str:
    """From the lowest part to the highest: a phase has no level of its own."""
    level, highest = phase.reading.level, phase.highest
    if level is None or highest is None:
        return phase.reading.state.value
    if level == highest:
        return names[level]
    return f"{names[level]} to {names[highest]}"


def about_in_words(self_check: SelfCheck) -> str:
    """The kind of work that the answers are about; nothing where neither was said."""
    if not self_check.lens and not self_check.reach:
        return ""
    work = f"{self_check.get_lens_display()} work" if self_check.lens else "Work"
    across = f" across your {self_check.get_reach_display().lower()}" if self_check.reach else ""
    return f"{work}{across}"


def worded(statement: Statement, lens: str) -> str:
    """A statement in the words of the kind of work; where none was chosen, with its own named."""
    if lens or statement.lens == Lens.BOTH:
        return worded_for(statement, lens)
    return f"{statement.text} ({statement.get_lens_display()} work)"


def changed_since(what: str, then: str | None) -> str:
    """Says that words changed after they were answered, and what they were."""
    if then is None:
        return f"The words of {what} have changed since. We no longer have the earlier words."
    return (
        f"The words of {what} have changed since. You answered: “{' – '.join(then.split(chr(10)))}”"
    )
