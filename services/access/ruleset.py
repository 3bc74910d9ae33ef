"""Policies, schema and vocabulary, loaded once and validated; a fault refuses the start."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from cedarpy import Entities, PolicySet, Schema, policies_to_json_str, validate_policies

from services.access import purpose as words
from services.access.decision import BESIDE, RecordClass, Relation
from services.access.facts import Facts
from services.access.schema import EntityJson, attributes, canonical, writer
from services.errors import RabtaError

_HERE = Path(__file__).parent
_COMPUTED = {"named"}
"""Attributes of an Access that come from neither Facts nor Relation: see ``facts.named``."""

Writer = Callable[[str, Mapping[str, object]], EntityJson]


class RulesBroken(RabtaError):
    """The rules do not load; the text says which part and why. Nothing is decided by them."""


@dataclass(frozen=True, slots=True)
class RuleSet:
    """What decisions are made by.

    ``reasons``: policy id -> refusal, of gates. ``causes``: policy id -> word, of caps.
    ``digest``: SHA-256 over the three texts, each preceded by its length.
    """

    policies: PolicySet
    schema: Schema
    vocabulary: Entities
    write_access: Writer
    write_class: Writer
    reasons: Mapping[str, str]
    causes: Mapping[str, str]
    digest: bytes


def policy_text() -> str:
    """All policies of this package, in file order."""
    return "\n".join(path.read_text("utf-8") for path in sorted((_HERE / "policies").glob("*.cedar")))


def schema_text() -> str:
    """The schema of this package."""
    return (_HERE / "schema.cedarschema").read_text("utf-8")


def vocabulary(schema: str) -> list[EntityJson]:
    """``purpose.py`` as Cedar entities."""
    purpose, query_class, group = (writer(schema, name) for name in ("Purpose", "QueryClass", "Group"))
    purposes = [
        purpose(
            name,
            {
                "classes": what.classes,
                "references": what.references,
                "bases": words.bases_of(name),
                "roles": what.roles,
                "own_case": what.own_case,
            },
        )
        for name, what in words.PURPOSES.items()
    ]
    classes = [
        query_class(name, {"kinds": kinds, "seconds": words.seconds_of(name)})
        for name, kinds in words.QUERY_CLASSES.items()
    ]
    return purposes + classes + [group(name, {"words": members}) for name, members in words.GROUPS.items()]


def load_rules(policies: str, schema: str, entities: list[EntityJson]) -> RuleSet:
    """Parse and validate; RulesBroken otherwise."""
    try:
        _same_names(schema)
        compiled = Schema.from_str(schema)
        verdict = validate_policies(policies, compiled)
        if not verdict.validation_passed:
            raise RulesBroken("; ".join(error.error for error in verdict.errors))
        reasons, causes = _words_of(policies)
        known = canonical(entities)
        return RuleSet(
            PolicySet.from_str(policies),
            compiled,
            Entities.from_json_str(known, compiled),
            writer(schema, "Access"),
            writer(schema, "Class"),
            reasons,
            causes,
            _digest(policies, schema, known),
        )
    except (KeyError, ValueError) as fault:
        raise RulesBroken(str(fault)) from fault


def _same_names(schema: str) -> None:
    """The keys of a decision are exactly the attributes that policies can read, but for what is beside a class."""
    access = {field.name for kind in (Facts, Relation) for field in fields(kind)} | _COMPUTED
    for entity, expected in (("Class", {field.name for field in fields(RecordClass)} - {BESIDE}), ("Access", access)):
        differing = expected ^ set(attributes(schema, entity))
        if differing:
            raise RulesBroken(f"{entity}: schema and Python differ in {', '.join(sorted(differing))}")


def _words_of(policies: str) -> tuple[dict[str, str], dict[str, str]]:
    """Reasons of gates and causes of caps; every policy has its own id, every forbid one of the two words."""
    found = json.loads(policies_to_json_str(policies))["staticPolicies"].values()
    notes = [policy.get("annotations", {}) for policy in found]
    names = [note.get("id", "") for note in notes]
    if not all(names) or len(set(names)) != len(names):
        raise RulesBroken("a policy without an id of its own")
    reasons = {note["id"]: note["reason"] for note in notes if "reason" in note}
    causes = {note["id"]: note["cause"] for note in notes if "cause" in note}
    forbids = {name for name, policy in zip(names, found, strict=True) if policy["effect"] == "forbid"}
    if reasons.keys() & causes.keys() or reasons.keys() | causes.keys() != forbids:
        raise RulesBroken("a forbid without exactly one of reason and cause, or a permit with one")
    return reasons, causes


def _digest(*texts: str) -> bytes:
    """SHA-256 over each text preceded by its length in 8 bytes."""
    state = hashlib.sha256()
    for text in texts:
        raw = text.encode()
        state.update(len(raw).to_bytes(8, "big") + raw)
    return state.digest()
