"""Reading HTML as a tree, so that tests compare meaning and not spaces."""

from typing import Any

import html5lib
from django.template import engines

Tree = tuple[str, dict[str, str], list[Any]]


def parse(html: str) -> Any:
    """The fragment as an element tree without namespaces."""
    return html5lib.parseFragment(html, namespaceHTMLElements=False)


def tree_of(element: Any) -> Tree:
    """An element as plain values: words without extra spaces, class names in any order."""
    attributes = {
        name: " ".join(sorted(value.split())) if name == "class" else " ".join(value.split())
        for name, value in element.attrib.items()
    }
    parts: list[Any] = [words(element.text)]
    for child in element:
        parts += [tree_of(child), words(child.tail)]
    return (element.tag, attributes, [part for part in parts if part])


def words(text: str | None) -> str:
    return " ".join((text or "").split())


def same(html: str) -> Tree:
    return tree_of(parse(html))


def render(source: str, **context: Any) -> str:
    """A template of the project, written out in the test."""
    return engines["django"].from_string(source).render(context)


def component(name: str, /, **values: Any) -> str:
    """A component called as pages call it: with its interface and nothing else."""
    given = " ".join(f"{key}={key}" for key in values)
    joined = f"with {given} only" if given else "only"
    return render(f'{{% include "components/{name}.html" {joined} %}}', **values)


def text_of(html: str) -> str:
    return words("".join(parse(html).itertext()))


def find(html: str, tag: str, **attributes: str) -> list[Any]:
    """Every element with that tag and those attributes; `class_` means one of its classes."""
    wanted = attributes.pop("class_", None)
    return [
        element
        for element in parse(html).iter()
        if str(element.tag).rpartition("}")[2] == tag  # a drawing keeps its namespace
        and all(element.get(name.replace("_", "-")) == value for name, value in attributes.items())
        and (wanted is None or wanted in element.get("class", "").split())
    ]


def ids(html: str) -> list[str]:
    return [element.get("id") for element in parse(html).iter() if element.get("id")]
