"""How much the running stack bears: pages by each way, people with slow lines, memory of a worker.

Only on this machine, only for some seconds each, and only the stack that `make stack` started.
"""

import argparse
import gzip
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.bench.tables import table, verdict
from tests.proof.slow_people import slow_people
from tests.proof.stack_site import Client, Stack, running_stack

PAGES = {
    "home": "/",
    "framework": "/framework/",
    "guidance": "/guidance/pay-and-support-people-fairly/",
    "case study": "/case-studies/black-country-pilot/",
    "finder": "/case-studies/",
    "self-check": "/self-check/",
}
FILE = "/static/load-test.html"
NGINX_SHARE = 0.6
TURNS = 5
SLOW, SLOW_P99_MS = 300, 500
WORKER_MB = 130
TOLD = re.compile(r"told (\d+) (\d+) (\d+) (\d+) ([\d.]+)")
SCRIPT = """
done = function(summary, latency, requests)
  local wrong = summary.errors.status + summary.errors.connect + summary.errors.timeout
  io.write(string.format("told %d %d %d %d %.1f\\n", latency:percentile(50), latency:percentile(95),
    latency:percentile(99), wrong, summary.requests / summary.duration * 1e6))
end
"""


@dataclass(frozen=True)
class Speed:
    """What wrk saw: requests a second, how long they took in ms, and how many went wrong."""

    rate: float
    p50: float
    p95: float
    p99: float
    wrong: int

    def cells(self) -> list[str]:
        times = (self.p50, self.p95, self.p99)
        return [f"{self.rate:,.0f}", *(f"{each:.1f}" for each in times), str(self.wrong)]


def speed(url: str, seconds: int, *, headers: Sequence[str] = (), people: int = 8) -> Speed:
    """Ask one address as fast as it answers, by few people who keep their connections."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT)
        script.flush()
        command = ["wrk", "-t1", f"-c{people}", f"-d{seconds}s", "-s", script.name]
        for header in ("Accept-Encoding: gzip", *headers):
            command += ["-H", header]
        said = subprocess.run(  # noqa: S603 - a command of ours, an address on this machine
            [*command, url], check=True, stdout=subprocess.PIPE, text=True, timeout=seconds + 60
        ).stdout
    found = TOLD.search(said)
    if found is None:
        sys.exit(f"wrk said something else:\n{said}")
    p50, p95, p99 = (int(each) / 1000 for each in found.groups()[:3])
    return Speed(float(found[5]), p50, p95, p99, int(found[4]))


@contextmanager
def file_like(stack: Stack, path: str) -> Iterator[None]:
    """The page as a file that nginx gives out by itself: as large, and compressed as well."""
    client = stack.proxy()
    connection = client.connect()
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    page = connection.getresponse().read()
    connection.close()
    plain = stack.data_dir / FILE.lstrip("/")
    packed = plain.with_name(f"{plain.name}.gz")
    plain.write_bytes(gzip.decompress(page))
    packed.write_bytes(page)
    shutil.copymode(stack.data_dir / "static" / "staticfiles.json", plain)
    shutil.copymode(plain, packed)
    try:
        yield
    finally:
        plain.unlink()
        packed.unlink()


def page_rows(stack: Stack, seconds: int) -> Iterator[tuple[str, str, Speed]]:
    """Each page: drawn anew, from the site's own copies, and from nginx's."""
    # Who comes with a session gets nothing that is kept for everybody.
    stranger = ["Cookie: __Host-sessionid=nobody"]
    for name, path in PAGES.items():
        url = stack.url + path
        yield name, "drawn anew", speed(url, seconds, headers=stranger, people=4)
        yield name, "kept by the site", speed(f"{url}?nobody=asks", seconds)
        yield name, "kept by nginx", speed(url, seconds)


def waits(client: Client, paths: Sequence[str], seconds: float) -> tuple[list[float], int]:
    """How long pages took in ms, one after the other, and how many failed."""
    taken, failed = [], 0
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        for path in paths:
            status, took = client.ask(path)
            client.close()
            taken.append(took * 1000)
            failed += status >= 500
    return taken, failed


def p99(taken: Sequence[float]) -> float:
    return statistics.quantiles(taken, n=100)[98] if len(taken) > 1 else max(taken)


def slow_row(stack: Stack, way: str, seconds: float) -> tuple[list[str], bool]:
    """People with 300 slow lines beside us: is the site there for us?"""
    client = stack.proxy() if way == "behind the proxy" else stack.web(1)
    with slow_people(client, SLOW) as there:
        taken, failed = waits(client, list(PAGES.values()), seconds)
        open_lines = there()
    worst = p99(taken)
    good = worst <= SLOW_P99_MS and not failed
    cells = [way, str(open_lines), str(len(taken)), str(failed), f"{worst:.0f}"]
    return cells, good


def memory_mb(master: int) -> tuple[float, int]:
    """Memory of a gunicorn and its workers, each shared page counted once, and how many workers."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    kilobytes = 0
    for pid in (str(master), *children):
        said = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
        kilobytes += int(re.findall(r"^Pss:\s+(\d+)", said, re.MULTILINE)[0])
    return kilobytes / 1024, len(children)


