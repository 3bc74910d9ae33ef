"""A graph in memory that answers the questions' statements as ``graph/cypher`` says: real, small and slow."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from graph.model import NUMBERS, EdgeRow, NodeRow
from graph.rights import in_sight
from services.access.kin import kin_digest
from services.values.node_ids import number_text
from tests.fakes.memory_graph import ends

EDGE_FIELDS = [
    "kind",
    "id",
    "start",
    "end",
    "klass",
    "at_ms",
    "until_ms",
    "known_ms",
    "amount_minor",
    "currency",
    "duration_s",
    "owner",
    "source",
    "grade",
    "handling",
    "authority",
    "note",
]
NODE_FIELDS = ["id", "klass", "label", "label_ur", "owner", "source", "role", "grade", "handling", "target"]
Row = tuple[Any, ...]
Key = tuple[str, str]


class AskedGraph:
    """Nodes and edges as rows. ``asked`` counts statements by name."""

    def __init__(self, nodes: Iterable[NodeRow], edges: Iterable[EdgeRow]) -> None:
        self.nodes = {(node.kind, node.id): node for node in nodes}
        self.edges = list(edges)
        self.asked: Counter[str] = Counter()
        self._at: dict[tuple[str, str], list[EdgeRow]] = {}
        for edge in self.edges:
            for key in dict.fromkeys(ends(edge)):
                self._at.setdefault(key, []).append(edge)

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        self.asked[statement] += 1
        name, _, kind = statement.partition(".")
        return list(getattr(self, f"_{name}")(kind, parameters))

    def _node(self, kind: str, asked: dict[str, Any]) -> Iterator[Row]:
        for node in (self.nodes.get((kind, one)) for one in asked["ids"]):
            if node and in_sight(node.klass, asked["shown"]):
                yield tuple(getattr(node, field) for field in NODE_FIELDS)

    def _declared(self, _: str, asked: dict[str, Any]) -> Iterator[Row]:
        """Of digests as they are: nothing is sealed here."""
        for kind, one in self.nodes:
            if kind in NUMBERS and kin_digest(number_text(kind, one)) in asked["marks"]:
                yield kind, one

    def _of(self, kind: str, asked: dict[str, Any]) -> Iterator[tuple[str, EdgeRow]]:
        for one in asked["ids"]:
            for edge in self._at.get((kind, one), ()):
                last = max(edge.at_ms, edge.until_ms)
                timed = not last or (edge.at_ms < asked["till"] and last >= asked["since"])
                allowed = in_sight(edge.klass, asked["shown"]) and edge.kind in asked["kinds"]
                if timed and allowed and edge.known_ms <= asked["as_of"]:
                    yield one, edge

    def _degree(self, kind: str, asked: dict[str, Any]) -> Iterator[Row]:
        near: dict[str, list[Key]] = {}
        for one, edge in self._of(kind, asked):
            start, end = ends(edge)
            near.setdefault(one, []).append(end if start == (kind, one) else start)
        for one, others in near.items():
            yield one, len(others), len(set(others))

    def _ties(self, kind: str, asked: dict[str, Any]) -> list[Row]:
        groups: dict[tuple[Any, ...], list[EdgeRow]] = {}
        for one, edge in self._of(kind, asked):
            shared = (edge.currency, edge.owner, edge.grade, edge.handling, edge.authority)
            alone = edge.id if edge.kind in asked["single"] else ""
            groups.setdefault((one, edge.kind, edge.start, edge.end, edge.klass, *shared, alone), []).append(edge)
        found = []
        for edges in groups.values():
            last = min(edges, key=lambda edge: (-max(edge.at_ms, edge.until_ms), edge.id))
            first = min((edge.at_ms for edge in edges if edge.at_ms), default=None)
            found.append((*row(last), len(edges), first, sum(edge.amount_minor for edge in edges)))
        return sorted(found, key=lambda tie: (-tie[5], tie[1]))[: asked["most"]]

    def _hits(self, kind: str, asked: dict[str, Any]) -> Iterator[Row]:
        for (one, klass), edges in Counter((one, edge.klass) for one, edge in self._of(kind, asked)).items():
            yield one, klass, edges

    def _withheld(self, kind: str, asked: dict[str, Any]) -> Iterable[Row]:
        sources: dict[int, set[str]] = {}
        for one in asked["ids"]:
            for edge in self._at.get((kind, one), ()):
                if not in_sight(edge.klass, asked["shown"]):
                    sources.setdefault(edge.klass, set()).add(edge.source)
        return [(klass, len(some)) for klass, some in sorted(sources.items())]

    def _kinds(self, kind: str, asked: dict[str, Any]) -> Iterator[Row]:
        for (one, name), edges in Counter((one, edge.kind) for one, edge in self._of(kind, asked)).items():
            yield one, name, edges

    def _hop(self, kind: str, asked: dict[str, Any]) -> list[Row]:
        found = sorted((edge for _, edge in self._of(kind, asked)), key=lambda edge: (-edge.at_ms, edge.id))
        return [row(edge) for edge in found[: asked["most"]]]

    def _between(self, kind: str, asked: dict[str, Any]) -> list[Row]:
        others = set(asked["others"])
        found = [
            edge for one, edge in self._of(kind, asked) if (edge.end if edge.start == one else edge.start) in others
        ]
        return [row(edge) for edge in sorted(found, key=lambda edge: (edge.at_ms, edge.id))[: asked["most"]]]

    def _same(self, _: str, asked: dict[str, Any]) -> Iterator[Row]:
        open_window = {**asked, "kinds": ["SAME_PERSON"], "since": -(2**62), "till": 2**62}
        for _one, edge in self._of("SUBJECT", open_window):
            yield row(edge)

    def _steps(self, kind: str, kinds: tuple[str, ...], end: str, asked: dict[str, Any]) -> Iterator[Row]:
        for step in asked["steps"]:
            for edge in self._at.get((kind, step["id"]), ()):
                if (
                    edge.kind not in kinds
                    or edge.kind not in asked["kinds"]
                    or not in_sight(edge.klass, asked["shown"])
                ):
                    continue
                if end and getattr(edge, end) != step["id"]:
                    continue
                least, most = step.get("least", 0), step.get("most", 2**63)
                last = max(edge.at_ms, edge.until_ms) if end else edge.at_ms
                timed = edge.at_ms > 0 and step["after"] < last and edge.at_ms < step["before"]
                fits = timed and least <= edge.amount_minor <= most
                if fits and edge.known_ms <= asked["as_of"]:
                    yield row(edge)

    def _transfers_out(self, _: str, asked: dict[str, Any]) -> list[Row]:
        return self._largest(self._steps("ACCOUNT", ("TRANSFERRED", "WITHDREW"), "start", asked), asked)

    def _transfers_in(self, _: str, asked: dict[str, Any]) -> list[Row]:
        return self._largest(self._steps("ACCOUNT", ("TRANSFERRED", "WITHDREW"), "end", asked), asked)

    def _calls(self, _: str, asked: dict[str, Any]) -> list[Row]:
        return self._timed(self._steps("PHONE", ("CALLED",), "", asked), asked)

    def _largest(self, rows: Iterable[Row], asked: dict[str, Any]) -> list[Row]:
        return sorted(rows, key=lambda found: (-found[8], found[1]))[: asked["most"]]

    def _timed(self, rows: Iterable[Row], asked: dict[str, Any]) -> list[Row]:
        return sorted(rows, key=lambda found: (found[5], found[1]))[: asked["most"]]


def row(edge: EdgeRow) -> Row:
    """In the columns of ``hop.cypher``."""
    return tuple(getattr(edge, field) for field in EDGE_FIELDS)
