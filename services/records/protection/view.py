"""What one caller may see, decided class by class before anything of a record is loaded.

A profile says which classes there are and how many of each; :func:`judge` puts each class to the policy
engine and keeps its level. The codes of a level then go into the statement that loads rows, so that what
is withheld is not loaded. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cached_property, lru_cache
from typing import Final, NamedTuple

from services.access.caller import CaseFacts
from services.access.decision import Decision, Level, RecordClass, Relation, held_back, may_be_hit
from services.access.own_words import seen_by
from services.access.trail import Inquiry, Trail
from services.records.codes import is_cited, is_in_force, made_in_force, standing_of
from services.records.protection.classes import Own, own_of
from services.records.protection.misuse import NOTE
from services.records.rows import Cited, ProfileLine
from services.values.records import RecordVersion
from services.vocabulary.access import Purpose
from services.vocabulary.protection import ACCUSED_ROLES, Side, child_at_act, side_of
from services.vocabulary.records import RecordKind

NOTHING: Final = Relation()


class Ask(NamedTuple):
    """One admitted call. ``cited``: what is in the cited case; ``accusers``: agencies that say whom it accuses;
    ``break_glass``: a session is open."""

    inquiry: Inquiry
    case: CaseFacts
    cited: tuple[Cited, ...]
    break_glass: bool
    accusers: frozenset[str] = frozenset()

    def decide(self, klass: RecordClass, relation: Relation) -> Decision:
        """The engine's word on one class."""
        call = self.inquiry
        if klass.stranger_to and relation.in_cited_case and klass.stranger_to in self.accusers:
            relation = replace(relation, has_part=True)
        return call.engine.decide(call.caller, self.case, klass, relation, call.now_ms, self.break_glass)


class Seen(NamedTuple):
    """One line of a profile with its decision."""

    code: int
    klass: RecordClass
    number: int
    decision: Decision


class View:
    """Decided lines of one profile."""

    def __init__(self, lines: Sequence[Seen]) -> None:
        self.lines = lines
        self.decisions: dict[int, Decision] = {line.code: line.decision for line in lines}

    def codes(self, *levels: Level) -> tuple[int, ...]:
        """Codes decided at one of the levels, ascending."""
        return tuple(sorted(code for code, decision in self.decisions.items() if decision.level in levels))

    @cached_property
    def classes(self) -> dict[int, RecordClass]:
        """Class in force by code."""
        return {line.code: line.klass for line in self.lines}

    def held(self, code: int) -> bool:
        """Whether a role that was turned is held back from others."""
        return not is_in_force(code) and self.classes[code].kind != RecordKind.LIST_ENTRY

    @cached_property
    def company(self) -> frozenset[str]:
        """Owners of what else than notes is shown, in full or as an action."""
        shown = (line for line in self.lines if line.decision.level >= Level.ACTION)
        return frozenset(line.klass.owner for line in shown if line.klass.kind != NOTE)

    def claims(self, code: int) -> bool:
        """Whether all that is told is that an owner claims a misuse of the identity."""
        klass = self.classes[code]
        told = klass.misuse_claimed and not child_at_act(klass.juvenile)
        return told and self.decisions[code].level == Level.ACTION

    @cached_property
    def visible(self) -> tuple[int, ...]:
        """Codes of which anything at all may be shown."""
        return self.codes(Level.HIT, Level.ACTION, Level.DISCLOSED)

    @cached_property
    def disclosed(self) -> tuple[int, ...]:
        """Codes of which everything may be shown, the real name too."""
        return tuple(code for code in self.codes(Level.DISCLOSED) if not self.decisions[code].pseudonym)

    @cached_property
    def policies(self) -> frozenset[str]:
        """Ids of the policies that decided on any of these records."""
        return frozenset(policy for line in self.lines for policy in line.decision.policies)

    @cached_property
    def withheld(self) -> Counter[tuple[str, str]]:
        """(owner, cause) -> how many records are not shown in full: for the sealed part of the entry alone."""
        found: Counter[tuple[str, str]] = Counter()
        for line in self.lines:
            if line.decision.level != Level.DISCLOSED:
                found[line.klass.owner, line.decision.cause] += line.number
        return found

    @cached_property
    def named(self) -> bool:
        """Whether an order names somebody: then decisions depend on the officer."""
        return any(line.klass.spared for line in self.lines)

    def note(self, trail: Trail) -> None:
        """Add to the log entry who decided and what was withheld."""
        trail.policies |= self.policies
        trail.withheld += self.withheld


_NO_LINES: Final = View(())
"""Of whom nothing is held, as of most whom a post asks about."""


def judge(
    ask: Ask,
    lines: Iterable[ProfileLine],
    classes: Mapping[int, RecordClass],
    person: Relation = NOTHING,
    side: str = "",
) -> View:
    """Decide every line. ``person``: what is true of the person whatever the record (see :func:`person_relation`).

    ``side``: OFFENDER or PROTECTED, where one person's records are shown: never both sides of one man, but for what the
    cited case's owner and court say there, where they say one side alone.
    """
    seen = [
        Seen(line.code, klass, line.number, _guarded(ask, klass, relation(ask, line.code, person)))
        for line in lines
        for klass in (as_now(seen_by(classes[line.klass], ask.inquiry.caller.agency), line.code),)
    ]
    if side:
        seen = _by_real_name(_one_side(ask, seen, side))
    if any(line.klass.kind == NOTE for line in seen):
        seen = _with_notes(ask, seen, person)
        seen = _by_real_name(seen) if side else seen
    return View(seen) if seen else _NO_LINES


