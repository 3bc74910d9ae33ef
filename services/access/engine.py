"""The port through which the rooms ask for decisions, and its Cedar adapter.

A decision is a function of few-valued facts alone, so it is remembered by them. Cedar
skips a policy that errs, and a skipped forbid would allow: any error is a Deny.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol, TypeVar

from cedarpy import Entities, is_authorized_batch

from services.access.caller import Caller, CaseFacts
from services.access.decision import UNDECIDED, Admission, Decision, Level, RecordClass, Relation, may_be_hit
from services.access.facts import Facts, class_known, facts_known, facts_of, named
from services.access.ruleset import RuleSet, load_rules, policy_text, schema_text, vocabulary
from services.access.schema import canonical, uid
from services.errors import RabtaError
from services.vocabulary.access import Permission

REMEMBERED = 65536
CALLS_KEPT = 4096
CLASSES_KEPT = 16384

_CALL, _RECORD = uid("Access", "call"), uid("Class", "record")
_NOWHERE = Relation()
_ACTIONS = {
    level: {"principal": _CALL, "action": uid("Action", action), "resource": _RECORD}
    for level, action in ((Level.DISCLOSED, "disclose"), (Level.ACTION, "caution"), (Level.HIT, "hit"))
}
_NAME = {"principal": _CALL, "action": uid("Action", "name"), "resource": _RECORD}


class PolicyEngine(Protocol):
    """Decides. Implemented by :class:`CedarEngine` and by ``reference.ReferenceEngine``."""

    digest: bytes
    """SHA-256 over policies, schema and vocabulary: names the rules in a log entry."""

    def admit(
        self,
        caller: Caller,
        case: CaseFacts,
        permission: Permission,
        now_ms: int,
        own_or_kin: bool,
        break_glass: bool,
    ) -> Admission:
        """Gates, once per call."""
        ...

    def decide(
        self,
        caller: Caller,
        case: CaseFacts,
        klass: RecordClass,
        relation: Relation,
        now_ms: int,
        break_glass: bool,
    ) -> Decision:
        """Level of one record for one call. Anything unknown or malformed is INVISIBLE."""
        ...


class Verdict(NamedTuple):
    """One evaluation: allowed or not, and the ids that decided it."""

    allowed: bool
    policies: tuple[str, ...]


class Undecided(RabtaError):
    """Cedar could not evaluate; the outcome is a Deny."""


class CedarEngine:
    """Decides by Cedar; remembers at most ``remembered`` decisions (0: none) and the oldest go first."""

    def __init__(self, rules: RuleSet, remembered: int = REMEMBERED) -> None:
        self.digest = rules.digest
        self._rules = rules
        self._remembered = remembered
        self._decisions: dict[tuple[Facts, RecordClass, Relation, bool], Decision] = {}
        self._admissions: dict[tuple[Facts, str], Admission] = {}
        self._calls: dict[tuple[Facts, Relation, bool], Entities] = {}
        self._classes: dict[RecordClass, str] = {}
        self._last: tuple[Caller, CaseFacts, int, bool, Facts] | None = None

    @classmethod
    def load(cls, remembered: int = REMEMBERED) -> CedarEngine:
        """With the rules of this package; RulesBroken when they do not hold together."""
        schema = schema_text()
        return cls(load_rules(policy_text(), schema, vocabulary(schema)), remembered)

    def admit(
        self,
        caller: Caller,
        case: CaseFacts,
        permission: Permission,
        now_ms: int,
        own_or_kin: bool,
        break_glass: bool,
    ) -> Admission:
        """Gates, once per call; see :class:`PolicyEngine`."""
        key = (facts_of(caller, case, now_ms, break_glass, own_or_kin), permission)
        found = self._admissions.get(key)
        if found is None:
            found = self._admission(*key)
            _keep(self._admissions, key, found, self._remembered)
        return found

    def decide(
        self,
        caller: Caller,
        case: CaseFacts,
        klass: RecordClass,
        relation: Relation,
        now_ms: int,
        break_glass: bool,
    ) -> Decision:
        """Level of one record for one call; see :class:`PolicyEngine`."""
        key = (self._facts(caller, case, now_ms, break_glass), klass, relation, named(caller, klass))
        found = self._decisions.get(key)
        if found is None:
            found = self._decision(*key)
            _keep(self._decisions, key, found, self._remembered)
        return found

    def _facts(self, caller: Caller, case: CaseFacts, now_ms: int, break_glass: bool) -> Facts:
        """Facts of a call, taken once for all its records."""
        last = self._last
        if last and last[0] is caller and last[1] is case and last[2] == now_ms and last[3] == break_glass:
            return last[4]
        facts = facts_of(caller, case, now_ms, break_glass)
        self._last = (caller, case, now_ms, break_glass, facts)
        return facts

    def _admission(self, facts: Facts, permission: Permission) -> Admission:
        if not facts_known(facts):
            return Admission("PURPOSE_UNFIT", ())
        request = {"principal": _CALL, "action": uid("Action", "ask"), "resource": uid("Permission", permission)}
        try:
            verdict = self._evaluate(request, self._call(facts, _NOWHERE, False))
        except Undecided:
            return Admission("POLICY_DENIED", ())
        if verdict.allowed:
            return Admission("", verdict.policies)
        reasons = [self._rules.reasons[policy] for policy in verdict.policies]
        return Admission(reasons[0] if reasons else "POLICY_DENIED", verdict.policies)

    def _decision(self, facts: Facts, klass: RecordClass, relation: Relation, is_named: bool) -> Decision:
        if not (facts_known(facts) and class_known(klass)):
            return UNDECIDED
        try:
            call = self._call(facts, relation, is_named)
            both = call.with_added_json_str(self._class(klass), self._rules.schema)
            return self._graded(klass, both)
        except (Undecided, ValueError, TypeError):
            return UNDECIDED

    def _graded(self, klass: RecordClass, entities: Entities) -> Decision:
        """The highest permitted level; most often one evaluation settles it, never more than three and the name."""
        level, grant, barrier = self._level(klass, entities)
        pseudonym = False
        if klass.pseudonym and level > Level.INVISIBLE:
            name = self._evaluate(_NAME, entities)
            pseudonym = not name.allowed
            grant += name.policies
        return Decision(level, tuple(sorted({*grant, *barrier})), pseudonym, self._cause(level, barrier))

    def _level(self, klass: RecordClass, entities: Entities) -> tuple[Level, tuple[str, ...], tuple[str, ...]]:
        """Level, what granted it, and what bars the next. Whoever may not have the lowest has none."""
        full = self._evaluate(_ACTIONS[Level.DISCLOSED], entities)
        if full.allowed:
            return Level.DISCLOSED, full.policies, ()
        lowest = Level.HIT if may_be_hit(klass) else Level.ACTION
        least = self._evaluate(_ACTIONS[lowest], entities)
        if not least.allowed:
            return Level.INVISIBLE, (), least.policies
        if lowest == Level.ACTION:
            return Level.ACTION, least.policies, full.policies
        middle = self._evaluate(_ACTIONS[Level.ACTION], entities)
        if middle.allowed:
            return Level.ACTION, middle.policies, full.policies
        return Level.HIT, least.policies, middle.policies

    def _cause(self, level: Level, barrier: tuple[str, ...]) -> str:
        if level == Level.DISCLOSED:
            return ""
        if not self._rules.reasons.keys().isdisjoint(barrier):
            return "gate"
        return self._rules.causes[barrier[0]] if barrier else "ungranted"

    def _call(self, facts: Facts, relation: Relation, is_named: bool) -> Entities:
        """Vocabulary and the one Access entity of a call, parsed once for all its records."""
        key = (facts, relation, is_named)
        found = self._calls.get(key)
        if found is None:
            values = {**_attributes(facts), **_attributes(relation), "named": is_named}
            access = canonical([self._rules.write_access(_CALL["id"], values)])
            found = self._rules.vocabulary.with_added_json_str(access, self._rules.schema)
            _keep(self._calls, key, found, CALLS_KEPT)
        return found

    def _class(self, klass: RecordClass) -> str:
        """The one Class entity of a record, written once for all its calls."""
        found = self._classes.get(klass)
        if found is None:
            found = canonical([self._rules.write_class(_RECORD["id"], _attributes(klass))])
            _keep(self._classes, klass, found, CLASSES_KEPT)
        return found

    def _evaluate(self, request: dict[str, dict[str, str]], entities: Entities) -> Verdict:
        result = is_authorized_batch([request], self._rules.policies, entities, self._rules.schema)[0]
        if result.diagnostics.errors:
            raise Undecided
        return Verdict(result.allowed, tuple(sorted(result.diagnostics.id_annotations_by_reason.values())))


_Key = TypeVar("_Key", bound=Hashable)
_Value = TypeVar("_Value")


def _keep(store: dict[_Key, _Value], key: _Key, value: _Value, most: int) -> None:
    """Remember ``value``; the oldest makes room."""
    if most <= 0:
        return
    if len(store) >= most:
        del store[next(iter(store))]
    store[key] = value


def _attributes(value: Facts | Relation | RecordClass) -> dict[str, object]:
    return {name: getattr(value, name) for name in value.__slots__}
