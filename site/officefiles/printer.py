"""Turns HTML into a tagged PDF file. A program of its own, and the only part that uses WeasyPrint.

    python -I printer.py < page.html > page.pdf

So the memory that it takes is given back, nothing else waits for it, and it can be stopped.
"""

import sys
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


if __name__ == "__main__":
    sys.stdout.buffer.write(pdf_of(sys.stdin.buffer.read().decode()))
