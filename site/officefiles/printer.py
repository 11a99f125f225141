"""Turns HTML into a tagged PDF file. A program of its own, and the only part that uses WeasyPrint.

    python -I printer.py < page.html > page.pdf
    python -I printer.py many < pages.json > files.json

So the memory that it takes is given back, nothing else waits for it, and it can be stopped. Many
pages at once are a list of texts; their files are a list of texts in base 64, in the same order.
"""

import json
import sys
from base64 import b64encode
from importlib import import_module
from pathlib import Path

STYLES = Path(__file__).with_name("printer.css")


def pdf_of(html: str) -> bytes:
    """A file for readers and screen readers alike (PDF/UA). It fetches nothing, not even a file.

    WeasyPrint is asked for by name here, because it need not be installed.
    """
    weasyprint = import_module("weasyprint")
    nothing = import_module("weasyprint.urls").URLFetcher(allowed_protocols=())
    page = weasyprint.HTML(string=html, url_fetcher=nothing)
    styles = weasyprint.CSS(filename=STYLES)
    return bytes(
        page.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1", presentational_hints=True)
    )


def files_of(pages: str) -> str:
    return json.dumps([b64encode(pdf_of(html)).decode() for html in json.loads(pages)])


if __name__ == "__main__":
    told = sys.stdin.buffer.read().decode()
    made = files_of(told).encode() if sys.argv[1:] == ["many"] else pdf_of(told)
    sys.stdout.buffer.write(made)