@lru_cache(maxsize=16384)
def as_now(klass: RecordClass, code: int) -> RecordClass:
    """The class as others see it now: with a protected role for as long as one that was turned is held back."""
    return klass if is_in_force(code) or klass.kind == RecordKind.LIST_ENTRY else held_back(klass)


def accusing(klass: RecordClass, code: int) -> bool:
    """Whether the records of a class and code make their person one whom a case is against, as others see it now."""
    return as_now(klass, code).role in ACCUSED_ROLES


def version_level(
    ask: Ask, klass: RecordClass, code: int, person: Relation, record: RecordVersion, company: frozenset[str]
) -> Level:
    """How much of a version its own word would allow, whatever the record is now; both must (docs/vocabulary.md).

    ``klass``: the record's class in force; ``company``: as in :class:`View`.
    """
    of = relation(ask, made_in_force(code), in_company(klass, person, company))
    return _guarded(ask, _with_own(klass, own_of(record)), of).level


@lru_cache(maxsize=16384)
def _with_own(klass: RecordClass, own: Own) -> RecordClass:
    return replace(klass, **own._asdict())


def released_decision(ask: Ask, klass: RecordClass, code: int, person: Relation) -> Decision:
    """Of a record that is a bare hit, what its owner's release to the caller makes of it (row 37).

    ``klass``: as others see it now; ``person``: what is true of its person in this call.
    """
    return _guarded(ask, klass, replace(relation(ask, code, person), released=True))


def side_for(ask: Ask) -> str:
    """Which side of a person a call is about: whoever protects asks about the protected."""
    protects = ask.inquiry.caller.purpose in (Purpose.PROTECT_VICTIM, Purpose.FIND_MISSING_CHILD)
    return Side.PROTECTED if protects else Side.OFFENDER


def _side(klass: RecordClass) -> str:
    return side_of(klass.role, klass.kind, klass.list_type)


def _one_side(ask: Ask, seen: list[Seen], side: str) -> list[Seen]:
    """Where something of both sides would show, only the side that was asked about does.

    What the cited case itself says stays unless it says both, so that no other agency can take a case's victim from its
    officers by accusing them elsewhere.
    """
    shown = [line for line in seen if line.decision.level > Level.INVISIBLE]
    if not {_side(line.klass) for line in shown} >= {*Side}:
        return seen
    other = Side.PROTECTED if side == Side.OFFENDER else Side.OFFENDER
    by_case = {_side(line.klass) for line in shown if _is_of_cited_case(ask, line)}
    alone = side not in by_case
    return [
        _hide(line, "other-side")
        if _side(line.klass) == other and not (alone and _is_of_cited_case(ask, line))
        else line
        for line in seen
    ]


def _is_of_cited_case(ask: Ask, line: Seen) -> bool:
    return is_cited(line.code) and line.klass.owner in ask.accusers


def _by_real_name(seen: list[Seen]) -> list[Seen]:
    """Whoever asks by a real number must not learn which pseudonym it belongs to."""
    return [_hide(line, "pseudonym") if line.decision.pseudonym else line for line in seen]


def _hide(line: Seen, cause: str) -> Seen:
    if line.decision.level == Level.INVISIBLE:
        return line
    return line._replace(decision=replace(line.decision, level=Level.INVISIBLE, cause=cause))


@lru_cache(maxsize=1024)
def _relation(code: int, case_type: str, person: Relation) -> Relation:
    cited = is_cited(code)
    return replace(
        person,
        in_cited_case=cited,
        list_in_force=is_in_force(code),
        referred=cited and case_type == "REFERRAL",
        complained=cited and case_type == "REVIEW",
    )


def relation(ask: Ask, code: int, person: Relation) -> Relation:
    """How the records of one code stand to the call."""
    return _relation(standing_of(code), ask.inquiry.caller.case_type, person)


def person_relation(ask: Ask, lines: Iterable[ProfileLine], classes: Mapping[int, RecordClass]) -> Relation:
    """What the person's records in the cited case make of them: its accused, or the applicant.

    A record counts only where it would itself be shown, so that a hidden one changes nothing; and only the case's
    owner and its court say whom it accuses.
    """
    caller = ask.inquiry.caller
    accused = Relation(of_case_accused=True)
    of_case_accused = own_record = False
    for line in lines:
        if not is_cited(line.code):
            continue
        klass = as_now(seen_by(classes[line.klass], caller.agency), line.code)
        if accusing(klass, line.code) and klass.owner in ask.accusers and not of_case_accused:
            shown = _guarded(ask, klass, relation(ask, line.code, accused))
            of_case_accused = shown.level == Level.DISCLOSED
        own_record = own_record or (caller.case_type == "APPLICATION" and klass.owner == caller.agency)
    return Relation(of_case_accused=of_case_accused, own_record=own_record)


def _with_notes(ask: Ask, seen: list[Seen], person: Relation) -> list[Seen]:
    """A misused-identity note travels with whatever else is shown of its holder, in full or as an action."""
    company = View(seen).company
    return [
        line._replace(decision=_guarded(ask, line.klass, relation(ask, line.code, of)))
        if (of := in_company(line.klass, person, company)) is not person
        else line
        for line in seen
    ]


def in_company(klass: RecordClass, person: Relation, company: frozenset[str]) -> Relation:
    """What is true of the person, with what is shown beside a note; see :attr:`View.company`."""
    if klass.kind != NOTE or not company:
        return person
    return replace(person, travels=True, beside_own=klass.owner in company)


def _guarded(ask: Ask, klass: RecordClass, of: Relation) -> Decision:
    """The engine's decision; whatever it says, a protected record is never a bare hit."""
    decision = ask.decide(klass, of)
    if decision.level == Level.HIT and not may_be_hit(klass):
        return replace(decision, level=Level.INVISIBLE)
    return decision
