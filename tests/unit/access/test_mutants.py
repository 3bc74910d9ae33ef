"""Each policy, conjunct, alternative and word taken away in turn changes a case of the table."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import replace

import pytest
from cedarpy import Entities, PolicySet, policies_to_json_str

from services.access.engine import CedarEngine
from services.access.ruleset import RuleSet, load_rules, policy_text, schema_text, vocabulary
from tests.unit.access.mutants import Mutant, of_policies, of_vocabulary
from tests.unit.access.table import NOW_MS, Row, rows

ROWS = rows()
SCHEMA = schema_text()
VOCABULARY = vocabulary(SCHEMA)
RULES = load_rules(policy_text(), SCHEMA, VOCABULARY)


def change(engine: CedarEngine, row: Row) -> str:
    """What differs from a row of the table: ``level`` or ``refusal``, or only the ``word`` that is given for it; or ""."""
    if row.klass is None:
        found = engine.admit(row.caller, row.case, row.permission, NOW_MS, row.kin, row.glass)
        return "" if found.refusal == row.refusal else "refusal"
    given = engine.decide(row.caller, row.case, row.klass, row.relation, NOW_MS, row.glass)
    assert (given.cause == "undecided") == (row.cause == "undecided"), (
        "a mutant that cannot be evaluated proves nothing"
    )
    if (given.level, given.pseudonym) != (row.level, row.pseudonym):
        return "level"
    return "" if given.cause == row.cause else "word"


def changes(rules: RuleSet) -> list[str]:
    """What differs from any row."""
    engine = CedarEngine(rules)
    return [found for row in ROWS if (found := change(engine, row))]


class Killers:
    """Finds the first row that differs: of those that killed what is like the mutant, the last first; then those near
    it; then all.
    """

    def __init__(self) -> None:
        self._before: dict[str, list[Row]] = {}

    def verdict(self, engine: CedarEngine, mutant: Mutant, near: list[Row]) -> str:
        """What it differs in; "" when the mutant survives."""
        before = self._before.setdefault(mutant.where, [])
        for row in (*reversed(before), *near, *ROWS):
            if found := change(engine, row):
                before[:] = [*(each for each in before if each is not row), row]
                return found
        return ""


class OfPolicies(CedarEngine):
    """Decides by mutants of policies in turn. What is asked is written once for all of them, as it holds no policy."""

    def by(self, policies: PolicySet) -> OfPolicies:
        """Now by these; nothing that was decided before is remembered."""
        self._rules = replace(self._rules, policies=policies)
        self._decisions.clear()
        self._admissions.clear()
        return self


def near_policy(mutant: Mutant) -> list[Row]:
    asked = mutant.where.removeprefix("ask-").replace("-", "_").upper()
    if of_permission := [case for case in ROWS if case.klass is None and case.permission.startswith(asked)]:
        return of_permission
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
    assert not changes(RULES)
    again = replace(RULES, vocabulary=Entities.from_json_str(json.dumps(VOCABULARY), RULES.schema))
    assert not changes(again)
    unchanged = PolicySet.from_json_str(policies_to_json_str(policy_text()))
    assert not changes(replace(RULES, policies=unchanged))


def test_every_policy_and_conjunct_is_held_by_a_case_of_the_table() -> None:
    engine, killers = OfPolicies(RULES), Killers()
    verdicts = [
        (mutant, killers.verdict(engine.by(PolicySet.from_json_str(mutant.text)), mutant, near_policy(mutant)))
        for mutant in of_policies(policy_text())
    ]
    assert {mutant.where for mutant, _ in verdicts} == set(re.findall(r'@id\("([^"]+)"\)', policy_text()))
    assert len(verdicts) > 300
    report("policies", verdicts)


def test_every_word_of_the_vocabulary_is_held_by_a_case_of_the_table() -> None:
    killers = Killers()
    verdicts = [
        (
            mutant,
            killers.verdict(
                CedarEngine(replace(RULES, vocabulary=Entities.from_json_str(mutant.text, RULES.schema))),
                mutant,
                near_entity(mutant),
            ),
        )
        for mutant in of_vocabulary(VOCABULARY)
    ]
    report("vocabulary", verdicts)


def test_what_no_row_tells_from_the_rules_survives_and_is_named() -> None:
    """The rules themselves as a mutant, after one that was killed: nothing of it is remembered."""
    engine, killers = OfPolicies(RULES), Killers()
    made = of_policies(policy_text())
    dropped = next(mutant for mutant in made if (mutant.where, mutant.what) == ("r02-own-or-kin", "policy dropped"))
    assert killers.verdict(engine.by(PolicySet.from_json_str(dropped.text)), dropped, near_policy(dropped))
    assert not killers.verdict(engine.by(RULES.policies), dropped, near_policy(dropped))
    with pytest.raises(AssertionError, match="r02-own-or-kin: policy dropped"):
        report("policies", [(dropped, "")])
