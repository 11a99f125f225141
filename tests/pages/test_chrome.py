"""Brand, menu and footer on every page, and nothing that is not public."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import PageViewRestriction, Site

from guidance.models import MeasureIndexPage
from images.models import CustomImage
from pages.models import BrandSettings, HomePage
from tests.factories.pages import StandardPageFactory


@pytest.fixture
def brand(home_page: HomePage) -> BrandSettings:
    return BrandSettings.objects.create(site=Site.objects.get(), name="Our brand", run_by="Us.")


def test_the_owner_s_words_are_on_every_page(client: Client, brand: BrandSettings) -> None:
    html = client.get("/").content.decode()
    assert "Our brand" in html
    assert "Us." in html


def test_a_lost_logo_takes_no_page_down(client: Client, brand: BrandSettings) -> None:
    logo = CustomImage.objects.create(title="L", alt_text="L", file=get_test_image_file())
    brand.logo = logo
    brand.save()
    logo.file.storage.delete(logo.file.name)
    assert client.get("/").status_code == 200
    assert client.get("/no-such-page/").status_code == 404


def test_a_page_that_becomes_private_leaves_the_menu_at_once(
    client: Client, home_page: HomePage
) -> None:
    page = StandardPageFactory(parent=home_page, title="For the menu", show_in_menus=True)
    page.save_revision().publish()
    assert "For the menu" in client.get("/").content.decode()
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    assert "For the menu" not in client.get("/").content.decode()


def test_the_menu_has_the_short_name_and_the_page_its_title(
    client: Client, home_page: HomePage
) -> None:
    page = MeasureIndexPage(
        title="Outcome measures", slug="measures", summary="What to count.", show_in_menus=True
    )
    home_page.add_child(instance=page)
    page.save_revision().publish()
    StandardPageFactory(parent=home_page, title="A page of ours", show_in_menus=True)
    html = BeautifulSoup(client.get(page.url).content, "html.parser")
    menu = [link.get_text() for link in html.select("nav[aria-label='Main menu'] a")]
    assert menu == ["Measures", "A page of ours"]
    assert html.h1
    assert html.h1.get_text(strip=True) == "Outcome measures"
