"""Whether a check has an answer to everything that its route asks."""

from collections.abc import Mapping

from framework.outline import framework_outline
from selfcheck.models import SelfCheck, StatementAnswer
from selfcheck.sheets import read_sheet


def is_finished(self_check: SelfCheck, said: Mapping[int, StatementAnswer] | None = None) -> bool:
    """Whether the task list shows every phase that is asked about as completed: three queries.

    `said` is what is said of statements, where that is known already: it saves a query.
    """
    route = self_check.route
    sheets = read_sheet(self_check, framework_outline(), said=said)
    asked = [sheet for sheet in sheets if sheet.asked(route)]
    return bool(asked) and all(sheet.complete(route) for sheet in asked)
