"""What a new case study begins with: hints in the parts of the story that no reader can do without.

The other parts begin empty, and an empty part reads "not reported".
"""

from typing import Any

from content.starters import hint


def list_of(tag: str, *hints: str) -> str:
    items = "".join(f"<li>{hint(words)}</li>" for words in hints)
    return f"<{tag}>{items}</{tag}>"


STUDY_STARTER: dict[str, Any] = {
    "problem": f"<p>{hint('what was wrong, for whom, and how you knew')}</p>",
    "what_we_did": list_of(
        "ol", "what you did first", "what you did next", "how it was decided, and with whom"
    ),
    "lived_experience_role": f"<p>{hint('what people decided, made or led; not only what they said')}</p>",
    "what_changed": f"<p>{hint('what is different now, and for whom; numbers go in the outcomes')}</p>",
    "what_did_not_work": f"<p>{hint('what you would warn others of')}</p>",
}
