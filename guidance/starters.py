"""What a new guidance page and a new page of a part of the framework begin with."""

from typing import Any

from content.starters import heading, hint, paragraph

ADVICE: list[dict[str, Any]] = [
    {"type": "do_list", "value": [hint("what to do, beginning with a verb")]},
    {"type": "dont_list", "value": [hint("what to avoid; it reads on from “do not”")]},
]
SIGNS = {
    "type": "how_you_will_know",
    "value": [hint("a sign that somebody could check, and by when")],
}
STEPS = {
    "type": "steps",
    "value": [
        {
            "title": hint(f"the {which} step, with a verb first"),
            "what": f"<p>{hint(f'what to do in the {which} step, in two or three sentences')}</p>",
            "who": "",
            "how_long": "",
        }
        for which in ("first", "second")
    ],
}
PITFALLS = {
    "type": "pitfalls",
    "value": [{"wrong": hint("what often goes wrong"), "instead": hint("what to do instead")}],
}
PEOPLE = {
    "type": "people",
    "value": [
        {
            "who": hint("a role or a group"),
            "brings": hint("what they bring"),
            "support": hint("how to pay or support them"),
        }
    ],
}
EXAMPLE = {
    "type": "worked_example",
    "value": {"study": None, "lesson": hint("what to take from the case study that you choose")},
}
QUESTION = {"type": "self_check_question", "value": {"sub_phase": None}}

GUIDANCE_STARTER: dict[str, Any] = {
    "body": [
        heading("What this page is for"),
        paragraph("who this helps, with what, in two or three sentences"),
        heading("Steps for Monday"),
        STEPS,
        heading("Do and do not"),
        *ADVICE,
        heading("Worked examples"),
        EXAMPLE,
        heading("Pitfalls"),
        PITFALLS,
        heading("Who to involve"),
        PEOPLE,
        heading("Check that it worked"),
        SIGNS,
        QUESTION,
    ]
}
PART_STARTER: dict[str, Any] = {
    "body": [
        heading("What good looks like"),
        paragraph("whose reading this is, then what a visitor would see where it is done well"),
        *ADVICE,
        SIGNS,
    ]
}
