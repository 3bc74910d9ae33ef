"""A record, or a feed's row, as rows of the graph. Pure.

A record states numbers of its person, and not how the person came by them: each is used by the person, as its agency
says, and none was found with the person. A name key is no number. What a list entry is good for today is not here: it
lapses by time.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import combinations
from typing import Final

from graph.model import EDGE_KINDS, EdgeRow, NodeRow
from services.linkage.facts import RecordFacts
from services.values.node_ids import part
from services.vocabulary.protection import ACCUSED_ROLES, LIVE
from services.vocabulary.records import RecordKind

SUBJECT_KINDS: Final = frozenset(
    {
        RecordKind.PARTY,
        RecordKind.LIST_ENTRY,
        RecordKind.PROCLAMATION,
        RecordKind.BORDER_CROSSING,
        RecordKind.FOREIGN_RECORD,
    }
)
NO_CASE: Final = frozenset({"CRO", "FINGERPRINT"})
"""Registers of persons, which stand among a record's references and make nobody a party."""
REGISTERS: Final = frozenset({"FIR", "ENQUIRY", "COMPLAINT"})
"""Where those named together were arrested together; other numbers of the case would only repeat it."""
MAX_GROUP: Final = 24
"""Most members of two classes of one case, together, between whom CO_ARRESTED is drawn: their case joins them too."""


@dataclass(frozen=True, slots=True)
class Member:
    """One accused of a case. ``source``: version that says so."""

    case: str
    subject: str
    klass: int
    source: str
    known_ms: int


def edge_id(*parts: str) -> str:
    """24 hex digits that name one evidence row."""
    return sha256("\x1f".join(parts).encode()).hexdigest()[:24]


def is_subject(facts: RecordFacts) -> bool:
    """Whether the record stands as one Subject."""
    admitted = facts.kind == RecordKind.CUSTODY_EVENT and facts.custody == "ADMISSION"
    return facts.status in LIVE and facts.about_person and (facts.kind in SUBJECT_KINDS or admitted)


def subject_node(facts: RecordFacts, klass: int) -> NodeRow:
    """The node that stands for the person of a record."""
    note = json.dumps({"father": facts.father, "kind": facts.kind}, sort_keys=True, ensure_ascii=False)
    return NodeRow(
        "SUBJECT", facts.record, klass, facts.label, facts.label_ur, facts.agency, facts.version, facts.role,
        facts.grade, facts.handling, True, note,
    )  # fmt: skip


def subject_edges(facts: RecordFacts, klass: int) -> list[EdgeRow]:
    """Its edges to what it names; of its class, since shared numbers have none."""
    said = f"stated by {facts.agency}"
    cases = [case for case in facts.cases if register(case) not in NO_CASE]
    found = [_edge(facts, klass, "PARTY_TO", facts.record, case, note=facts.role) for case in cases]
    found += [_edge(facts, klass, "IDENTIFIED_BY", facts.record, number) for number in facts.documents]
    for kind, numbers in (
        ("PHONE_USED_BY", facts.phones),
        ("ACCOUNT_USED_BY", facts.accounts),
        ("DEVICE_USED_BY", facts.devices),
        ("VEHICLE_USED_BY", facts.vehicles),
    ):
        found += [_edge(facts, klass, kind, number, facts.record, note=said) for number in numbers]
    if part(facts.district):
        place = f"DISTRICT:{part(facts.district)}"
        found.append(_edge(facts, klass, "LIVES_AT", facts.record, place, note=facts.address))
    if facts.crossing is not None:
        move = facts.crossing
        journey = f"CROSSING:{part(move.post)}:{part(move.carrier) or 'ON-FOOT'}:{move.day}"
        found.append(_edge(facts, klass, "TRAVELLED", facts.record, journey, note=move.direction, at_ms=move.at_ms))
    return found


def case_edges(facts: RecordFacts, klass: int) -> list[EdgeRow]:
    """REFERS_TO from a case file's main number to its others; none once it is taken back."""
    if facts.kind != RecordKind.CASE_FILE or facts.status not in LIVE or len(facts.cases) < 2:
        return []
    main, *others = facts.cases
    return [_edge(facts, klass, "REFERS_TO", main, other) for other in others]


def refers_id(record: str, start: str, end: str) -> str:
    """Id of the REFERS_TO edge that a case file's record makes."""
    return edge_id("REFERS_TO", record, start, end)


def _edge(
    facts: RecordFacts, klass: int, kind: str, start: str, end: str, *, note: str = "", at_ms: int = 0
) -> EdgeRow:
    return EdgeRow(
        kind, edge_id(kind, facts.record, start, end), start, end, klass, at_ms, known_ms=facts.known_ms,
        owner=facts.agency, source=facts.version, grade=facts.grade, handling=facts.handling, note=note,
    )  # fmt: skip


def members_of(facts: RecordFacts, klass: int) -> list[Member]:
    """The cases in which the record says its person is suspected or accused."""
    if facts.kind != RecordKind.PARTY or facts.role not in ACCUSED_ROLES or not is_subject(facts):
        return []
    cases = [case for case in facts.cases if register(case) in REGISTERS]
    return [Member(case, facts.record, klass, facts.version, facts.known_ms) for case in cases]


def register(case: str) -> str:
    """Type of a case number ``TYPE:key``."""
    return case.partition(":")[0]


def pairs(members: Iterable[Member]) -> list[tuple[Member, Member]]:
    """Of one case, who is drawn as arrested together, the lower id first.

    Bounded by two classes at a time, so that whoever sees an edge sees all that decided whether it is drawn.
    """
    by_class: dict[int, list[Member]] = {}
    for member in sorted(members, key=lambda one: one.subject):
        by_class.setdefault(member.klass, []).append(member)
    found = []
    for one, other in [*combinations(by_class.values(), 2), *((same, same) for same in by_class.values())]:
        if one is other and len(one) <= MAX_GROUP:
            found += list(combinations(one, 2))
        elif one is not other and len(one) + len(other) <= MAX_GROUP:
            found += [(a, b) if a.subject < b.subject else (b, a) for a in one for b in other]
    return found


def co_arrested(one: Member, other: Member, klass: int) -> EdgeRow:
    """The derived edge between two members of one case; ``klass`` joins theirs."""
    return EdgeRow(
        "CO_ARRESTED", edge_id("CO_ARRESTED", one.case, one.subject, other.subject), one.subject, other.subject, klass,
        known_ms=max(one.known_ms, other.known_ms), source=f"{one.source} {other.source}", note=one.case,
    )  # fmt: skip


def shared_ends(edges: Sequence[EdgeRow]) -> list[NodeRow]:
    """The bare nodes at the ends of edges, each once, in order; no Subject."""
    found: dict[tuple[str, str], NodeRow] = {}
    for edge in edges:
        kind = EDGE_KINDS[edge.kind]
        for name, number in ((kind.source, edge.start), (kind.target, edge.end)):
            if name != "SUBJECT":
                found.setdefault((name, number), NodeRow(name, number))
    return list(found.values())


def numbers_by_kind(ends: Iterable[tuple[str, str]]) -> Mapping[str, Sequence[str]]:
    """Ids by kind, sorted, each once; no Subject."""
    found: dict[str, set[str]] = {}
    for kind, number in ends:
        if kind != "SUBJECT":
            found.setdefault(kind, set()).add(number)
    return {kind: sorted(numbers) for kind, numbers in sorted(found.items())}
