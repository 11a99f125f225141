"""Makes phases, sub-phases, levels, statements and measures."""

import factory

from framework.models import Level, Measure, Phase, Statement, SubPhase


class PhaseFactory(factory.django.DjangoModelFactory):
    number = factory.Sequence(lambda number: number + 1)
    identifier = factory.LazyAttribute(lambda phase: f"phase-{phase.number}")
    name = factory.LazyAttribute(lambda phase: f"Phase {phase.number}")
    purpose = "What the phase is about."

    class Meta:
        model = Phase


class LevelFactory(factory.django.DjangoModelFactory):
    """The four levels: `LevelFactory.create_batch(4)` or `four_levels()`."""

    number = factory.Iterator([1, 2, 3, 4])
    name = factory.LazyAttribute(
        lambda level: ["Emerging", "Developing", "Maturing", "Thriving"][level.number - 1]
    )
    identifier = factory.LazyAttribute(lambda level: level.name.lower())
    meaning = "What the level means."

    class Meta:
        model = Level
        django_get_or_create = ("number",)


def four_levels() -> list[Level]:
    return [LevelFactory(number=number) for number in (1, 2, 3, 4)]


class SubPhaseFactory(factory.django.DjangoModelFactory):
    phase = factory.SubFactory(PhaseFactory)
    letter = factory.Iterator("abcdefghijklmnopqrstuvwxyz")
    identifier = factory.LazyAttribute(lambda part: f"{part.phase.number}{part.letter}")
    slug = factory.LazyAttribute(lambda part: f"{part.identifier}-part")
    title = factory.LazyAttribute(lambda part: f"Part {part.identifier}")
    summary = "What this part asks for."
    link_to_inequalities = "Why it matters."

    class Meta:
        model = SubPhase


class StatementFactory(factory.django.DjangoModelFactory):
    sub_phase = factory.SubFactory(SubPhaseFactory)
    level = factory.SubFactory(LevelFactory, number=1)
    position = factory.Sequence(lambda number: number + 1)
    identifier = factory.LazyAttribute(
        lambda s: f"{s.sub_phase.identifier}-{s.level.identifier}-{s.position}"
    )
    text = factory.LazyAttribute(lambda s: f"Do thing {s.position}.")

    class Meta:
        model = Statement


class MeasureFactory(factory.django.DjangoModelFactory):
    position = factory.Sequence(lambda number: number + 1)
    identifier = factory.LazyAttribute(lambda measure: f"measure-{measure.position}")
    rung = "reach"
    name = factory.LazyAttribute(lambda measure: f"Measure {measure.position}")
    shows = "How many people came."

    class Meta:
        model = Measure
