"""“Bring in official text” in the admin's menu."""

from django.urls import reverse_lazy
from wagtail.admin.menu import MenuItem

from framework.official.permissions import can_bring_official_text
from framework.official.views import TITLE, StaffRequest


class OfficialTextMenuItem(MenuItem):
    def __init__(self, order: int) -> None:
        url = reverse_lazy("framework_official:bring")
        super().__init__(TITLE, url, name="official-text", icon_name="upload", order=order)

    def is_shown(self, request: StaffRequest) -> bool:
        return can_bring_official_text(request.user)
