"""The jobs that keep the site in order: one table, for the scheduler, the operators and the manual."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time, timedelta

from django.conf import settings

from operations.schedules import Daily, Every, Monthly, Schedule


@dataclass(frozen=True)
class Job:
    """A command, when it runs, and how long it may take. `applies`: whether this site needs it."""

    command: tuple[str, ...]
    when: Schedule
    minutes: int = 10
    applies: Callable[[], bool] = lambda: True

    @property
    def name(self) -> str:
        return self.command[0]

    @property
    def limit(self) -> timedelta:
        return timedelta(minutes=self.minutes)


def has_search_engine() -> bool:
    return bool(settings.SEARCH_URL)


def has_background_tasks() -> bool:
    return bool(settings.BACKGROUND_TASKS)


JOBS = (
    Job(("send_mail_queue",), Every(1)),
    Job(("send_purges",), Every(1)),
    Job(("publish_scheduled",), Every(5)),
    Job(("repair_search",), Every(5), applies=has_search_engine),
    Job(("send_feedback_notices",), Every(15)),
    Job(("send_offer_notices",), Every(15)),
    Job(("prune_word_files",), Every(60)),
    Job(("back_up",), Daily(time(1, 30)), minutes=120),
    Job(("delete_expired_self_checks",), Daily(time(2, 10))),
    Job(("prune_feedback",), Daily(time(2, 15))),
    Job(("prune_offers",), Daily(time(2, 20))),
    Job(("prune_opinions",), Daily(time(2, 25))),
    Job(("prune_searches",), Daily(time(2, 30))),
    Job(("clearsessions",), Daily(time(2, 35))),
    Job(("prune_log_ins",), Daily(time(2, 38))),
    Job(("prune_db_task_results",), Daily(time(2, 40)), applies=has_background_tasks),
    Job(("rebuild_search",), Daily(time(3, 0)), minutes=60),
    Job(("make_downloads",), Daily(time(3, 30)), minutes=60),
    Job(("check_links",), Daily(time(4, 0)), minutes=20),
    Job(("send_review_digest",), Monthly(time(7, 0))),
)


def jobs_of_this_site() -> list[Job]:
    return [job for job in JOBS if job.applies()]
