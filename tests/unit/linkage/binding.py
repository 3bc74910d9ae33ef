"""Records of many cases as the graph classes them, and what the rules say of each alone, with all that is true of it."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

from services.access.caller import CaseFacts
from services.access.decision import Level, RecordClass, Relation, held_back, may_be_hit
from services.access.engine import PolicyEngine
from services.access.trail import Inquiry, Trail
from services.linkage.classes import HOUR_MS, AtomicClass, record_class
from services.linkage.rights import Ask
from services.vocabulary.access import CaseState
from tests.unit.access.table import APPROVERS, ME, NOW_MS, call

CASES = [f"FIR:PB/LAHORE/ICHHRA/{number}/2024" for number in range(4)] + ["OPERATION:OP/1"]
DOCUMENTS = [f"CNIC:352011234567{number}" for number in range(4)]
OFFICER = call("POLICE INVESTIGATE_CASE NETWORK", "")[0].officer
SPARED = (ME, f"{ME}/{OFFICER}", f"{ME}/another", "pk.other/third")
KINDS = ("PARTY", "PARTY", "STATEMENT", "BORDER_CROSSING", "LIST_ENTRY")
ROLES = ("VICTIM", "COMPLAINANT", "ACCUSED", "ACCUSED", "SUSPECT")
CAPS: tuple[dict[str, object], ...] = (
    {}, {}, {"weak_grade": True}, {"clearance": 2}, {"handling": "H3"}, {"enquiry_only": True}, {"stranger_to": "-"},
    {"sealed": True}, {"own_sealed": True}, {"juvenile": "YES"}, {"pseudonym": True}, {"protected_person": True},
)  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """A record of cases, about whoever bears the documents; ``held_until_ms`` of a role that was turned, or 0."""

    klass: RecordClass
    cases: frozenset[str]
    documents: frozenset[str]
    held_until_ms: int

    @property
    def atomic(self) -> AtomicClass:
        return record_class(self.klass, self.cases, self.documents, self.held_until_ms)


def paper(dice: random.Random) -> Paper:
    some = dict(dice.choice(CAPS))
    spared = frozenset(dice.sample(SPARED, dice.choice((0, 1, 2)))) if some.keys() & {"sealed", "pseudonym"} else ()
    klass = RecordClass(
        dice.choice((ME, ME, "pk.other")),
        dice.choice(KINDS),
        role=dice.choice(ROLES),
        standing="ACCUSATION",
        spared=frozenset(spared),
        **some,  # type: ignore[arg-type]  # fields of several types by name
    )
    until = NOW_MS + dice.choice((-2, 3)) * HOUR_MS if dice.random() < 0.35 else 0
    cases = frozenset(dice.sample(CASES, dice.choice((1, 1, 2))))
    return Paper(klass, cases, frozenset(dice.sample(DOCUMENTS, 1)), until)


def question(dice: random.Random, engine: PolicyEngine) -> Ask:
    kind = dice.choice(("POLICE", "FIA", "POLICE", "BORDER"))
    purpose = dice.choice(("INVESTIGATE_CASE", "INVESTIGATE_CASE", "ANALYSE_NETWORK"))
    caller = replace(
        call(f"{kind} {purpose} NETWORK", "")[0],
        clearance=dice.randrange(4),
        approver=dice.choice([None, *APPROVERS.values()]),
    )
    cited = dice.sample(CASES[:4] if purpose == "INVESTIGATE_CASE" else CASES[4:], 1)
    accused = dice.sample(DOCUMENTS, dice.randrange(3))
    case = CaseFacts(CaseState.RESOLVED, dice.random() < 0.8)
    return Ask(Inquiry(caller, NOW_MS, engine, Trail()), case, frozenset(cited), frozenset(accused))


def level(ask: Ask, one: Paper) -> Level:
    """Of one record by its own cases, person and time; no class is made of it."""
    relation = Relation(bool(one.cases & ask.cited), of_case_accused=bool(one.documents & ask.accused))
    until_ms = -(-one.held_until_ms // HOUR_MS) * HOUR_MS
    sides = (held_back(one.klass), one.klass) if until_ms > NOW_MS else (one.klass,)
    call = ask.inquiry
    found = [call.engine.decide(call.caller, ask.case, side, relation, NOW_MS, False) for side in sides]
    lowest = min(decision.level for decision in found)
    if lowest == Level.DISCLOSED:
        return Level.INVISIBLE if any(decision.pseudonym for decision in found) else lowest
    hidden = any(decision.pseudonym for decision in found) or not all(map(may_be_hit, sides))
    return Level.INVISIBLE if hidden else min(lowest, Level.HIT)
