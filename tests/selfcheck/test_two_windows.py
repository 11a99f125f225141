"""Two windows, two devices: what one saved is never overwritten by the other, and nothing is lost."""

import pytest
from django.test import Client

from framework.enums import Lens
from framework.models import Level, Statement, SubPhase
from selfcheck.models import Answer, SelfCheck, StatementAnswer
from tests.factories.framework import StatementFactory
from tests.selfcheck.markup import checked, error_pattern, seen_in, text_of

pytestmark = pytest.mark.django_db


class Device:
    """Somebody at a page of questions, which may grow old while it stands open."""

    def __init__(self, page: str) -> None:
        self.client = Client()
        self.page = page
        self.seen = ""

    def look(self) -> "Device":
        self.content = self.client.get(self.page).content
        self.seen = seen_in(self.content)
        return self

    def save(self, **fields: str) -> int:
        sent = {name.replace("_", "-"): value for name, value in fields.items()}
        answer = self.client.post(self.page, {**sent, "seen": self.seen})
        self.content, self.status = answer.content, answer.status_code
        return self.status


@pytest.fixture
def phone(home: str) -> Device:
    return Device(f"{home}check/").look()


@pytest.fixture
def laptop(home: str) -> Device:
    return Device(f"{home}check/").look()


def test_both_answers_are_shown_the_rest_is_saved_and_the_choice_counts(
    phone: Device, laptop: Device
) -> None:
    phone.save(answer_1a="developing")
    assert laptop.save(answer_1a="maturing", answer_1b="thriving", note_1b="A report") == 409
    error_pattern(laptop.content)
    words = text_of(laptop.content)
    assert "Everything else that you sent is saved." in words
    assert "1a Evidence: “Developing” was saved here before." in words
    assert "The last save was just now. You chose “Maturing”." in words
    assert checked(laptop.content) == [("answer-1a", "maturing"), ("answer-1b", "thriving")]
    stored = Answer.objects.order_by("sub_phase__letter").values_list("level__identifier", "note")
    assert list(stored) == [("developing", ""), ("thriving", "A report")]
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(answer_1a="maturing", answer_1b="thriving", note_1b="A report") == 303
    assert Answer.objects.filter(level__identifier="maturing").exists()


def test_a_form_sent_again_after_its_answer_was_lost_is_no_conflict(
    phone: Device, laptop: Device
) -> None:
    assert phone.save(answer_1a="developing", note_1a="A report") == 303
    version = SelfCheck.objects.get().version
    assert phone.save(answer_1a="developing", note_1a="A report") == 303
    assert SelfCheck.objects.get().version == version


def test_an_old_page_sent_without_a_change_undoes_nothing(phone: Device, laptop: Device) -> None:
    phone.save(answer_1a="developing", note_1a="A report")
    assert laptop.save(answer_1b="thriving", note_1a="", note_1b="") == 303
    first = Answer.objects.get(sub_phase__identifier="1a")
    assert (first.level.identifier, first.note) == ("developing", "A report")


def test_an_old_page_that_shows_an_answer_does_not_bring_it_back(
    phone: Device, laptop: Device
) -> None:
    phone.save(answer_1a="developing")
    laptop.look()
    phone.look().save(answer_1a="thriving")
    assert laptop.save(answer_1a="developing", answer_1b="maturing") == 303
    assert Answer.objects.get(sub_phase__identifier="1a").level.identifier == "thriving"


def test_two_notes_are_both_shown(phone: Device, laptop: Device) -> None:
    phone.save(note_1a="From the <board>")
    assert laptop.save(note_1a="From the people") == 409
    error_pattern(laptop.content)
    assert "1a Evidence: other words were saved here before." in text_of(laptop.content)
    assert "What was saved here before: From the <board>" in text_of(laptop.content)
    assert b"From the people</textarea>" in laptop.content
    assert Answer.objects.get().note == "From the <board>"


