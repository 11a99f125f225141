"""One full example of what each component may be given."""

from datetime import date
from typing import Any

PHASES = [
    {"number": 1, "name": "Check", "url": "/framework/check/", "summary": "What we know."},
    {"number": 2, "name": "Challenge", "url": "/framework/challenge/"},
]
FILTERS = [{"label": "Engage", "group": "Phase", "remove_url": "/case-studies/"}]
OPTIONS = [
    {"value": "check", "label": "Check", "count": 3, "checked": True},
    {"value": "plan", "label": "Plan", "count": 0, "checked": False},
]
PAGES = [
    {"number": 1, "url": "?page=1"},
    {"gap": True},
    {"number": 4, "url": "?page=4", "current": True},
]
LEVELS = [
    {
        "name": "Emerging",
        "number": 1,
        "meaning": "Work is starting.",
        "statements": [
            {"text": "We look at our data.", "advice": "keep"},
            {"text": "One team does it all.", "advice": "move-beyond", "url": "/s/"},
        ],
    },
    {"name": "Thriving", "number": 4, "meaning": "It is how we work."},
]
EDITION = {
    "title": "A framework",
    "published_on": date(2025, 2, 12),
    "makers": "The makers",
    "licence": "OGL v3.0",
    "licence_address": "https://example.org/licence/",
    "attribution": "Contains public sector information.",
    "source": "https://example.org/framework/",
}
ROWS = [
    {
        "label": "Check",
        "url": "/framework/check/",
        "filled": 3,
        "level": "Maturing",
        "before": 1,
        "before_level": "Emerging",
    },
    {"label": "Plan", "filled": None, "level": "Not answered"},
]
EVERY: dict[str, dict[str, Any]] = {
    "bar": {"filled": 2, "before": 1},
    "brand_mark": {},
    "breadcrumbs": {"crumbs": [{"label": "Home", "url": "/"}, {"label": "Guidance", "url": "/g/"}]},
    "card": {"title": "Ask first", "url": "/g/", "summary": "Why.", "meta": "Guidance"},
    "changes": {"changes": [{"day": date(2026, 3, 2), "text": "We say when to ask."}]},
    "contents_list": {
        "contents": [
            {"label": "Start", "anchor": "start"},
            {"label": "Now", "url": "/n/", "current": True},
        ]
    },
    "content_warning": {
        "coming": "This page speaks of loss.",
        "help": "You can stop at any point.",
        "checked": date(2026, 3, 2),
    },
    "do_list": {"entries": ["pay people"]},
    "dont_list": {"entries": ["start with a survey"]},
    "error_page": {
        "title": "Page not found",
        "text": "It may have moved.",
        "contact_url": "/contact/",
    },
    "examples": {
        "examples": [{"title": "A study", "url": "/s/", "summary": "What.", "note": "It moved."}],
        "more_url": "/m/",
    },
    "expander": {"title": "No budget?", "text": "Go where people are."},
    "figure": {
        "src": "/media/a.png",
        "alt": "A room",
        "width": 1200,
        "height": 630,
        "caption": "A room.",
    },
    "filter_group": {"legend": "Phase", "name": "phase", "options": OPTIONS, "selected_count": 1},
    "hero": {
        "heading": "Welcome",
        "text": "What.",
        "action_label": "Start",
        "action_url": "/self-check/",
    },
    "how_you_will_know": {"entries": ["More people come."]},
    "icon_cross": {},
    "icon_tick": {},
    "inset": {"text": "You can stop at any time."},
    "framework_links": {
        "statements": [
            {
                "text": "Ask first.",
                "path": "/s/1/",
                "level": "Emerging",
                "part_label": "4a Reaching",
            }
        ],
        "parts": [
            {
                "label": "5a Methods",
                "path": "/p/",
                "note": "reached Maturing",
                "inside": "Its statements, Maturing first",
                "statements": [{"text": "Choose well.", "path": "/s/2/", "level": "Maturing"}],
            }
        ],
    },
    "lens": {
        "choices": [
            {"label": "All work", "url": "/p/", "current": True},
            {"label": "Strategic", "url": "/p/?work=strategic"},
        ]
    },
    "downloads": {
        "what": "this guidance",
        "files": [
            {
                "url": "/downloads/guidance-ask/docx/",
                "program": "Word",
                "ending": "DOCX",
                "kilobytes": 48,
                "made_on": date(2026, 11, 22),
            },
            {"url": "/downloads/guidance-ask/pdf/", "program": "PDF", "ending": "PDF"},
        ],
        "print_url": "/framework/print/",
    },
    "shows_and_serves": {
        "measures": {
            "links": [{"text": "People reached", "url": "/m/"}],
            "more": [{"text": "Gap in waiting", "url": "/g/"}],
            "more_label": "1 more measure",
        },
        "elements": {"links": [{"text": "The plus groups", "url": "/s/", "tag": "In force"}]},
    },
    "link_list": {
        "heading": "Strategies that it serves",
        "anchor": "strategies",
        "links": [
            {
                "text": "The plus groups",
                "url": "/s/",
                "meta": "Core20PLUS5. It names them.",
                "tag": "In force",
                "tag_kind": "good",
            }
        ],
        "more": [{"text": "Early cancer", "url": "/e/", "tag": "New"}],
        "more_label": "1 more",
    },
    "levels": {"levels": LEVELS},
    "notice_demonstration": {},
    "other_formats": {
        "formats": {
            "there": [
                {
                    "name": "Urdu",
                    "url": "/ur.pdf",
                    "details": "PDF, 40 KB",
                    "made_on": date(2026, 3, 2),
                    "is_translation": True,
                    "language": "ur",
                    "own_name": "اردو",
                    "checked_by": "",
                },
                {
                    "name": "Audio",
                    "url": "https://example.org/audio",
                    "details": "4 minutes",
                    "made_on": date(2026, 3, 2),
                    "transcript": {"url": "/words.pdf", "details": "PDF, 12 KB"},
                },
            ],
            "missing": "easy read, British Sign Language (BSL) video or large print",
            "ask_url": "/contact/?about=%2Fframework%2F",
        }
    },
    "our_words": {"wording": "official", "edition": EDITION, "source_url": "https://example.org/"},
    "plain_summary": {"text": "What it says, in short.", "wording": "official"},
    "page_words": {
        "terms": [
            {"slug": "icb", "name": "ICB", "short": "integrated care board", "meaning": "A board."}
        ]
    },
    "pagination": {
        "summary": "Showing 1 to 10 of 40",
        "previous_url": "?page=3",
        "next_url": "?page=5",
        "pages": PAGES,
    },
    "phase_cards": {"phases": PHASES},
    "pitfalls": {"pitfalls": [{"wrong": "Nobody came.", "instead": "Go to them."}]},
    "previous_next": {
        "label": "Phases",
        "previous_label": "Check",
        "previous_url": "/c/",
        "next_label": "Plan",
        "next_url": "/p/",
    },
    "profile_table": {"caption": "Check is furthest on.", "rows": ROWS, "compared": True},
    "quote": {"text": "Nobody had asked us.", "attribution": "Community partner"},
    "reviewed": {"lines": ["Last reviewed: 2 March 2026", "Next review due: 2 March 2027"]},
    "search_box": {"query": "GP"},
    "search_result": {
        "title": "A study",
        "url": "/s/",
        "kind": "Case study",
        "snippet": "What.",
        "demonstration": True,
    },
    "selected_filters": {"filters": FILTERS, "clear_url": "/case-studies/"},
    "site_footer": {
        "brand": {"run_by": "A team."},
        "footer_links": [{"label": "Privacy", "url": "/p/"}],
    },
    "site_header": {
        "brand": {"name": "Our site"},
        "navigation": [{"label": "Guidance", "url": "/g/", "current": True}],
    },
    "source_line": {"sources": [{"label": "A report", "url": "https://example.org/"}]},
    "status_tag": {"text": "Measured", "kind": "good"},
    "steps": {
        "steps": [
            {"title": "Look", "what": "Look first.", "who": "You", "how_long": "As you like"},
            {"title": "Ask", "what": "Then ask."},
        ]
    },
    "summary_list": {
        "rows": [{"key": "Check", "value": "Emerging", "change_url": "/c/"}],
        "actions": True,
    },
    "table": {"caption": "Visits", "headings": ["Place", "Before"], "rows": [["Clinic", 4]]},
    "tag": {"text": "Example", "colour": "purple"},
    "task_list": {
        "rows": [
            {"title": "Check", "url": "/c/", "status_text": "Incomplete", "status_kind": "blue"}
        ]
    },
    "useful": {"address": "/guidance/"},
    "worked_example": {
        "title": "A study",
        "url": "/s/",
        "summary": "What.",
        "lesson": "Go there.",
        "demonstration": True,
    },
    "zero_results": {
        "query": "hypertenson",
        "suggestion": "hypertension",
        "suggestion_url": "?q=hypertension",
        "offers": [{"label": "Engage", "url": "?", "count": 4}],
    },
}
