"""The starter content holds together: every link on every page leads somewhere."""

import re
import subprocess
import sys
from functools import cache
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from tests.browser.test_every_page import addresses
from tests.house.places import ROOT

pytestmark = pytest.mark.browser

LINK = re.compile(r'<a\b[^>]*\shref="([^"]+)"')
ANCHOR = re.compile(r'\sid="([^"]+)"')


@cache
def fetched(host: str, path: str) -> tuple[int, str]:
    connection = HTTPConnection(host, timeout=20)
    connection.request("GET", path)
    answer = connection.getresponse()
    text = answer.read().decode(errors="replace")
    connection.close()
    return answer.status, text


def test_every_link_and_anchor_on_every_page_leads_somewhere(site_url: str) -> None:
    host = urlsplit(site_url).netloc
    broken = []
    for page in addresses(site_url):
        for link in set(LINK.findall(fetched(host, page)[1].replace("&amp;", "&"))):
            target = urlsplit(link)
            if target.scheme or target.netloc:
                continue
            path = target.path or page
            address = f"{path}?{target.query}" if target.query else path
            status, text = fetched(host, address)
            wanted = target.fragment
            if status != 200 or (wanted and wanted not in ANCHOR.findall(text)):
                broken.append(f"{page} -> {link}")
    assert [link for link in broken if not link.startswith("/no-such-page/")] == []


def test_a_second_start_changes_nothing(site_url: str, site_environment: dict[str, str]) -> None:
    again = subprocess.run(
        [sys.executable, "manage.py", "prepare_site", "--no-login", "--no-progress"],
        cwd=ROOT,
        env=site_environment,
        check=True,
        capture_output=True,
        text=True,
    )
    assert "nothing was changed" in again.stdout
