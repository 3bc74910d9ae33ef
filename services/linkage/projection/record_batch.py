"""Changed records -> one batch of the projection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from graph.batch import Batch
from graph.model import EDGE_KINDS, OPEN_CLASS, EdgeRow, NodeRow
from graph.rows import MemberLine, PairLine, SubjectEdge, read
from services.linkage.class_table import ClassTable
from services.linkage.classes import AtomicClass, record_class
from services.linkage.facts import RecordChange, RecordFacts
from services.linkage.kept import CaseNumber
from services.linkage.links import Links
from services.linkage.ports import Graph
from services.linkage.projection import project
from services.linkage.projection.decided import decision_edges
from services.linkage.projection.project import Member
from services.vocabulary.protection import ACCUSED_ROLES


class Gone(NamedTuple):
    """What finds an edge to drop."""

    id: str
    start: str
    end: str


@dataclass(slots=True)
class _Work:
    """What one batch comes to. ``here``: class of each changed record's Subject, None where it is none any more."""

    here: dict[str, int | None] = field(default_factory=dict)
    nodes: list[NodeRow] = field(default_factory=list)
    edges: list[EdgeRow] = field(default_factory=list)
    gone: dict[str, list[Gone]] = field(default_factory=dict)
    left: set[tuple[str, str]] = field(default_factory=set)
    members: list[Member] = field(default_factory=list)


async def record_batch(graph: Graph, links: Links, changes: Sequence[RecordChange]) -> Batch:
    """Every changed record anew: its Subject with its edges, its case's numbers, and who was arrested together."""
    facts = [change.facts for change in changes]
    work = _Work(here=dict.fromkeys(one.record for one in facts))
    drawn = [one for one in facts if project.is_subject(one) or project.case_edges(one, OPEN_CLASS)]
    for one, klass in zip(drawn, await links.classes.numbers(list(map(_class, drawn))), strict=True):
        _add(work, one, klass)
    old = read(SubjectEdge, await graph.run("subject_edges", ids=list(work.here)))
    work.left |= {end for row in old for end in _ends(row)}
    await _case_numbers(work, links, facts)
    cases = {finish for _, kind, _, _, finish in old if kind == "PARTY_TO"} | {m.case for m in work.members}
    await _arrests(work, graph, links.classes, sorted(cases))
    standing = await links.decisions.standing(work.here)
    work.edges += await decision_edges(graph, links.classes, standing, work.here)
    return Batch(
        "records",
        changes[-1].number,
        drop_nodes={"SUBJECT": list(work.here)},
        drop_edges=work.gone,
        nodes=[*work.nodes, *project.shared_ends(work.edges)],
        edges=work.edges,
        sweep=project.numbers_by_kind(work.left),
    )


async def class_of(table: ClassTable, facts: RecordFacts) -> int:
    """Number of the record's class with its binding."""
    return await table.number(_class(facts))


def _class(facts: RecordFacts) -> AtomicClass:
    return record_class(facts.klass, facts.cases, facts.documents, facts.held_until_ms)


def _add(work: _Work, facts: RecordFacts, klass: int) -> None:
    work.edges += project.case_edges(facts, klass)
    if project.is_subject(facts):
        work.here[facts.record] = klass
        work.nodes.append(project.subject_node(facts, klass))
        work.edges += project.subject_edges(facts, klass)
        work.members += project.members_of(facts, klass)


async def _case_numbers(work: _Work, links: Links, facts: Iterable[RecordFacts]) -> None:
    """Drop what case files gave before; keep what they give now, so that it is found again."""
    for record, start, finish in await links.feeds.numbers_given(work.here):
        work.gone.setdefault("REFERS_TO", []).append(Gone(project.refers_id(record, start, finish), start, finish))
        work.left |= {("CASE", start), ("CASE", finish)}
    given = [
        CaseNumber(one.record, edge.start, edge.end) for one in facts for edge in project.case_edges(one, OPEN_CLASS)
    ]
    if given:
        await links.feeds.give_numbers(given)


async def _arrests(work: _Work, graph: Graph, table: ClassTable, cases: Sequence[str]) -> None:
    """CO_ARRESTED of the cases: drop what is not so any more, draw what is new."""
    cases = [case for case in cases if project.register(case) in project.REGISTERS]
    if not cases:
        return
    parties = read(MemberLine, await graph.run("case_members", ids=cases))
    stay = [member for line in parties for member in _member(line)]
    members = [member for member in stay if member.subject not in work.here] + work.members
    wanted = await arrests(table, members)
    held: set[str] = set()
    for _, number, start, finish, klass, source, known_ms in read(PairLine, await graph.run("case_pairs", ids=cases)):
        if start in work.here or finish in work.here:
            continue
        new = wanted.get(number)
        if new is not None and (new.klass, new.source, new.known_ms) == (klass, source, known_ms):
            held.add(number)
        else:
            work.gone.setdefault("CO_ARRESTED", []).append(Gone(number, start, finish))
    work.edges += [edge for number, edge in wanted.items() if number not in held]


async def arrests(table: ClassTable, members: Iterable[Member]) -> Mapping[str, EdgeRow]:
    """CO_ARRESTED edges of all cases of the members, by id."""
    by_case: dict[str, list[Member]] = {}
    for member in members:
        by_case.setdefault(member.case, []).append(member)
    found = {}
    for of_case in by_case.values():
        for one, other in project.pairs(of_case):
            edge = project.co_arrested(one, other, await table.join([one.klass, other.klass]))
            found[edge.id] = edge
    return found


def _member(line: MemberLine) -> Iterator[Member]:
    if line.role in ACCUSED_ROLES and json.loads(line.note or "{}").get("kind") == "PARTY":
        yield Member(line.case_id, line.subject, line.klass, line.source, line.known_ms)


def _ends(edge: SubjectEdge) -> Iterable[tuple[str, str]]:
    kind = EDGE_KINDS[edge.type]
    return (kind.source, edge.start), (kind.target, edge.finish)
