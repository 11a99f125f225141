"""Makes editors."""

import factory

from accounts.models import User


class UserFactory(factory.django.DjangoModelFactory):
    username = factory.Sequence(lambda number: f"editor{number}")

    class Meta:
        model = User
