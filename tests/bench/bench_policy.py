"""How much of Cedar's own speed the engine keeps: prints ``name value unit`` lines.

    python -m tests.bench.bench_policy

``policy.vs_engine``: decisions a second of the engine as delivered, over those of a bare
loop, for 480 histories of 10 to 40 records asked by as many officers, from an empty memory.
``policy.vs_engine_nomemo``: the same for the first 80, deciding every one anew. The bare loop
is ``cedarpy.is_authorized_batch`` on the same requests with structured uids, in the same order
and number as a decision without memory needs, over entities parsed beforehand;
``policy.vs_engine_nomemo_parse`` lets it parse each record's entity too, as a decision has to.
Medians of rounds that alternate.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Callable
from dataclasses import replace

from cedarpy import Entities, is_authorized_batch

from services.access.caller import Caller, CaseFacts
from services.access.decision import Level, RecordClass, Relation, may_be_hit
from services.access.engine import CedarEngine
from services.access.facts import facts_of, named
from services.access.ruleset import RuleSet, load_rules, policy_text, schema_text, vocabulary
from services.access.schema import uid
from services.vocabulary.access import CaseState
from tests.fakes.world.callers import officer as officer_of

NOW_MS = 1_750_000_000_000
CALLS, DECIDED_ANEW = 480, 80
ROUNDS = 3
KINDS = ("CASE_FILE", "PARTY", "CHARGE", "COURT_EVENT", "SENTENCE", "CUSTODY_EVENT", "BAIL", "LIST_ENTRY")
ASKED = {level: uid("Action", name) for level, name in ((3, "disclose"), (2, "caution"), (1, "hit"))}

Question = tuple[Caller, CaseFacts, RecordClass, Relation]


def officer(dice: random.Random, number: int) -> Caller:
    """One of several hundred officers of three agencies, most of them investigating."""
    agency, kind = dice.choice((("pk.fia", "FIA"), ("pk.punjab", "POLICE"), ("pk.sindh", "POLICE")))
    enquiry = dice.random() < 0.15
    case = ("ENQUIRY", f"LHR/{number}/2024") if enquiry else ("FIR", f"PB/LAHORE/ICHHRA/{number + 1}/2024")
    return officer_of(
        agency,
        kind,
        f"officer-{number}",
        NOW_MS,
        clearance=dice.choice((1, 1, 2, 3)),
        purpose="PRELIMINARY_ENQUIRY" if enquiry else "INVESTIGATE_CASE",
        legal_basis="CRPC_PROCESS",
        case_type=case[0],
        case_key=case[1],
    )


def record(dice: random.Random) -> RecordClass:
    """A record of one of five owners; one in ten is protected in some way, one in ten limited."""
    plain = RecordClass(
        owner=dice.choice(("pk.fia", "pk.punjab", "pk.sindh", "pk.customs", "pk.prisons")),
        kind=dice.choice(KINDS),
        role="ACCUSED",
        standing=dice.choice(("ALLEGATION", "ACCUSATION", "FINDING")),
    )
    turn = dice.random()
    if turn < 0.1:
        guarded = dice.choice(({"juvenile": "YES"}, {"role": "VICTIM"}, {"sealed": True}, {"expunged": True}))
        return replace(plain, **guarded)
    if turn < 0.2:
        return replace(plain, **dice.choice(({"clearance": 2}, {"weak_grade": True}, {"handling": "H3"})))
    return plain


def questions(seed: int, calls: int) -> list[Question]:
    """Histories of 10 to 40 records, each asked by one officer in one call."""
    dice = random.Random(seed)
    asked: list[Question] = []
    for number in range(calls):
        caller, case = officer(dice, number), CaseFacts(CaseState.RESOLVED, assigned=True)
        for _ in range(dice.randint(10, 40)):
            asked.append((caller, case, record(dice), Relation(in_cited_case=dice.random() < 0.1)))
    return asked


def bare(rules: RuleSet, asked: list[Question], engine: CedarEngine, parse: bool) -> Callable[[], None]:
    """The same evaluations without anything around them."""
    prepared: list[tuple[Entities, str, Entities, list[list[dict[str, dict[str, str]]]]]] = []
    for caller, case, klass, relation in asked:
        level = engine.decide(caller, case, klass, relation, NOW_MS, False).level
        needed = needs(level, klass)
        access = {**_values(facts_of(caller, case, NOW_MS, False)), **_values(relation), "named": named(caller, klass)}
        call = rules.vocabulary.with_added_json_str(json.dumps([rules.write_access("call", access)]), rules.schema)
        text = json.dumps([rules.write_class("record", _values(klass))])
        requests = [
            [{"principal": uid("Access", "call"), "action": ASKED[step], "resource": uid("Class", "record")}]
            for step in needed
        ]
        prepared.append((call, text, call.with_added_json_str(text, rules.schema), requests))

    def loop() -> None:
        for call, text, both, requests in prepared:
            entities = call.with_added_json_str(text, rules.schema) if parse else both
            for request in requests:
                is_authorized_batch(request, rules.policies, entities, rules.schema)

    return loop


def needs(level: Level, klass: RecordClass) -> list[int]:
    """Levels that a decision has to ask for: from the top, then from the bottom."""
    if level == Level.DISCLOSED:
        return [3]
    if not may_be_hit(klass):
        return [3, 2]
    return [3, 1] if level == Level.INVISIBLE else [3, 1, 2]


def asks(engine: Callable[[], CedarEngine], asked: list[Question]) -> Callable[[], None]:
    """Every question put to an engine made anew for the round."""

    def loop() -> None:
        decide = engine().decide
        for caller, case, klass, relation in asked:
            decide(caller, case, klass, relation, NOW_MS, False)

    return loop


def seconds(work: Callable[[], None]) -> float:
    """Wall time of one round."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _values(value: object) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}  # type: ignore[attr-defined]  # each of these classes has slots


