"""The site's own pages, its brand, and what readers said of pages."""

from pages.models.opinions import PageOpinions, PageRemark
from pages.models.pages import BrandSettings, HomePage, StandardPage, WhatsNewPage

__all__ = [
    "BrandSettings",
    "HomePage",
    "PageOpinions",
    "PageRemark",
    "StandardPage",
    "WhatsNewPage",
]
