"""The pages of questions in their order, and what an offer still lacks."""

from collections.abc import Iterator
from dataclasses import dataclass

from casestudies.models import Offer
from casestudies.offers.forms import ConsentForm, ResultsForm, StepForm, WorkForm


@dataclass(frozen=True, slots=True)
class Step:
    """One page of questions."""

    name: str
    title: str
    form: type[StepForm]
    number: int

    def lacks(self, offer: Offer) -> list[str]:
        """What is missing here, or cannot be sent as it is."""
        asked = self.form.asked_of(offer)
        return [link["text"] for link in asked.error_links()]


STEPS = (
    Step("work", "Your work", WorkForm, 1),
    Step("results", "What came of it", ResultsForm, 2),
    Step("consent", "You, and what you agree to", ConsentForm, 3),
)
BY_NAME = {step.name: step for step in STEPS}


def lacking(offer: Offer) -> Iterator[tuple[Step, list[str]]]:
    """The steps that are not ready to be sent, each with what is missing."""
    for step in STEPS:
        if missing := step.lacks(offer):
            yield step, missing


def is_ready(offer: Offer) -> bool:
    return next(lacking(offer), None) is None


def after(step: Step) -> Step | None:
    """The next page of questions; none after the last."""
    return next((each for each in STEPS if each.number > step.number), None)
