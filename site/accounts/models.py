"""The people who edit the site. Readers and contributors never have an account."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """An editor. Our own model from the first migration, so that it can grow."""
