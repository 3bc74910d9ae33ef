"""What one call may see of the graph: each class and each binding of its own case, decided once by the engine."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import islice

from graph.model import CLASSES, OPEN_CLASS
from graph.rights import Rights
from services.access.caller import CaseFacts
from services.access.decision import Decision, Level, RecordClass, Relation, may_be_hit
from services.access.facts import facts_of
from services.access.own_words import seen_by
from services.access.trail import Inquiry
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass, binding_keys
from services.linkage.kept import NONE_BOUND, Bound, Known, Terms
from services.vocabulary.access import FeedKind


@dataclass(frozen=True, slots=True)
class Ask:
    """One admitted question. ``cited``: every number of the cited case, ``TYPE:key`` each; ``main``: those under which
    the caller's agency has files of its own. ``accused``: document ids of whom the case accuses, as far as this caller
    sees so. ``break_glass``: a session is open. ``in_alert``: it is asked about what an alert of the case rests on.
    """

    inquiry: Inquiry
    case: CaseFacts
    cited: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    break_glass: bool = False
    main: frozenset[str] = frozenset()
    in_alert: bool = False


Told = tuple[str, ...] | None
"""What a class is to a caller: nothing to ask for where it is disclosed, the owners to ask where its existence may be
told, None where it is absent."""


@dataclass(frozen=True, slots=True)
class Seen:
    """``rights`` for the graph; ``policies`` that decided; ``hidden``: number of an atomic class, or of one with its
    binding, -> (owner, cause) of what is not disclosed; ``authorities`` of whose feeds something is shown or may be
    known; ``bound``: what was decided with its binding."""

    rights: Rights
    policies: frozenset[str]
    hidden: Mapping[int, tuple[str, str]]
    authorities: frozenset[str]
    known: Known
    bound: Bound = NONE_BOUND

    def causes(self, number: int) -> frozenset[tuple[str, str]]:
        """(owner, cause) of each part of what has this number in the graph that is not disclosed."""
        if number in self.bound.atomic:
            parts = frozenset({number})
        else:
            parts = self.bound.joins.get(number) or self.known.parts(number % CLASSES)
        decided = {part if part in self.bound.atomic else part % CLASSES for part in parts}
        return frozenset(self.hidden[part] for part in decided if part in self.hidden)


async def rights_of(table: ClassTable, ask: Ask) -> Seen:
    """Decide every class that the store knows now, and every binding that the call's keys name.

    What is bound to other cases and persons is to this call what its class is. Raises :class:`StorageUnavailable`.
    """
    caller = ask.inquiry.caller
    keys = binding_keys(ask.cited, ask.accused, f"{caller.agency}/{caller.officer}")
    bound = await table.bound(keys, ask.inquiry.now_ms)
    known = await table.known()
    of_words = table.remembered(_facts_key(ask), ByWords)
    of_words.extend(ask, known)
    atomic = {**known.fed, **bound.atomic}
    decided = {number: decide(ask, each, known) for number, each in atomic.items()}
    told = {**of_words.told}
    told |= {number: _told(atomic[number].klass.owner, decision) for number, decision in decided.items()}
    told |= {number: _joined(told[part] for part in known.joins[number]) for number in of_words.mixed}
    told |= {
        number: _joined(told[part if part in told else part % CLASSES] for part in parts)
        for number, parts in bound.joins.items()
    }
    return Seen(
        listed(told),
        of_words.policies | _policies(decided),
        {**of_words.hidden, **_causes(atomic, decided)},
        frozenset(each.authority for number, each in known.fed.items() if told[number] is not None),
        known,
        bound,
    )


@dataclass(slots=True)
class ByWords:
    """What classes of records alone, without bindings, are to all calls of the same facts; it grows with the table.

    ``mixed``: joins with a feed's class, which goes by authority and time.
    """

    told: dict[int, Told] = field(default_factory=lambda: {OPEN_CLASS: ()})
    policies: frozenset[str] = frozenset()
    hidden: dict[int, tuple[str, str]] = field(default_factory=dict)
    mixed: list[int] = field(default_factory=list)
    atomics: int = 0
    joins: int = 0

    def extend(self, ask: Ask, known: Known) -> None:
        """Decide what the table has learnt since."""
        fresh = {n: each for n, each in islice(known.atomic.items(), self.atomics, None) if not each.authority}
        decided = {number: decide(ask, each, known) for number, each in fresh.items()}
        self.told |= {number: _told(fresh[number].klass.owner, decision) for number, decision in decided.items()}
        self.hidden |= _causes(fresh, decided)
        self.policies |= _policies(decided)
        for number, parts in islice(known.joins.items(), self.joins, None):
            if parts <= self.told.keys():
                self.told[number] = _joined(self.told[part] for part in parts)
            else:
                self.mixed.append(number)
        self.atomics, self.joins = len(known.atomic), len(known.joins)


def _facts_key(ask: Ask) -> Hashable:
    """All that a decision on words alone depends on."""
    call = ask.inquiry
    return call.engine.digest, ask.in_alert, facts_of(call.caller, ask.case, call.now_ms, ask.break_glass)


def listed(told: Mapping[int, Told]) -> Rights:
    """As a traversal checks it: each class, and a binding where it is not told as its class is."""
    shown: list[int] = []
    hits: dict[int, tuple[str, ...]] = {}
    for number, owners in told.items():
        of_class = told[number % CLASSES]
        if number >= CLASSES and owners == of_class:
            continue
        if owners:
            hits[number] = owners
        elif owners is not None:
            shown.append(number)
        if number >= CLASSES and of_class == ():
            shown.append(-number)
        elif number >= CLASSES and of_class and not owners:
            hits[-number] = ()
    return Rights(tuple(sorted(shown)), hits)


def _told(owner: str, decision: Decision) -> Told:
    if decision.level == Level.INVISIBLE:
        return None
    return () if decision.level == Level.DISCLOSED else (owner,)


def _joined(parts: Iterable[Told]) -> Told:
    """What hides most decides; owners of all that is a hit."""
    owners: set[str] = set()
    for part in parts:
        if part is None:
            return None
        owners.update(part)
    return tuple(sorted(owners))


def decide(ask: Ask, atomic: AtomicClass, known: Known) -> Decision:
    """The engine's word on one class with its binding. Nothing is shown of data past their retention.

    Who may not see a real name may not see what hangs on it; and a hit never tells of what a hit would give away.
    """
    call = ask.inquiry
    authority = known.authorities.get(atomic.authority)
    if atomic.authority and (authority is None or authority.retain_until_ms <= call.now_ms):
        return _hidden("retention")
    in_scope = authority is not None and not serving(ask, authority).isdisjoint(authority.scope)
    keys = frozenset(atomic.bound.split("\n"))
    relation = Relation(
        in_cited_case=not keys.isdisjoint(f"CASE {each}" for each in ask.cited),
        of_case_accused=not keys.isdisjoint(f"DOCUMENT {each}" for each in ask.accused),
        in_scope=in_scope,
        in_alert=ask.in_alert,
    )
    officer = f"{call.caller.agency}/{call.caller.officer}"
    sides = replace(atomic, klass=seen_by(atomic.klass, call.caller.agency)).at(call.now_ms)
    if f"OFFICER {officer}" in keys:
        sides = tuple(replace(klass, spared=klass.spared | {officer}) for klass in sides)
    found = [call.engine.decide(call.caller, ask.case, k, relation, call.now_ms, ask.break_glass) for k in sides]
    decision = min(found, key=lambda each: each.level)
    if any(each.pseudonym for each in found) and decision.level > Level.INVISIBLE:
        return _hidden("pseudonym", decision.policies)
    if decision.level in (Level.HIT, Level.ACTION) and not all(map(_may_tell, sides)):
        return _hidden(decision.cause, decision.policies)
    return decision


def serving(ask: Ask, authority: Terms) -> frozenset[str]:
    """What the cited case can be called in an authority's scope.

    A case of the agency that registered it, by any of its numbers. Another agency's only together with that agency,
    ``TYPE:key@agency``: any agency may file a case under any number, so the number alone does not say whose it is. And
    only by those under which its own files stand, not by what they refer to.
    """
    agency = ask.inquiry.caller.agency
    own = authority.name.partition("/")[0] == agency
    return (ask.cited if own else frozenset()) | {f"{number}@{agency}" for number in ask.main}


def _may_tell(klass: RecordClass) -> bool:
    """Whether a stub may stand for it: never for a report of suspicion or what was intercepted either."""
    return may_be_hit(klass) and not klass.str_derived and klass.feed != FeedKind.CONTENT


def _hidden(cause: str, policies: tuple[str, ...] = ()) -> Decision:
    return Decision(Level.INVISIBLE, policies, False, cause)


def _policies(decided: Mapping[int, Decision]) -> frozenset[str]:
    return frozenset(policy for decision in decided.values() for policy in decision.policies)


def _causes(atomic: Mapping[int, AtomicClass], decided: Mapping[int, Decision]) -> Mapping[int, tuple[str, str]]:
    return {
        number: (atomic[number].klass.owner, decision.cause)
        for number, decision in decided.items()
        if decision.level != Level.DISCLOSED
    }
