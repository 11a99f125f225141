"""What waits to be done outside the site, and what the jobs did."""

from django.db import models


class OutgoingMail(models.Model):
    """A message that waits to be sent. Gone as soon as the mail server has taken it."""

    sealed = models.BinaryField()
    created = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)
    next_try = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"Message {self.pk}"


class Purge(models.Model):
    """An address of which a copy elsewhere has to go; an empty one stands for all of them."""

    path = models.CharField(max_length=2000, blank=True)
    created = models.DateTimeField(auto_now_add=True)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return self.path or "everything"


class JobRun(models.Model):
    """The last run of a job: one row for each job."""

    name = models.CharField(max_length=100, unique=True)
    started = models.DateTimeField()
    finished = models.DateTimeField(null=True)
    succeeded = models.BooleanField(default=False)

    class Meta:
        permissions = [("see_operator_page", "Can see the page for operators")]

    def __str__(self) -> str:
        return self.name
