"""Reads answers of the Word template as what a field can hold. What is unclear is never guessed."""

import re
from collections import defaultdict
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, cast

from django.db import models
from modelcluster.fields import ParentalManyToManyField

from content.word.document import Report
from framework.ticks import TicksField

DATE_SHAPES = ("%Y-%m-%d", "%d %B %Y", "%d %b %Y", "%d/%m/%Y", "%d.%m.%Y")
ORDINAL = re.compile(r"(?<=\d)(st|nd|rd|th)\b", re.IGNORECASE)
YES, NO = frozenset({"yes", "y", "true", "☒"}), frozenset({"no", "n", "false", "☐"})
NAMES = ("identifier", "slug", "name", "title", "short_name", "code")
LATER = "Put it right in the editor"


class UnclearError(ValueError):
    """An answer that a field cannot hold; the words say why."""


class AnswerReader:
    """Reads one file; asks the database for each vocabulary once."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.known: dict[type[models.Model], dict[str, set[Any]]] = {}

    def read(self, field: Any, answer: str, label: str) -> Any:
        """The value of a field, or None where there is none to be had."""
        answer = answer.strip()
        if not answer:
            return None
        if isinstance(field, ParentalManyToManyField):
            return self.read_many(field.related_model, answer, label)
        try:
            return self.read_one(field, answer, label)
        except UnclearError as error:
            self.report.lose(f"{label}: {error}. {LATER}", answer)
            return None

    def read_one(self, field: Any, answer: str, label: str) -> Any:
        match field:
            case TicksField():
                return [chosen(field.listed, line) for line in answer.split("\n")]
            case models.ForeignKey():
                return self.record(cast(type[models.Model], field.related_model), answer)
            case models.BooleanField():
                return yes_or_no(answer)
            case models.DateField():
                return day(answer)
            case models.DecimalField():
                return number(answer)
            case models.PositiveIntegerField():
                return whole_number(answer)
            case _ if field.choices:
                return chosen(field.choices, answer)
        return self.words(field, answer, label)

    def words(self, field: Any, answer: str, label: str) -> str:
        """Words, cut where the database would not hold them."""
        told = answer if isinstance(field, models.TextField) else " ".join(answer.split())
        if field.max_length and len(told) > field.max_length:
            if isinstance(field, models.TextField):
                self.report.change(f"{label}: longer than {field.max_length} signs, shorten it")
                return told
            self.report.change(f"{label}: cut after {field.max_length} signs", told)
            return told[: field.max_length]
        return told

    def read_many(self, model: type[models.Model], answer: str, label: str) -> list[Any]:
        """The records that lines name. A line of names with commas is taken apart if all are known."""
        found = []
        for line in (part.strip(" •-\t") for part in re.split(r"[\n;]", answer)):
            try:
                found += self.records_in(model, line) if line else []
            except UnclearError as error:
                self.report.lose(f"{label}: {error}. {LATER}", line)
        return list(dict.fromkeys(found))

    def records_in(self, model: type[models.Model], line: str) -> list[Any]:
        names = [name.strip() for name in line.split(",")]
        if self.named(model, line) or any(len(self.named(model, name)) != 1 for name in names):
            return [self.record(model, line)]
        return [self.record(model, name) for name in names]

    def record(self, model: type[models.Model], name: str) -> Any:
        found = self.named(model, name)
        if len(found) > 1:
            raise UnclearError("there are several of this name")
        if not found:
            raise UnclearError(f"we know no {model._meta.verbose_name} of this name")
        return next(iter(found))

    def named(self, model: type[models.Model], name: str) -> set[Any]:
        if model not in self.known:
            self.known[model] = by_name(model)
        return self.known[model].get(plain(name), set())


def by_name(model: type[models.Model]) -> dict[str, set[Any]]:
    """Every record by each of its names, in small letters."""
    held = {field.name for field in model._meta.fields}
    found: dict[str, set[Any]] = defaultdict(set)
    for record in model._default_manager.all():
        for name in {str(record), *(getattr(record, name) for name in NAMES if name in held)}:
            found[plain(str(name))].add(record)
    found.pop("", None)
    return dict(found)


def plain(name: str) -> str:
    """A name as it is compared: in small letters, with simple quotation marks.

    >>> plain(" People’s  Voice ")
    "people's voice"
    """
    return " ".join(name.replace("’", "'").casefold().split())


def chosen(choices: Any, answer: str) -> str:
    """The value of a choice, by its label or itself."""
    for value, label in choices:
        if value and plain(answer) in {plain(str(label)), plain(str(value))}:
            return str(value)
    raise UnclearError("this is not among what may be chosen")


def yes_or_no(answer: str) -> bool:
    word = plain(answer).rstrip(".")
    if word not in YES | NO:
        raise UnclearError("this is neither yes nor no")
    return word in YES


def day(answer: str) -> date:
    """A whole date; a month alone is no day.

    >>> day("31 March 2025") == day("2025-03-31") == day("31/03/2025") == day("31st Mar 2025")
    True
    """
    told = " ".join(ORDINAL.sub("", answer).split())
    for shape in DATE_SHAPES:
        try:
            return datetime.strptime(told, shape).date()  # noqa: DTZ007  # a day has no zone
        except ValueError:
            continue
    raise UnclearError("this is not a whole date")


def number(answer: str) -> Decimal:
    """A number as people write it; nothing but a percent sign may follow.

    >>> number("1,234.5"), number("53 %")
    (Decimal('1234.5'), Decimal('53'))
    """
    told = answer.removesuffix("%").strip()
    if not re.fullmatch(r"-?(\d{1,3}(,\d{3})+|\d{1,10})(\.\d{1,4})?", told):
        raise UnclearError("this is not a number")
    try:
        return Decimal(told.replace(",", ""))
    except InvalidOperation as error:
        raise UnclearError("this is not a number") from error


def whole_number(answer: str) -> int:
    told = number(answer)
    if told != int(told) or told < 0:
        raise UnclearError("this is not a whole number")
    return int(told)
