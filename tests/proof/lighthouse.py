"""Lighthouse (mobile) on the seven kinds of pages of the running stack: four times 100, or it says what."""

import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from tests.bench.tables import table
from tests.proof.stack_site import Stack, running_stack

LIGHTHOUSE = "lighthouse@13.5.0"
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"
PAGES = {
    "home": "/",
    "framework": "/framework/check/",
    "guidance": "/guidance/pay-and-support-people-fairly/",
    "case study": "/case-studies/black-country-pilot/",
    "finder": "/case-studies/",
}
MARKS = ("performance", "accessibility", "best-practices", "seo")
LIMITS = {
    "largest-contentful-paint": 1500.0,
    "total-blocking-time": 50.0,
    "cumulative-layout-shift": 0.01,
}
# A self-check is a secret: that search engines are kept out of it is right, and not a fault.
SECRET = {"question", "results"}
FIRST_RADIO = 'input[type="radio"]'


def begun_check(stack: Stack) -> dict[str, str]:
    """Somebody begins a quick self-check and answers one question: its pages."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS.split()[1:])
        page = browser.new_page(ignore_https_errors=True)
        page.goto(f"{stack.url}/self-check/")
        page.locator("main form button[type=submit]").first.click()
        page.locator("main").wait_for()
        base = re.match(r"https://[^/]+(/self-check/[^/]+/)", page.url)
        if base is None:
            sys.exit(f"The self-check did not begin: {page.title()}.")
        # Not the page about the place: it asks as well, and is none of the questions.
        parts = f'main a[href^="{base[1]}"]:not([href$="/about/"])'
        links = page.locator(parts).all()
        question = asked(page, [str(link.get_attribute("href")) for link in links])
        browser.close()
    return {"question": question, "results": f"{base[1]}results/"}


def asked(page: Any, links: list[str]) -> str:
    """The first of these pages that asks something, once it is answered."""
    origin = re.match(r"https://[^/]+", page.url)
    for link in links if origin else []:
        page.goto(f"{origin[0]}{link}" if origin else link)
        if page.locator(FIRST_RADIO).count():
            path = str(link)
            page.locator(FIRST_RADIO).first.check(force=True)
            page.locator("main form button[type=submit]").first.click()
            return path
    sys.exit("No page of the self-check asks anything.")


def judged(url: str, folder: Path) -> dict[str, Any]:
    report = folder / "report.json"
    subprocess.run(  # noqa: S603 - a fixed version of a known package, on this machine
        [  # noqa: S607 - where Node.js is, the path says
            "npx",
            "--yes",
            LIGHTHOUSE,
            url,
            "--quiet",
            f"--chrome-flags={FLAGS} --ignore-certificate-errors",
            "--output=json",
            f"--output-path={report}",
        ],
        check=True,
        env=dict(os.environ) | {"CHROME_PATH": CHROMIUM},
        timeout=300,
    )
    return dict(json.loads(report.read_text(encoding="utf-8")))


def row(name: str, report: dict[str, Any]) -> tuple[list[str], list[str]]:
    """The cells of one page, and what is below the mark."""
    marks = {mark: round(report["categories"][mark]["score"] * 100) for mark in MARKS}
    figures = {key: report["audits"][key]["numericValue"] for key in LIMITS}
    missed = [f"{mark} {value}" for mark, value in marks.items() if value < 100]
    if name in SECRET:
        missed = [each for each in missed if not each.startswith("seo")]
    missed += [f"{key} {value:.3g}" for key, value in figures.items() if value > LIMITS[key]]
    lcp, tbt, cls = figures.values()
    cells = [name, *map(str, marks.values()), f"{lcp:.0f}", f"{tbt:.0f}", f"{cls:.3f}"]
    return cells, [f"{name}: {each}" for each in missed]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="The name of one page.")
    arguments = parser.parse_args()
    stack = running_stack()
    pages = PAGES | begun_check(stack)
    rows, missed = [], []
    with tempfile.TemporaryDirectory() as folder:
        for name, path in pages.items():
            if arguments.only in {None, name}:
                cells, below = row(name, judged(stack.url + path, Path(folder)))
                rows.append(cells)
                missed += below
    headings = ("Page", *MARKS, "LCP ms", "TBT ms", "CLS")
    sys.stdout.write("\n".join([table(headings, rows), *missed, ""]))
    return int(bool(missed))


if __name__ == "__main__":
    sys.exit(main())
