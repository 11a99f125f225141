"""Benchmark figures as tables in Markdown, each ratio with its target beside it."""

from collections.abc import Iterable, Sequence
from typing import Any

# The aims of docs/speed.md: CPU with the most studies, against CPU with the fewest.
TARGETS = {
    ("finder", "cold"): 1.5,
    ("finder", "warm"): 1.15,
    ("finder, two filters", "cold"): 1.5,
    ("finder, two filters", "warm"): 1.15,
    ("finder, a word in every study", "warm"): 2.5,
    ("finder, a word in one study", "warm"): 1.3,
    ("finder, word, two filters, newest", "warm"): 2.5,
    ("search, a word in every study", "warm"): 2.5,
    ("search, a word in one study", "warm"): 1.3,
}
MOST_QUERIES = {"case study": 10, "finder": 12, "search": 12, "home": 15}
IMPORT_SHARE = 0.75
REBUILD_MB = 250
SERVER = {"sqlite": "in the process", "postgresql": "PostgreSQL CPU ms"}


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table whose first column is words and whose others are numbers.

    >>> print(table(["Request", "ms"], [["home", "7.0"]]))
    | Request | ms |
    | --- | --: |
    | home | 7.0 |
    """
    rule = ["---", *("--:" for _ in headings[1:])]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in (headings, rule, *rows))


def verdict(value: float, most: float) -> str:
    """
    >>> verdict(1.5, 1.5), verdict(1.51, 1.5)
    ('1.5 met', '1.5 **missed**')
    """
    return f"{most:g} {'met' if value <= most else '**missed**'}"


def cost(figures: dict[str, float]) -> float:
    """CPU of the process and of the server together."""
    return figures["cpu"] + figures["server"]


def number(size: str) -> str:
    return f"{int(size):,}"


def request_rows(sizes: dict[str, Any]) -> Iterable[list[str]]:
    for size, measured in sizes.items():
        for name, figures in measured["requests"].items():
            warm, cold = figures["warm"], figures["cold"]
            most = MOST_QUERIES[name.split(",")[0]]
            yield [
                name,
                number(size),
                f"{figures['queries']} of {most}",
                f"{figures['kb']:.0f}",
                f"{warm['cpu']:.1f}",
                f"{warm['server']:.1f}",
                f"{warm['wall']:.1f}",
                f"{cold['cpu']:.1f}",
                f"{cold['server']:.1f}",
                f"{figures['engine_asked']:.0f}",
            ]


def ratio_rows(sizes: dict[str, Any]) -> Iterable[list[str]]:
    """How much more each request costs with the most studies than with the fewest."""
    fewest, *_, most = sizes.values()
    for name in fewest["requests"]:
        for state in ("cold", "warm"):
            small, large = fewest["requests"][name], most["requests"][name]
            ratio = cost(large[state]) / cost(small[state])
            target = TARGETS.get((name, state))
            yield [
                f"{name}, {state}",
                f"{small['kb']:.0f}, {large['kb']:.0f}",
                f"{cost(small[state]):.1f}",
                f"{cost(large[state]):.1f}",
                f"{ratio:.2f}",
                verdict(ratio, target) if target else "",
            ]


def work_rows(sizes: dict[str, Any], plain: dict[str, Any]) -> Iterable[list[str]]:
    """Importing with its index, against plain `add_child`; and writing the index again."""
    each = cost(plain) / plain["studies"]
    for size, measured in sizes.items():
        done, again = measured["import"], measured["rebuild"]
        share = cost(done) / (each * int(size))
        yield [
            number(size),
            f"{cost(done):.1f}",
            f"{each * int(size):.1f}",
            f"{share:.2f}",
            verdict(share, IMPORT_SHARE),
            f"{done['peak_mb']:.0f}",
            f"{cost(again):.1f}",
            f"{again['peak_mb']:.0f}",
            verdict(again["peak_mb"], REBUILD_MB),
        ]


def unasked(sizes: dict[str, Any]) -> str:
    """A warning for an engine that left words to the database: its figures are not its own."""
    requests = [pair for measured in sizes.values() for pair in measured["requests"].items()]
    left = [name for name, figures in requests if "word" in name and not figures["engine_asked"]]
    return f"**The database answered for the engine {len(left)} times.**" if left else ""


def report(result: dict[str, Any]) -> str:
    """The tables of one engine."""
    engine, sizes = result["engine"], result["sizes"]
    server = SERVER.get(engine, "engine's query ms")
    requests = ["Request", "Studies", "Queries", "KB", "CPU ms", server, "Wall ms"]
    requests += ["CPU ms cold", f"{server} cold", "Engine asked"]
    parts = [f"## {engine}", "### Each request", table(requests, request_rows(sizes))]
    if engine not in SERVER and (warning := unasked(sizes)):
        parts.append(warning)
    if len(sizes) > 1:
        first, *_, last = [number(size) for size in sizes]
        ratios = ["Request", "KB", f"at {first}, ms", f"at {last}, ms", "Ratio", "Target"]
        parts.append(f"### {last} studies against {first}: CPU of the process and of the server")
        parts.append(table(ratios, ratio_rows(sizes)))
    work = ["Studies", "Import CPU s", "`add_child` CPU s", "Share", "Target"]
    work += ["Peak MB", "Rebuild CPU s", "Peak MB", "Target"]
    sample = result["plain"]["studies"]
    parts.append(f"### Import and index (`add_child` measured on {sample} studies)")
    parts.append(table(work, work_rows(sizes, result["plain"])))
    return "\n\n".join(parts) + "\n\n"
