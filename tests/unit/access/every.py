"""All combinations that matter: each way of asking against each class of record, decided by Cedar in batches.

A level here is by definition the highest of the permitted actions (and a lone hit is
nothing where it may not be one); of the engine only the rules and the writers of
entities are used.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Iterator
from itertools import product

from cedarpy import Entities, is_authorized_batch

from services.access.decision import Level, RecordClass, Relation, may_be_hit
from services.access.facts import Facts, facts_of
from services.access.purpose import AGENCY_KINDS, KINDS, PURPOSES
from services.access.ruleset import RuleSet
from services.access.schema import uid
from tests.unit.access.table import ME, NOW_MS, OTHER, call

# Who asks under which purpose: those whom a row names, and one whom none does.
WHO = {
    "INVESTIGATE_CASE": "POLICE BORDER IDENTITY_REGISTRY",
    "PRELIMINARY_ENQUIRY": "FIA PRISON",
    "ANALYSE_NETWORK": "FIA FMU",
    "CHECKPOINT": "BORDER FIA",
    "CUSTODY": "PRISON BORDER",
    "TRIAL": "COURT PROSECUTION",
    "SUPERVISE_OFFENDER": "PROBATION COURT",
    "JUVENILE_JUSTICE": "COURT POLICE BORDER",
    "PROTECT_VICTIM": "CHILD_PROTECTION POLICE",
    "FIND_MISSING_CHILD": "POLICE FIA",
    "FOREIGN_ASSISTANCE": "CENTRAL_AUTHORITY POLICE",
    "RECORD_UPKEEP": "POLICE",
    "OVERSIGHT": "OVERSIGHT POLICE",
    "STATISTICS": "POLICE",
    "SUBJECT_ACCESS": "POLICE",
}
EXTRA_ROLES = {"PROTECT_VICTIM": "+PROTECTION_UNIT", "ANALYSE_NETWORK": "+FMU_ANALYST"}
NEARNESS = (
    "cl=1",
    "cl=3 second",
    "cl=1 assigned cited",
    "cl=0 second cited shown",
    "cl=2 second cited accused",
    "cl=3 accused lapsed",
    "cl=2 referred complained subject scope shown",
    "cl=3 second assigned cited accused referred complained subject scope shown haspart",
    "cl=1 glass unassigned second accused referred shown",
    "cl=2 shown besideown",
)
SECONDS = {"IDENTITY": "NADRA", "FAMILY": "NADRA", "COMMS_MONEY": "PECA_WARRANT"}
BASE = (
    RecordClass(OTHER, "PARTY", "ACCUSED", "ACCUSATION"),
    RecordClass(OTHER, "PARTY", "VICTIM"),
    RecordClass(OTHER, "LIST_ENTRY", "LISTED", list_type="ECL", has_authority=True),
    RecordClass(ME, "STATEMENT", "WITNESS"),
    RecordClass(OTHER, "MISUSED_IDENTITY", "LISTED"),
    RecordClass(ME, "LIST_ENTRY", "VICTIM", list_type="CHILD_ALERT", has_authority=True, missing_child=True),
)
US, THEM = frozenset({ME}), frozenset({OTHER})
CHANGES: tuple[dict[str, object], ...] = (
    {"juvenile": "POSSIBLE"},
    {"juvenile": "YES", "weak_grade": True},
    {"juvenile": "YES", "handling": "H3"},
    {"juvenile": "DONE"},
    {"juvenile": "UNKNOWN"},
    {"sealed": True, "from_owner_too": True},
    {"own_sealed": True},
    {"own_sealed": True, "sealed": True, "spared": US},
    {"protected_person": True, "interim": True},
    {"protected_person": True, "interim": True, "list_type": "WATCH"},
    {"sealed": True, "spared": THEM},
    {"sealed": True, "spared": US},
    {"sealed": True, "spared": US, "clearance": 3},
    {"protected_person": True},
    {"protected_person": True, "juvenile": "YES"},
    {"pseudonym": True, "spared": THEM},
    {"pseudonym": True, "spared": US},
    {"stranger_to": "-"},
    {"stranger_to": ME},
    {"stranger_to": ME, "contradicted": True},
    {"stranger_to": "pk.third", "contradicted": True},
    {"misuse_claimed": True},
    {"misuse_claimed": True, "juvenile": "YES"},
    {"favourable": True},
    {"enquiry_only": True},
    {"weak_grade": True},
    {"handling": "H3"},
    {"handling": "H3", "releasable_to": US},
    {"handling": "ORCON"},
    {"handling": "ORCON", "releasable_to": US},
    {"clearance": 2},
    {"clearance": 3, "danger": True},
    {"str_derived": True},
    {"str_derived": True, "releasable_to": US},
    {"feed": "CDR"},
    {"feed": "MONEY"},
    {"feed": "TRAVEL"},
    {"feed": "CONTENT"},
    {"danger": True, "standing": "FINDING"},
    {"missing_child": True},
    {"expunged": True},
    {"expunged": True, "handling": "H3", "releasable_to": US},
    {"has_authority": False},
)
ASKED = ("hit", "caution", "disclose", "name")


@dataclasses.dataclass(frozen=True, slots=True)
class Case:
    """One combination and what Cedar made of it."""

    facts: Facts
    relation: Relation
    named: bool
    klass: RecordClass
    level: Level
    name: bool


def classes() -> list[RecordClass]:
    """Every kind by both owners, and every protective attribute on five of them, alone and in pairs that meet."""
    plain = [
        RecordClass(
            owner, kind, "" if kind == "CASE_FILE" else "ACCUSED", "FINDING", feed="MONEY" if kind == "LINK" else ""
        )
        for kind, owner in product(sorted(KINDS), (ME, OTHER))
    ]
    return plain + [dataclasses.replace(base, **change) for base, change in product(BASE, CHANGES)]  # type: ignore[arg-type]  # fields of several types by name


def calls() -> Iterator[tuple[Facts, Relation]]:
    """Every purpose and query class by those who may use it, near the record and far from it."""
    for purpose, what in PURPOSES.items():
        for kind, query_class, near in product(WHO[purpose].split(), sorted(what.classes), NEARNESS):
            assert kind in AGENCY_KINDS
            role = f"role={sorted(what.roles)[0]}+BREAK_GLASS{EXTRA_ROLES.get(purpose, '')}"
            besides = f"besides={SECONDS[query_class]}" if query_class in SECONDS else ""
            caller, case, relation, said = call(f"{kind} {purpose} {query_class}", f"{role} {besides} {near}")
            yield facts_of(caller, case, NOW_MS, "glass" in said), relation


def decided(rules: RuleSet) -> list[Case]:
    """All of it. What is not even a hit is asked no further: whoever may have a level may have those below."""
    found = classes()
    records = [rules.write_class(str(place), _values(klass)) for place, klass in enumerate(found)]
    everything = rules.vocabulary.with_added_json_str(json.dumps(records), rules.schema)
    return [case for one in calls() for case in _call(rules, everything, found, *one)]


def _call(
    rules: RuleSet, everything: Entities, found: list[RecordClass], facts: Facts, relation: Relation
) -> Iterator[Case]:
    for is_named in (False, True):
        values = {**_values(facts), **_values(relation), "named": is_named}
        entities = everything.with_added_json_str(json.dumps([rules.write_access("call", values)]))
        here = [place for place, klass in enumerate(found) if (ME in klass.spared) is is_named]
        levels = dict.fromkeys(here, Level.INVISIBLE)
        for action, level in zip(ASKED, (Level.HIT, Level.ACTION, Level.DISCLOSED), strict=False):
            asked = [place for place in here if levels[place] == level - 1]
            for place in _allowed(rules, entities, action, asked):
                levels[place] = level
        names = _allowed(rules, entities, "name", [place for place in here if found[place].pseudonym and levels[place]])
        for place in here:
            if levels[place] == Level.HIT and not may_be_hit(found[place]):
                levels[place] = Level.INVISIBLE
            yield Case(facts, relation, is_named, found[place], levels[place], place in names)


def _allowed(rules: RuleSet, entities: Entities, action: str, places: list[int]) -> set[int]:
    requests = [
        {"principal": uid("Access", "call"), "action": uid("Action", action), "resource": uid("Class", str(place))}
        for place in places
    ]
    results = is_authorized_batch(requests, rules.policies, entities, rules.schema)
    assert not any(result.diagnostics.errors for result in results)
    return {place for place, result in zip(places, results, strict=True) if result.allowed}


def _values(value: Facts | Relation | RecordClass) -> dict[str, object]:
    return {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
