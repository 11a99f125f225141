"""Everything that people do with a self-check, in any order, in several windows and on two devices.

After each step the database holds what a plain model of it says: nothing lost, nothing mixed up,
and nothing overwritten without a word.
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    invariant,
    multiple,
    precondition,
    rule,
    run_state_machine_as_test,
)

from content.keys import hash_of
from framework.models import Statement, SubPhase
from selfcheck.links import Purpose, link_of
from selfcheck.models import Action, Answer, SelfCheck, StatementAnswer
from tests.selfcheck.memory import Check, Page, Row, Sent, settle
from tests.selfcheck.pages_read import form_on

DEVICES = st.integers(0, 1)
NUMBERS = st.integers(0, 99)
CHANGES = st.lists(st.tuples(NUMBERS, NUMBERS), min_size=1, max_size=3)
OFTEN = ["questions", "plan", "action", "agreed"]
KINDS = [*OFTEN, "questions", *OFTEN, "questions", "join", "join", "round"]
# With more checks than this, people seldom meet.
ENOUGH_CHECKS = 5
WORDS = ["", "A survey of patients’ views", "Minutes of the board", "What people told us"]
QUESTION_PAGES = ["check/", "engage/", "check/statements/", "check/reading/"]
SAID = ("answer-", "note-", "reason-", "practice-")
ACTION_FIELDS = ("what", "why", "owner", "how_we_will_know", "progress", "sub_phase")
SAME_ACTION = ("what", "owner", "sub_phase")
TALK = "Agree with colleagues which level is closest for {label}"


def kept_fields(fields: dict[str, str]) -> dict[str, str]:
    """What a form says about a check, in the words of the model: "clear" is nothing."""
    found = {name: value for name, value in fields.items() if name.startswith(SAID)}
    return {name: "" if value == "clear" else value for name, value in found.items()}


HAVE: dict[str, Callable[[Check], object]] = {
    "questions": lambda check: True,
    "plan": lambda check: True,
    "round": lambda check: True,
    "action": lambda check: check.plan,
    "join": lambda check: check.leads_team,
    "agreed": lambda check: check.leads_team,
}


class PeopleAtWork(RuleBasedStateMachine):
    """People with links, each with pages that may be old by the time they send them."""

    pages = Bundle("pages")
    sent = Bundle("sent")

    def __init__(self) -> None:
        super().__init__()
        cache.clear()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.devices = [Client(), Client()]
        self.remembers = ["", ""]
        self.checks: dict[str, Check] = {}
        self.titles = dict(SubPhase.objects.values_list("identifier", "title"))
        self.statements = dict(Statement.objects.values_list("identifier", "text"))

    def teardown(self) -> None:
        connection.check_constraints()
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    # What everybody does

    def pick(self, number: int) -> Check:
        there = list(self.checks.values())
        return there[number % len(there)]

    def look(self, device: int, check: Check, kind: str, path: str, about: str = "") -> Page:
        answer = self.devices[device].get(path)
        assert answer.status_code == 200, path
        return self.read(answer.content, device, check, kind, path, about)

    def read(
        self, content: bytes, device: int, check: Check, kind: str, path: str, about: str
    ) -> Page:
        form = form_on(content)
        showed = dict(check.said)
        if about and (row := check.row(about)):
            showed = dict(row.said)
        return Page(
            kind, device, check.token, path, form.sent, form.offered, form.written, showed, about
        )

    def filled_in(self, page: Page, changes: list[tuple[int, int]]) -> dict[str, str]:
        """A form after somebody has changed some of its fields."""
        fields = dict(page.sends)
        names = [each for each in (*page.offers, *page.takes_words) if not each.startswith("due")]
        for which, what in changes if names else ():
            name = names[which % len(names)]
            choices = page.offers.get(name, WORDS)
            fields[name] = choices[what % len(choices)]
        if fields.get("idea", "own-words") != "own-words":
            fields["what"] = ""
        return fields

    def post(self, page: Page, fields: dict[str, str]) -> Any:
        return self.devices[page.device].post(page.path, fields)

    # Starting

    @initialize()
    def starts_the_first_with_a_team(self) -> None:
        self.starts(0, "quick")
        self.opens_a_team(0, 0)

    @precondition(lambda self: len(self.checks) < ENOUGH_CHECKS)
    @rule(device=DEVICES, route=st.sampled_from(["quick", "detailed"]))
    def starts_another(self, device: int, route: str) -> None:
        self.starts(device, route)

    def starts(self, device: int, route: str) -> None:
        answer = self.devices[device].post("/self-check/start/", {"route": route})
        assert answer.status_code == 303
        self.remember_new(answer["Location"])

    def remember_new(self, location: str, check: Check | None = None) -> Check:
        token = location.split("/")[2]
        assert token not in self.checks
        self.checks[token] = check or Check(token)
        return self.checks[token]

    @rule(
        device=DEVICES,
        part=st.sampled_from(["1a", "5a"]),
        level=st.sampled_from(["emerging", "maturing"]),
    )
    def answers_on_another_page(self, device: int, part: str, level: str) -> None:
        """The answer joins the check that this device is answering, or starts one."""
        fields = {"sub_phase": part, "answer": level}
        answer = self.devices[device].post("/self-check/start/", fields)
        there = self.checks.get(self.remembers[device])
        if there is None:
            assert answer.status_code == 303
            there = self.remember_new(answer["Location"])
        asked = settle(there.said, {f"answer-{part}": level}, {})
        assert answer.status_code == (409 if asked else 303)
        if not asked:
            self.remembers[device] = there.token

    # Answering

    @rule(target=pages, kind=st.sampled_from(KINDS), device=DEVICES, number=NUMBERS, which=NUMBERS)
    def leaves_a_page_open(self, kind: str, device: int, number: int, which: int) -> Any:
        return self.open(kind, device, number, which) or multiple()

    @rule(
        target=sent,
        kind=st.sampled_from(KINDS),
        number=NUMBERS,
        which=NUMBERS,
        one=CHANGES,
        two=CHANGES,
    )
    def uses_two_devices(
        self,
        kind: str,
        number: int,
        which: int,
        one: list[tuple[int, int]],
        two: list[tuple[int, int]],
    ) -> Any:
        """Opens the same page on both, and saves on the one and then on the other."""
        first, second = (self.open(kind, device, number, which) for device in (0, 1))
        if first is None or second is None:
            return multiple()
        sent = Sent(first, self.filled_in(first, one))
        self.send(sent)
        asked = self.send(Sent(second, self.filled_in(second, two)), keep=True)
        if isinstance(asked, Page):
            self.send(Sent(asked, asked.sends))
        return sent

    def open(self, kind: str, device: int, number: int, which: int) -> Page | None:
        """A page of that kind, of some check; None where no check has one."""
        there = [check for check in self.checks.values() if HAVE[kind](check)]
        if not there or (kind in {"join", "round"} and len(self.checks) >= ENOUGH_CHECKS):
            return None
        opener = getattr(self, f"open_{kind}")
        page: Page = opener(device, there[number % len(there)], which)
        return page

    def open_questions(self, device: int, check: Check, which: int) -> Page:
        page = QUESTION_PAGES[which % len(QUESTION_PAGES)]
        found = self.look(device, check, "questions", f"/self-check/{check.token}/{page}")
        self.shows_what_is_kept(found, check)
        return found

    def shows_what_is_kept(
        self, page: Page, check: Check, asked: dict[str, str] | None = None
    ) -> None:
        there = {**check.said, **(asked or {})}
        names = [name for name in (*page.offers, *page.takes_words) if name.startswith(SAID)]
        shown = kept_fields(page.sends)
        assert {name: shown.get(name, "") for name in names} == {
            name: there.get(name, "") for name in names
        }

    @rule(target=sent, page=pages, changes=CHANGES)
    def sends(self, page: Page, changes: list[tuple[int, int]]) -> Any:
        """Sends a page, however old it is, with some changes."""
        return self.send(Sent(page, self.filled_in(page, changes)))

    @rule(again=sent)
    def sends_again(self, again: Sent) -> None:
        """A double click, a reload, a request that was cut off, or the way back in the browser."""
        self.send(again)

    @rule(target=pages, again=sent)
    def is_asked_again(self, again: Sent) -> Any:
        """Sends a form once more, and keeps the page that asks where there is one."""
        page = self.send(again, keep=True)
        return page if isinstance(page, Page) else multiple()

    def send(self, form: Sent, *, keep: bool = False) -> Any:
        check = self.checks.get(form.page.token)
        answer = self.post(form.page, form.fields)
        if form.page.kind == "join":
            self.joined(form, answer)
        elif check is None:
            assert answer.status_code == 404
        else:
            page = getattr(self, f"sent_{form.page.kind}")(form, answer, check)
            if keep:
                return page
        return form

    def sent_questions(self, form: Sent, answer: Any, check: Check) -> Page | None:
        asked = settle(check.said, kept_fields(form.fields), form.page.showed)
        assert answer.status_code == (409 if asked else 303)
        if asked:
            page = self.read(
                answer.content, form.page.device, check, "questions", form.page.path, ""
            )
            self.shows_what_is_kept(page, check, asked)
            return page
        self.remembers[form.page.device] = check.token
        return None

    # The plan

    def open_plan(self, device: int, check: Check, which: int) -> Page:
        path = f"/self-check/{check.token}/action-plan/"
        part = ["", "1a", "5a"][which % 3]
        answer = self.devices[device].get(path, {"part": part})
        page = self.read(answer.content, device, check, "plan", path, "")
        page.sends["what"] = "Ask people"
        return page

    def sent_plan(self, form: Sent, answer: Any, check: Check) -> None:
        fields = form.fields
        said = {name: fields[name] for name in ACTION_FIELDS if fields.get(name)}
        if not said.get("what"):
            said["what"] = self.idea_in(fields)
        there = check.row(fields["key"])
        if not said["what"]:
            assert answer.status_code == 422
        elif answer.status_code == 422 and fields.get("idea", "own-words") != "own-words":
            # Where the part stands has changed meanwhile, and the ideas with it; or it is there.
            offered = form_on(answer.content).offered.get("idea", [])
            assert fields["idea"] not in offered or self.has(check, said)
        elif there is not None:
            changed = any(value != there.said.get(name, "") for name, value in said.items())
            assert answer.status_code == (409 if changed else 303)
        elif self.has(check, said):
            assert answer.status_code == 422
        else:
            assert answer.status_code == 303
            check.plan.append(Row(fields["key"], {**said, "progress": "not-started"}))

    @staticmethod
    def has(check: Check, said: dict[str, str]) -> bool:
        """The plan has the same action already, from whichever form."""
        return any(same_action(row.said, said) for row in check.plan)

    def idea_in(self, fields: dict[str, str]) -> str:
        """The words of the idea that was chosen; empty for own words."""
        idea, part = fields.get("idea", ""), fields.get("sub_phase", "")
        if idea == "talk":
            return TALK.format(label=f"{part} {self.titles[part]}")
        return self.statements.get(idea, "")

    def open_action(self, device: int, check: Check, which: int) -> Page:
        row = check.plan[which % len(check.plan)]
        pk = self.pks(check)[row.key]
        path = f"/self-check/{check.token}/action-plan/{pk}/"
        page = self.look(device, check, "action", path, about=row.key)
        assert {name: page.sends[name] for name in ACTION_FIELDS if page.sends[name]} == row.said
        return page

    def pks(self, check: Check) -> dict[str, int]:
        rows = Action.objects.filter(self_check__token_hash=hash_of(check.token))
        return dict(rows.values_list("key", "pk"))

    def sent_action(self, form: Sent, answer: Any, check: Check) -> Page | None:
        row = check.row(form.page.about)
        posted = {name: form.fields[name] for name in ACTION_FIELDS}
        if not posted["what"]:
            assert answer.status_code in ({422} if row else {409})
            return None
        if row is None:
            assert answer.status_code == 409
            return None
        asked = settle(row.said, posted, form.page.showed)
        assert answer.status_code == (409 if asked else 303)
        if not asked:
            return None
        page = form.page
        return self.read(answer.content, page.device, check, "action", page.path, page.about)

    @precondition(lambda self: any(check.plan for check in self.checks.values()))
    @rule(device=DEVICES, number=NUMBERS, which=NUMBERS)
    def deletes_an_action(self, device: int, number: int, which: int) -> None:
        with_plan = [check for check in self.checks.values() if check.plan]
        check = with_plan[number % len(with_plan)]
        row = check.plan.pop(which % len(check.plan))
        path = f"/self-check/{check.token}/action-plan/{self.pks(check)[row.key]}/?delete=ask"
        client = self.devices[device]
        asked = form_on(client.get(path).content).sent
        for _ in range(2):
            assert client.post(path, asked).status_code == 303

    @precondition(lambda self: any(len(check.plan) > 1 for check in self.checks.values()))
    @rule(device=DEVICES, one=NUMBERS, two=NUMBERS)
    def moves_an_action(self, device: int, one: int, two: int) -> None:
        check = next(check for check in self.checks.values() if len(check.plan) > 1)
        first, then = check.plan[one % len(check.plan)], check.plan[two % len(check.plan)]
        pks = self.pks(check)
        for _ in range(2):
            order = f"{pks[first.key]}-before-{pks[then.key]}"
            path = f"/self-check/{check.token}/action-plan/"
            assert self.devices[device].post(path, {"order": order}).status_code == 303
        if check.plan.index(first) > check.plan.index(then):
            check.plan.remove(first)
            check.plan.insert(check.plan.index(then), first)

    # Teams

    @precondition(lambda self: self.checks)
    @rule(device=DEVICES, number=NUMBERS)
    def opens_a_team(self, device: int, number: int) -> None:
        check = self.pick(number)
        answer = self.devices[device].post(f"/self-check/{check.token}/team/", {"label": ""})
        assert answer.status_code == 303
        check.leads_team = check.leads_team or not check.team_of

    def open_join(self, device: int, check: Check, which: int) -> Page:
        path = f"/self-check/{link_of(check.token, Purpose.JOIN, 1)}/join/"
        page = self.look(device, check, "join", path)
        page.sends["display_name"] = "Engagement lead"
        return page

    def joined(self, form: Sent, answer: Any) -> None:
        team = self.checks.get(form.page.token)
        name = form.fields["display_name"]
        if team is None or not team.leads_team:
            assert answer.status_code == 404
            return
        if not name:
            assert answer.status_code == 422
            return
        assert answer.status_code == 303
        token = answer["Location"].split("/")[2]
        assert token == link_of(form.fields["key"], Purpose.NEW_CHECK)
        there = self.checks.get(token)
        if there is None:
            self.checks[token] = Check(token, team_of=team.token, name=name)
        elif there.team_of == team.token:
            there.name = name

    def open_agreed(self, device: int, check: Check, which: int) -> Page:
        phase = ["check", "engage"][which % 2]
        path = f"/self-check/{check.token}/team/{phase}/"
        page = self.look(device, check, "agreed", path)
        self.shows_what_is_kept(page, check)
        return page

    def sent_agreed(self, form: Sent, answer: Any, check: Check) -> Page | None:
        asked = settle(check.said, kept_fields(form.fields), form.page.showed)
        assert answer.status_code == (409 if asked else 303)
        if not asked:
            return None
        page = self.read(answer.content, form.page.device, check, "agreed", form.page.path, "")
        self.shows_what_is_kept(page, check, asked)
        return page

    @precondition(lambda self: any(check.team_of for check in self.checks.values()))
    @rule(device=DEVICES, number=NUMBERS)
    def leaves_the_team(self, device: int, number: int) -> None:
        members = [check for check in self.checks.values() if check.team_of]
        check = members[number % len(members)]
        for _ in range(2):
            answer = self.devices[device].post(f"/self-check/{check.token}/leave/")
            assert answer.status_code == 303
        check.team_of = check.name = ""

    # Rounds, reading, deleting

    def open_round(self, device: int, check: Check, which: int) -> Page:
        return self.look(device, check, "round", f"/self-check/{check.token}/next-round/")

    def sent_round(self, form: Sent, answer: Any, check: Check) -> None:
        assert answer.status_code == 303
        assert self.post(form.page, form.fields)["Location"] == answer["Location"]
        token = answer["Location"].split("/")[2]
        if token not in self.checks:
            self.checks[token] = check.copy(token)

    @precondition(lambda self: self.checks)
    @rule(
        device=DEVICES,
        number=NUMBERS,
        page=st.sampled_from([*QUESTION_PAGES, "action-plan/", "delete/"]),
    )
    def reads_by_the_other_link(self, device: int, number: int, page: str) -> None:
        """Whoever has the view-only link can send what they like: nothing changes."""
        check = self.pick(number)
        path = f"/self-check/{check.token}/links/"
        turn = SelfCheck.objects.get(token_hash=hash_of(check.token)).view_turn
        self.devices[device].post(path, {"view_link": "make", "turn": str(turn)})
        link = link_of(check.token, Purpose.VIEW, turn + 1)
        said = {"answer-1a": "thriving", "what": "Something", "key": "k" * 43}
        assert self.devices[device].get(f"/self-check/{link}/results/").status_code == 200
        assert self.devices[device].post(f"/self-check/{link}/{page}", said).status_code == 403

    @precondition(lambda self: any(check.plan for check in self.checks.values()))
    @rule(device=DEVICES, number=NUMBERS)
    def finishes_an_action_and_starts_again(self, device: int, number: int) -> None:
        page = self.open("action", device, number, 0)
        if page is not None:
            self.send(Sent(page, {**page.sends, "progress": "done"}))
            self.send(Sent(self.open_round(device, self.checks[page.token], 0), {"key": "k" * 43}))

    @precondition(lambda self: len(self.checks) > 1)
    @rule(device=DEVICES, number=NUMBERS)
    def deletes_a_check(self, device: int, number: int) -> None:
        check = self.pick(number)
        for _ in range(2):
            answer = self.devices[device].post(f"/self-check/{check.token}/delete/")
            assert answer.status_code == 303
        if self.remembers[device] == check.token:
            self.remembers[device] = ""
        del self.checks[check.token]
        for member in self.checks.values():
            if member.team_of == check.token:
                member.team_of = member.name = ""

    # What must hold

    @invariant()
    def what_is_stored_is_what_should_be(self) -> None:
        wanted = {hash_of(check.token): as_stored(check) for check in self.checks.values()}
        assert stored_now() == wanted


def same_action(one: dict[str, str], two: dict[str, str]) -> bool:
    return all(one.get(name, "") == two.get(name, "") for name in SAME_ACTION)


def as_stored(check: Check) -> dict[str, Any]:
    return {
        "said": check.said,
        "plan": [row.said for row in check.plan],
        "team": hash_of(check.team_of) if check.team_of else None,
        "name": check.name,
        "leads": check.leads_team,
    }


def stored_now() -> dict[str, dict[str, Any]]:
    """Everything that the database holds, by the hash of each check."""
    checks = SelfCheck.objects.select_related("team__agreed", "coordinates")
    found: dict[str, dict[str, Any]] = {
        check.token_hash: {
            "said": {},
            "plan": [],
            "team": check.team.agreed.token_hash if check.team else None,
            "name": check.display_name,
            "leads": hasattr(check, "coordinates"),
        }
        for check in checks
    }
    for answer in Answer.objects.select_related("self_check", "sub_phase", "level"):
        part, said = answer.sub_phase.identifier, found[answer.self_check.token_hash]["said"]
        choice = answer.level.identifier if answer.level else answer.kind
        values = {
            f"answer-{part}": "" if choice == "not-answered" else choice,
            f"note-{part}": answer.note,
            f"reason-{part}": answer.reason,
        }
        said |= {name: value for name, value in values.items() if value}
    for statement in StatementAnswer.objects.select_related("self_check"):
        said = found[statement.self_check.token_hash]["said"]
        said[f"practice-{statement.statement_id}"] = statement.practice
    for row in Action.objects.select_related("self_check", "sub_phase"):
        part = row.sub_phase.identifier if row.sub_phase else ""
        values = {name: getattr(row, name) for name in ACTION_FIELDS} | {"sub_phase": part}
        said = {name: value for name, value in values.items() if value}
        found[row.self_check.token_hash]["plan"].append(said)
    return found


@pytest.mark.django_db
def test_whatever_people_do_nothing_is_lost_and_nothing_mixed(
    framework: dict[str, SubPhase],
) -> None:
    run_state_machine_as_test(
        PeopleAtWork,
        settings=settings(
            max_examples=30,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            phases=[Phase.generate],
            database=None,
            suppress_health_check=list(HealthCheck),
        ),
    )
