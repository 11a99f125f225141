"""How many checks were started and finished: all that is known of their use."""

from django.db import models

from selfcheck.enums import Route


class MonthlyCount(models.Model):
    """Checks of one route in one month. A check counts as started when something is first saved."""

    month = models.DateField(help_text="Its first day.")
    route = models.CharField(max_length=8, choices=Route)
    started = models.PositiveIntegerField(default=0)
    finished = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-month", "route"]
        verbose_name = "self-check count"
        constraints = [
            models.UniqueConstraint(
                fields=["month", "route"], name="one_count_for_each_month_and_route"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%B %Y}, {self.get_route_display()}"