def test_clearing_what_somebody_changed_is_asked_about(phone: Device, laptop: Device) -> None:
    phone.save(answer_1a="developing")
    laptop.look()
    phone.look().save(answer_1a="thriving")
    assert laptop.save(answer_1a="clear") == 409
    assert "You chose “No answer”." in text_of(laptop.content)
    assert checked(laptop.content) == [("answer-1a", "clear")]
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(answer_1a="clear") == 303
    assert not Answer.objects.exists()


def test_changing_what_somebody_cleared_is_asked_about(phone: Device, laptop: Device) -> None:
    phone.save(answer_1a="developing")
    laptop.look()
    phone.look().save(answer_1a="clear")
    assert laptop.save(answer_1a="maturing") == 409
    assert "“No answer” was saved here before" in text_of(laptop.content)


@pytest.mark.parametrize("seen", ["", "null", "[", '{"answer-1a": 1}', "\x00", "x" * 600_000])
def test_a_page_that_says_nothing_of_what_it_showed_overwrites_nothing(
    phone: Device, laptop: Device, seen: str
) -> None:
    phone.save(answer_1a="developing")
    laptop.seen = seen
    assert laptop.save(answer_1a="maturing") == 409
    assert Answer.objects.get().level.identifier == "developing"


def test_statements_are_asked_about_one_by_one(home: str, framework: dict[str, SubPhase]) -> None:
    first, second, *_ = Statement.objects.all()
    phone, laptop = (Device(f"{home}check/statements/").look() for _ in range(2))
    phone.save(**{f"practice-{first.pk}": "doing"})
    sent = {f"practice-{first.pk}": "not-yet", f"practice-{second.pk}": "in-part"}
    assert laptop.save(**sent) == 409
    error_pattern(laptop.content)
    words = text_of(laptop.content)
    assert "“Emerging looks so.”: “We do this” was saved here before." in words
    assert "You chose “Not yet”." in words
    assert dict(StatementAnswer.objects.values_list("statement", "practice")) == {
        first.pk: "doing",
        second.pk: "in-part",
    }
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(**sent) == 303
    assert StatementAnswer.objects.get(statement=first).practice == "not-yet"


def test_a_reading_that_two_people_overrule_is_asked_about(
    home: str, framework: dict[str, SubPhase]
) -> None:
    phone, laptop = (Device(f"{home}check/reading/").look() for _ in range(2))
    phone.save(answer_1a="maturing", reason_1a="We saw it")
    assert laptop.save(answer_1a="thriving", reason_1a="We did it") == 409
    words = text_of(laptop.content)
    assert "1a Evidence: “Maturing” was saved here before." in words
    assert "What was saved here before: We saw it" in words
    laptop.seen = seen_in(laptop.content)
    assert laptop.save(answer_1a="thriving", reason_1a="We saw it and did it") == 303
    answer = Answer.objects.get()
    assert (answer.level.identifier, answer.reason) == ("thriving", "We saw it and did it")


def test_a_reason_saved_in_both_windows_is_shown_on_the_quick_page(
    home: str, phone: Device, laptop: Device
) -> None:
    Device(f"{home}check/reading/").look().save(answer_1a="maturing", reason_1a="One")
    phone.look().save(reason_1a="Two")
    laptop.seen = ""
    assert laptop.save(reason_1a="Three") == 409
    assert "What was saved here before: Two" in text_of(laptop.content)


def test_a_conflict_about_something_no_longer_asked_is_passed_over(
    home: str, framework: dict[str, SubPhase]
) -> None:
    device = Device(f"{home}check/").look()
    assert device.save(answer_9z="maturing", practice_999="doing") == 303
    assert not Answer.objects.exists()


def test_a_change_of_the_kind_of_work_meanwhile_loses_no_answer(
    home: str, framework: dict[str, SubPhase]
) -> None:
    level = Level.objects.get(number=2)
    statement = StatementFactory(sub_phase=framework["1b"], level=level, lens=Lens.OPERATIONAL)
    laptop = Device(f"{home}check/statements/").look()
    Client().post(f"{home}about/", {"lens": "strategic"})
    assert laptop.save(**{f"practice-{statement.pk}": "doing"}) == 303
    assert StatementAnswer.objects.get().statement == statement
