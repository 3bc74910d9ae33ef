"""What one call may see of the graph: each class decided once, by the policy engine."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from graph.model import OPEN_CLASS
from graph.rights import Rights
from services.access.caller import CaseFacts
from services.access.decision import Decision, Level, RecordClass, Relation, may_be_hit
from services.access.trail import Inquiry
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass
from services.linkage.kept import Known, Terms
from services.vocabulary.access import FeedKind


@dataclass(frozen=True, slots=True)
class Ask:
    """One admitted question. ``cited``: every number of the cited case, ``TYPE:key`` each; ``main``: those under which
    the caller's agency has files of its own. ``accused``: document ids of whom the case accuses, as far as this caller
    sees so. ``break_glass``: a session is open.
    """

    inquiry: Inquiry
    case: CaseFacts
    cited: frozenset[str] = frozenset()
    accused: frozenset[str] = frozenset()
    break_glass: bool = False
    main: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Seen:
    """``rights`` for the graph; ``policies`` that decided; ``hidden``: atomic class -> (owner, cause) of what is not
    disclosed; ``authorities`` of whose feeds something is shown or may be known."""

    rights: Rights
    policies: frozenset[str]
    hidden: Mapping[int, tuple[str, str]]
    authorities: frozenset[str]
    known: Known

    def causes(self, number: int) -> frozenset[tuple[str, str]]:
        """(owner, cause) of each part of a class that is not disclosed."""
        return frozenset(self.hidden[part] for part in self.known.parts(number) if part in self.hidden)


async def rights_of(table: ClassTable, ask: Ask) -> Seen:
    """Decide every class that the store knows now. Raises :class:`StorageUnavailable`."""
    known = await table.known()
    decided = {number: decide(ask, atomic, known) for number, atomic in known.atomic.items()}
    shown = {number for number, decision in decided.items() if decision.level == Level.DISCLOSED} | {OPEN_CLASS}
    hits: dict[int, tuple[str, ...]] = {}
    hits |= {n: (known.atomic[n].klass.owner,) for n, decision in decided.items() if _is_hit(decision)}
    for number, parts in known.joins.items():
        if parts <= shown:
            shown.add(number)
        elif all(part in shown or part in hits for part in parts):
            hits[number] = tuple(sorted({owner for part in parts if part in hits for owner in hits[part]}))
    told = {known.atomic[number].authority for number in known.atomic if number in shown or number in hits}
    causes = _causes(known, decided)
    return Seen(Rights(tuple(sorted(shown)), hits), _policies(decided), causes, frozenset(told - {""}), known)


def decide(ask: Ask, atomic: AtomicClass, known: Known) -> Decision:
    """The engine's word on one class. Nothing is shown of data past their retention.

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
    )
    sides = atomic.at(call.now_ms)
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


def _is_hit(decision: Decision) -> bool:
    return decision.level in (Level.HIT, Level.ACTION)


def _hidden(cause: str, policies: tuple[str, ...] = ()) -> Decision:
    return Decision(Level.INVISIBLE, policies, False, cause)


def _policies(decided: Mapping[int, Decision]) -> frozenset[str]:
    return frozenset(policy for decision in decided.values() for policy in decision.policies)


def _causes(known: Known, decided: Mapping[int, Decision]) -> Mapping[int, tuple[str, str]]:
    return {
        number: (known.atomic[number].klass.owner, decision.cause)
        for number, decision in decided.items()
        if decision.level != Level.DISCLOSED
    }
