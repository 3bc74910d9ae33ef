"""Each policy, conjunct, alternative and word taken away in turn changes a case of the table."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from cedarpy import Entities, PolicySet, policies_to_json_str

from services.access.engine import CedarEngine
from services.access.ruleset import RuleSet, load_rules, policy_text, schema_text, vocabulary
from tests.unit.access.mutants import Mutant, of_policies, of_vocabulary
from tests.unit.access.table import NOW_MS, Row, rows

ROWS = rows()
SCHEMA = schema_text()
VOCABULARY = vocabulary(SCHEMA)
RULES = load_rules(policy_text(), SCHEMA, VOCABULARY)


def changes(rules: RuleSet, cases: list[Row]) -> Iterator[str]:
    """What differs from the table: ``level`` or ``refusal``, or only the ``word`` that is given for it."""
    engine = CedarEngine(rules)
    for row in cases:
        if row.klass is None:
            if engine.admit(row.caller, row.case, row.permission, NOW_MS, row.kin, row.glass).refusal != row.refusal:
                yield "refusal"
            continue
        found = engine.decide(row.caller, row.case, row.klass, row.relation, NOW_MS, row.glass)
        assert (found.cause == "undecided") == (row.cause == "undecided"), (
            "a mutant that cannot be evaluated proves nothing"
        )
        if (found.level, found.pseudonym) != (row.level, row.pseudonym):
            yield "level"
        elif found.cause != row.cause:
            yield "word"


def killed(rules: RuleSet, near: list[Row]) -> str:
    """What the first row that differs differs in, of those near the mutant before all; "" when it survives."""
    return next((found for cases in (near, ROWS) for found in changes(rules, cases)), "")


def near_policy(mutant: Mutant) -> list[Row]:
    number = re.match(r"r0*(\d+[ab]?)-", mutant.where)
    row = number[1] if number else {"note": "note", "scope": "1"}.get(mutant.where.partition("-")[0], "3")
    return [case for case in ROWS if case.row == row]


def near_entity(mutant: Mutant) -> list[Row]:
    kind, _, name = mutant.where.partition(" ")
    if kind == "Purpose":
        return [case for case in ROWS if case.caller.purpose == name and case.row in ("1", "3")]
    if kind == "QueryClass":
        return [case for case in ROWS if case.caller.query_class == name and case.row == "1"]
    return [case for case in ROWS if case.row in ("3", "6", "9", "16", "23")]


def report(name: str, verdicts: list[tuple[Mutant, str]]) -> None:
    counts = Counter(verdict for _, verdict in verdicts)
    print(f"{name}: {len(verdicts)} mutants; killed by {dict(counts)}")
    alive = [f"{mutant.where}: {mutant.what}" for mutant, verdict in verdicts if not verdict]
    assert not alive, "\n".join(alive)


def test_the_rules_themselves_change_nothing() -> None:
    assert not list(changes(RULES, ROWS))
    again = replace(RULES, vocabulary=Entities.from_json_str(json.dumps(VOCABULARY), RULES.schema))
    assert not list(changes(again, ROWS))
    unchanged = PolicySet.from_json_str(policies_to_json_str(policy_text()))
    assert not list(changes(replace(RULES, policies=unchanged), ROWS))


def test_every_policy_and_conjunct_is_held_by_a_case_of_the_table() -> None:
    verdicts = [
        (mutant, killed(replace(RULES, policies=PolicySet.from_json_str(mutant.text)), near_policy(mutant)))
        for mutant in of_policies(policy_text())
    ]
    assert {mutant.where for mutant, _ in verdicts} == set(re.findall(r'@id\("([^"]+)"\)', policy_text()))
    assert len(verdicts) > 300
    report("policies", verdicts)


def test_every_word_of_the_vocabulary_is_held_by_a_case_of_the_table() -> None:
    verdicts = [
        (
            mutant,
            killed(replace(RULES, vocabulary=Entities.from_json_str(mutant.text, RULES.schema)), near_entity(mutant)),
        )
        for mutant in of_vocabulary(VOCABULARY)
    ]
    report("vocabulary", verdicts)
