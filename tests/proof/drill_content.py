"""Fills a scratch site with what a back-up must not lose: people, uploads, comments, self-checks.

One message waits as well, which must not go a second time from the restored site.
"""

import io
import sys
from datetime import timedelta

import django

django.setup()

from django.core.files.base import ContentFile  # noqa: E402
from django.core.mail import EmailMessage  # noqa: E402
from django.utils import timezone  # noqa: E402
from PIL import Image  # noqa: E402
from wagtail.documents.models import Document  # noqa: E402

from framework.models import SubPhase  # noqa: E402
from images.models import CustomImage  # noqa: E402
from operations.models import OutgoingMail  # noqa: E402
from operations.sealing import sealed  # noqa: E402
from pages.models import HomePage, StandardPage  # noqa: E402
from tests.factories.accounts import UserFactory  # noqa: E402
from tests.factories.draftcomments import ContributorFactory, ItemFactory, RoundFactory  # noqa: E402
from tests.factories.selfcheck import AnswerFactory, SelfCheckFactory  # noqa: E402

UPLOADS, PEOPLE, CHECKS = 4, 5, 20


def main(password: str) -> None:
    for number in range(PEOPLE):
        user = UserFactory(username=f"drill{number}", is_superuser=True, is_staff=True)
        user.set_password(password)
        user.save()
    for number in range(UPLOADS):
        Document(
            title=f"Paper {number}", file=ContentFile(b"words" * number, f"{number}.txt")
        ).save()
        picture(number)
    home = HomePage.objects.get()
    page = home.add_child(instance=StandardPage(title="A draft", summary="Words.", live=False))
    contributors = ContributorFactory.create_batch(PEOPLE, round=RoundFactory(page=page))
    for contributor in contributors:
        ItemFactory.create_batch(3, contributor=contributor)
    sub_phases = list(SubPhase.objects.all()[:5])
    for _ in range(CHECKS):
        check = SelfCheckFactory()
        for sub_phase in sub_phases:
            AnswerFactory(self_check=check, sub_phase=sub_phase)
    message = EmailMessage("News", "Words.", to=["somebody@example.org"])
    tomorrow = timezone.now() + timedelta(days=1)
    OutgoingMail.objects.create(sealed=sealed(message), next_try=tomorrow)


def picture(number: int) -> None:
    file = io.BytesIO()
    Image.new("RGB", (60 + number, 40), (number * 20, 90, 120)).save(file, "PNG")
    CustomImage(
        title=f"Picture {number}",
        alt_text="A coloured area.",
        file=ContentFile(file.getvalue(), f"picture{number}.png"),
    ).save()


if __name__ == "__main__":
    main(sys.argv[1])