def main() -> None:
    """Rounds of each, one after the other, so that a busy machine slows all alike."""
    schema = schema_text()
    rules = load_rules(policy_text(), schema, vocabulary(schema))
    asked = questions(seed=1, calls=CALLS)
    few = questions(seed=1, calls=DECIDED_ANEW)
    warm = CedarEngine(rules)
    ways = {
        "bare": bare(rules, asked, warm, parse=False),
        "memo": asks(lambda: CedarEngine(rules), asked),
        "warm": asks(lambda: warm, asked),
        "bare_few": bare(rules, few, warm, parse=False),
        "parse_few": bare(rules, few, warm, parse=True),
        "nomemo_few": asks(lambda: CedarEngine(rules, remembered=0), few),
    }
    times: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(ROUNDS):
        for name, work in ways.items():
            times[name].append(seconds(work))
    took = {name: statistics.median(found) for name, found in times.items()}
    print(f"policy.vs_engine {took['bare'] / took['memo']:.2f} ratio")
    print(f"policy.vs_engine_warm {took['bare'] / took['warm']:.0f} ratio")
    print(f"policy.vs_engine_nomemo {took['bare_few'] / took['nomemo_few']:.2f} ratio")
    print(f"policy.vs_engine_nomemo_parse {took['parse_few'] / took['nomemo_few']:.2f} ratio")
    print(f"policy.bare_s {len(asked) / took['bare']:.0f} decisions/s")
    print(f"policy.decide_s {len(asked) / took['memo']:.0f} decisions/s")
    print(f"policy.decide_warm_s {len(asked) / took['warm']:.0f} decisions/s")
    print(f"policy.decide_nomemo_s {len(few) / took['nomemo_few']:.0f} decisions/s")
    print(f"policy.asked {len(asked)} decisions")
    print(f"policy.classes {len({klass for _, _, klass, _ in asked})} classes")


if __name__ == "__main__":
    main()
