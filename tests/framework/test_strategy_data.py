"""The strategies that are loaded: every statement reaches one, and gaps stay gaps."""

from typing import Any

from framework.loading import read_records

LONGEST_SENTENCE = 20
PRINCIPLES = "working-in-partnership"


def records(kind: str) -> list[dict[str, Any]]:
    return [record for found, record in read_records() if found == kind]


def known_parts() -> set[str]:
    return {part["identifier"] for part in records("sub_phase") if part["known"]}


def elements_of(strategy: str) -> list[dict[str, Any]]:
    return [element for element in records("element") if element["strategy"] == strategy]


def served() -> set[str]:
    return {link["element"] for link in records("strategy_link")}


def test_every_statement_of_a_known_part_reaches_an_element() -> None:
    links = records("strategy_link")
    whole = {link["sub_phase"] for link in links if "statement" not in link}
    single = {link["statement"] for link in links if "statement" in link}
    statements = [each for each in records("statement") if each["sub_phase"] in known_parts()]
    assert len(statements) > 70
    for each in statements:
        assert each["sub_phase"] in whole or each["identifier"] in single, each["identifier"]


def test_every_known_part_has_statements_that_serve_by_themselves() -> None:
    links = records("strategy_link")
    assert {link["sub_phase"] for link in links if "statement" in link} == known_parts()


def test_a_link_of_a_statement_is_of_its_part_and_never_of_weak_practice() -> None:
    statements = {each["identifier"]: each for each in records("statement")}
    for link in records("strategy_link"):
        if "statement" in link:
            statement = statements[link["statement"]]
            assert statement["sub_phase"] == link["sub_phase"]
            assert statement["advice"] == "keep"


def test_the_ten_principles_are_all_served_and_clinical_areas_are_not() -> None:
    """What nothing serves is a finding: no link is forced to fill a gap."""
    principles = {element["identifier"] for element in elements_of(PRINCIPLES)}
    assert len(principles) == 10
    assert principles <= served()
    assert "core20plus5-adults-maternity" not in served()
    assert "ten-year-health-plan-analogue-to-digital" not in served()


def test_what_we_have_not_read_has_no_account_of_ours_in_its_place() -> None:
    for element in elements_of(PRINCIPLES):
        assert not element["checked"]
        assert "account" not in element


def test_accounts_are_short_sentences() -> None:
    for record in [*records("element"), *records("strategy")]:
        for sentence in record.get("account", "").replace("\n\n", " ").rstrip(".").split(". "):
            assert len(sentence.split()) <= LONGEST_SENTENCE, sentence


def test_a_day_is_given_only_where_it_is_known() -> None:
    dated = [(each["identifier"], each.get("status_since")) for each in records("strategy")]
    assert [(name, str(day)) for name, day in dated if day] == [
        ("ten-year-health-plan", "2025-07-03")
    ]