def use(stack: Stack, number: int, seconds: int) -> None:
    headers = [f"Host: {stack.host}", "X-Forwarded-Proto: https", "Cookie: __Host-sessionid=nobody"]
    for path in PAGES.values():
        speed(stack.web_urls[number - 1] + path, seconds, headers=headers, people=8)


def memory_row(stack: Stack, seconds: int) -> tuple[list[str], float]:
    """What one worker more takes, when all of them have been used."""
    master = stack.pid("web1")
    use(stack, 1, seconds)
    before, workers = memory_mb(master)
    os.kill(master, signal.SIGTTIN)
    try:
        time.sleep(5)
        use(stack, 1, seconds)
        after, more = memory_mb(master)
    finally:
        os.kill(master, signal.SIGTTOU)
    if more != workers + 1:
        sys.exit(f"There are {more} workers, not one more than {workers}.")
    added = after - before
    return [f"{workers} and {more}", f"{before:.0f}", f"{after:.0f}", f"{added:.0f}"], added


def processor_seconds(master: int) -> float:
    """What a server and its workers have used of the processor so far."""
    children = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    ticks = 0
    for pid in children:
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()
        ticks += int(fields[11]) + int(fields[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def costs(stack: Stack, url: str, seconds: int) -> tuple[Speed, float]:
    """How fast nginx gives an address out, and what one answer costs it in microseconds."""
    began = processor_seconds(stack.pid("nginx"))
    got = speed(url, seconds)
    used = processor_seconds(stack.pid("nginx")) - began
    return got, used / (got.rate * seconds) * 1e6


def against_a_file(stack: Stack, seconds: int) -> tuple[list[list[str]], float]:
    """The same page as a copy and as a file, in turns: what the machine does else hits both."""
    path = PAGES["case study"]
    found: dict[str, list[tuple[Speed, float]]] = {path: [], FILE: []}
    with file_like(stack, path):
        for _ in range(TURNS):
            for each, turns in found.items():
                turns.append(costs(stack, stack.url + each, seconds))
    cost = {each: statistics.median(one for _, one in turns) for each, turns in found.items()}
    rows = [
        [each, f"{statistics.median(got.rate for got, _ in turns):,.0f}", f"{cost[each]:.0f}"]
        for each, turns in found.items()
    ]
    return rows, cost[FILE] / cost[path]


def speeds(stack: Stack, seconds: int) -> bool:
    rows = list(page_rows(stack, seconds))
    headings = ("Page", "How", "req/s", "p50 ms", "p95 ms", "p99 ms", "wrong")
    sys.stdout.write(table(headings, [[a, b, *got.cells()] for a, b, got in rows]) + "\n\n")
    beside, share = against_a_file(stack, seconds)
    sys.stdout.write(table(("Given out by nginx", "req/s", "its CPU µs"), beside) + "\n")
    words = "met" if share >= NGINX_SHARE else "**missed**"
    sys.stdout.write(
        f"A copy against a file, by CPU: {share:.2f} ({NGINX_SHARE} or more: {words})\n\n"
    )
    return share >= NGINX_SHARE and not any(got.wrong for _, _, got in rows)


def slow_lines(stack: Stack, seconds: int) -> bool:
    ways = ("behind the proxy", "straight (control)")
    found = [slow_row(stack, way, seconds * 2) for way in ways]
    headings = (f"Beside {SLOW} slow lines", "still open", "asked", "failed", "p99 ms")
    sys.stdout.write(table(headings, [cells for cells, _ in found]) + "\n")
    (_, good), (_, control) = found
    if control:
        sys.stdout.write("The control was as fast: the slow lines prove nothing.\n")
    sys.stdout.write(f"Behind the proxy: {'met' if good else '**missed**'}\n\n")
    return good and not control


def memory(stack: Stack, seconds: int) -> bool:
    cells, added = memory_row(stack, seconds)
    sys.stdout.write(table(("Workers", "MB", "MB with one more", "added"), [cells]) + "\n")
    sys.stdout.write(f"Target: {verdict(round(added), WORKER_MB)}\n")
    return added <= WORKER_MB


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=4, help="For each figure.")
    parser.add_argument("--only", choices=("speeds", "slow", "memory"))
    arguments = parser.parse_args()
    if not shutil.which("wrk"):
        sys.exit("wrk is missing: install the package wrk.")
    stack = running_stack()
    parts = {"speeds": speeds, "slow": slow_lines, "memory": memory}
    chosen = [arguments.only] if arguments.only else list(parts)
    # Each is measured, also after one that missed.
    results = [parts[name](stack, arguments.seconds) for name in chosen]
    return int(not all(results))


if __name__ == "__main__":
    sys.exit(main())
