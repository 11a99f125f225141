"""What RFC 4287 asks of an Atom feed, as far as a reader of feeds depends on it."""

import re
from collections import Counter
from xml.etree.ElementTree import Element

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
IRI = re.compile(r"[a-z][a-z0-9+.-]*:\S+")
IN_FEED = {
    *("author", "category", "contributor", "generator", "icon", "id", "link", "logo"),
    *("rights", "subtitle", "title", "updated", "entry"),
}
IN_ENTRY = {
    *("author", "category", "content", "contributor", "id", "link", "published", "rights"),
    *("source", "summary", "title", "updated"),
}
ONCE = ("id", "title", "updated")
AT_MOST_ONCE = ("subtitle", "summary", "published", "rights", "generator", "icon", "logo")
TEXTS = ("title", "subtitle", "summary", "rights")


def feed_problems(feed: Element) -> list[str]:
    """What is wrong with a feed: RFC 4287, sections 4.1.1, 4.1.2 and those that they name."""
    entries = feed.findall(f"{ATOM}entry")
    problems = [] if feed.tag == f"{ATOM}feed" else ["the root is not a feed"]
    problems += parts_problems(feed, IN_FEED)
    if feed.find(f"{ATOM}author") is None:
        problems += ["no author" for entry in entries if entry.find(f"{ATOM}author") is None]
    for entry in entries:
        problems += parts_problems(entry, IN_ENTRY)
        if entry.find(f"{ATOM}content") is None and "alternate" not in relations(entry):
            problems.append("an entry has neither content nor an alternate link")
    seen = Counter(entry.findtext(f"{ATOM}id") for entry in entries)
    return problems + [f"{name} twice" for name, times in seen.items() if times > 1]


def parts_problems(part: Element, allowed: set[str]) -> list[str]:
    """What is wrong with what stands directly in a feed or an entry."""
    names = Counter(child.tag.removeprefix(ATOM) for child in part)
    problems = [f"{name} is not allowed" for name in names if name not in allowed]
    problems += [f"{name}: {names[name]} times" for name in ONCE if names[name] != 1]
    problems += [f"{name}: {names[name]} times" for name in AT_MOST_ONCE if names[name] > 1]
    problems += [f"two {relation} links" for relation in doubles(part)]
    for child in part:
        problems += element_problems(child, child.tag.removeprefix(ATOM))
    return problems


def element_problems(element: Element, name: str) -> list[str]:
    text = element.text or ""
    checks = {
        "id": bool(IRI.fullmatch(text)),
        "updated": bool(MOMENT.fullmatch(text)),
        "published": bool(MOMENT.fullmatch(text)),
        "link": bool(IRI.fullmatch(element.get("href", ""))),
        "category": bool(element.get("term")),
        "author": bool(element.findtext(f"{ATOM}name")),
    }
    problems = [] if checks.get(name, True) else [f"{name} is wrong: {text}"]
    if name in TEXTS and element.get("type", "text") not in {"text", "html", "xhtml"}:
        problems.append(f"{name} has an unknown type")
    return problems


def relations(part: Element) -> list[str]:
    return [link.get("rel", "alternate") for link in part.findall(f"{ATOM}link")]


def doubles(part: Element) -> list[str]:
    """Relations that stand for one thing and are given twice."""
    times = Counter(relations(part))
    return [relation for relation in ("alternate", "self") if times[relation] > 1]
