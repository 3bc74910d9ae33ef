"""Graphs of a few rows, written shortly: ``link("CALLED", "p1", "p2", at_ms=5)`` and their nodes of themselves."""

from __future__ import annotations

import itertools
from collections.abc import Iterable
from typing import Any, Protocol

from graph.model import EDGE_KINDS, EdgeRow, NodeRow
from graph.rights import Rights
from services.values.network import Answer, NodeKey
from tests.fakes.asked_graph import AskedGraph

ALL = Rights((0, 1))
NUMBER = itertools.count()


def link(kind: str, start: str, end: str, **rest: Any) -> EdgeRow:
    return EdgeRow(
        kind, rest.pop("id", f"{kind}-{start}-{end}-{next(NUMBER)}"), start, end, rest.pop("klass", 1), **rest
    )


def graph(links: Iterable[EdgeRow], *nodes: NodeRow) -> AskedGraph:
    """Subjects are of class 1 unless given; every other node is open."""
    rows = list(links)
    found = {(node.kind, node.id): node for node in nodes}
    for row in rows:
        kind = EDGE_KINDS[row.kind]
        for key in ((kind.source, row.start), (kind.target, row.end)):
            found.setdefault(key, NodeRow(*key, klass=int(key[0] == "SUBJECT"), label=f"name of {key[1]}"))
    return AskedGraph(found.values(), rows)


def subject(name: str) -> NodeKey:
    return NodeKey("SUBJECT", name)


def phone(name: str) -> NodeKey:
    return NodeKey("PHONE", name)


def account(name: str) -> NodeKey:
    return NodeKey("ACCOUNT", name)


class Answering(Protocol):
    """A response of a question."""

    @property
    def answer(self) -> Answer | None: ...


def shown(response: Answering) -> Answer:
    """What a response shows, which every question that was answered has."""
    assert response.answer is not None
    return response.answer
