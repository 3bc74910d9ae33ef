"""A graph without the nodes that are to its caller as if they were not: no answer, count or bound tells of them.

What stands between a question and its graph where the officer's own or their kin's records lie in it. Each statement
of a question is answered as if those nodes and their edges had been deleted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Sequence
from typing import Any, Final, TypeVar

from graph.rows import ClassCount, Degree, KindLine, Row, read
from services.linkage.ports import Graph, Parameters
from services.linkage.questions.link import Link, link_of
from services.linkage.questions.scope import Key
from services.linkage.questions.ties import COLUMNS

BOUND: Final = 2**30
"""Rows of what is taken off a count: all, in a number that ArcadeDB takes for a limit."""
COUNTS: Final[dict[str, Callable[[Link], tuple[object, ...]]]] = {
    "kinds": lambda link: (link.edge.kind,),
    "hits": lambda link: (link.klass,),
}
"""Statements that count edges at nodes, with what they count by besides the node."""
KIND_OF: Final = {
    "same": "SUBJECT", "calls": "PHONE", "transfers_in": "ACCOUNT", "transfers_out": "ACCOUNT",
}  # fmt: skip
"""Kind of node that a statement of edges starts from, where its name does not say."""
EDGES: Final = frozenset({"hop", "ties", "between", *KIND_OF})
"""Statements whose rows are edges that begin with the columns of ``hop.cypher``, as many as ``most``."""

T = TypeVar("T")


class Without:
    """See :class:`services.linkage.ports.Graph`. ``left_out``: whether anything absent lay on the way of a statement.

    Knows the statements of questions and of decisions alone; KeyError for any other where something is absent.
    """

    def __init__(self, graph: Graph, absent: Collection[Key]) -> None:
        self._graph = graph
        self._absent = frozenset(absent)
        self.left_out = False

    async def run(self, statement: str, **parameters: Any) -> list[Row]:
        """As the port says."""
        if not self._absent:
            return await self._graph.run(statement, **parameters)
        name, _, kind = statement.partition(".")
        if name == "degree":
            return await self._degrees(statement, kind, self._stripped(kind, parameters))
        if name in COUNTS:
            return await self._counted(statement, kind, COUNTS[name], self._stripped(kind, parameters))
        if name in EDGES:
            return await self._bounded(statement, "most", self._stripped(kind or KIND_OF[name], parameters), self._kept)
        return await {"node": self._nodes, "subject": self._subject, "candidates": self._candidates}[name](
            statement, kind, parameters
        )

    def _stripped(self, kind: str, parameters: Parameters) -> Parameters:
        """Without the absent among the nodes that are asked for."""
        changed = dict(parameters)
        if "steps" in changed:
            changed["steps"] = self._present([(kind, step["id"]) for step in changed["steps"]], changed["steps"])
        else:
            changed["ids"] = self._present([(kind, one) for one in changed["ids"]], changed["ids"])
        return changed

    def _present(self, keys: Sequence[Key], values: Sequence[T]) -> list[T]:
        kept = [value for key, value in zip(keys, values, strict=True) if key not in self._absent]
        self.left_out |= len(kept) < len(values)
        return kept

    def _kept(self, row: Row) -> bool:
        link = link_of(row[:COLUMNS])
        return link.start not in self._absent and link.end not in self._absent

    async def _bounded(
        self, statement: str, bound: str, parameters: Parameters, kept: Callable[[Row], bool]
    ) -> list[Row]:
        """The first rows that are kept, as many as the bound allows."""
        most, more = parameters[bound], 0
        while True:
            rows = await self._graph.run(statement, **{**parameters, bound: most + more})
            found = [row for row in rows if kept(row)]
            self.left_out |= len(found) < len(rows)
            if len(found) >= most or len(rows) < most + more:
                return found[:most]
            more = 2 * more + len(rows) - len(found)

    async def _counted(
        self, statement: str, kind: str, by: Callable[[Link], tuple[object, ...]], parameters: Parameters
    ) -> list[Row]:
        """Counts less the edges that lead to what is absent; no row where nothing is left."""
        rows = await self._graph.run(statement, **parameters)
        away = Counter((one, *by(link)) for one, _, link in await self._away(kind, parameters))
        lines = read(ClassCount, rows) if statement.startswith("hits") else read(KindLine, rows)
        less = [line._replace(edges=line.edges - away[line[:-1]]) for line in lines]
        return [tuple(line) for line in less if line.edges]

    async def _degrees(self, statement: str, kind: str, parameters: Parameters) -> list[Row]:
        """Edges and neighbours less those that are absent; no row where nothing is left."""
        rows = await self._graph.run(statement, **parameters)
        away = await self._away(kind, parameters)
        edges = Counter(one for one, _, _ in away)
        neighbours = Counter(one for one, _ in {(one, there) for one, there, _ in away})
        less = [Degree(one, number - edges[one], near - neighbours[one]) for one, number, near in read(Degree, rows)]
        return [tuple(line) for line in less if line.edges]

    async def _away(self, kind: str, parameters: Parameters) -> list[tuple[str, Key, Link]]:
        """Edges from nodes asked for to what is absent, with both."""
        others = sorted({one for _, one in self._absent})
        found = [
            (here[1], there, link)
            for link in map(link_of, await self._graph.run(f"between.{kind}", others=others, most=BOUND, **parameters))
            for here, there in ((link.start, link.end), (link.end, link.start))
            if here[0] == kind and there in self._absent
        ]
        self.left_out |= bool(found)
        return found

    async def _nodes(self, statement: str, kind: str, parameters: Parameters) -> list[Row]:
        return await self._graph.run(statement, **self._stripped(kind, parameters))

    async def _subject(self, statement: str, _: str, parameters: Parameters) -> list[Row]:
        kept = self._present([("SUBJECT", parameters["id"])], [parameters["id"]])
        return await self._graph.run(statement, **parameters) if kept else []

    async def _candidates(self, statement: str, _: str, parameters: Parameters) -> list[Row]:
        return await self._bounded(statement, "rows", parameters, lambda row: ("SUBJECT", row[1]) not in self._absent)
