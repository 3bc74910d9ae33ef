"""What a room gives a node to serve: its contract, what it needs to answer, and its methods over what is handed in.

A service is its room with one :class:`Service`, and a line in :mod:`services.node.services`; whoever has to name the
services (routes, health, fuzzing, the protocol's pages) reads that line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial
from typing import Any, Final, Generic, NamedTuple, TypeVar

from google.protobuf.descriptor import ServiceDescriptor
from rabta.access.v1.rule_pb2 import EFFECT_WRITE

from services.edge.call import Handler
from services.edge.erasing import Erase, Eraser
from services.edge.routes import methods, rule_of

Named = Callable[[bytes], Sequence[bytes]]
"""Of a body: 32-byte tokens of what it names. Raises Refused."""
UseCases = TypeVar("UseCases")


class Part(StrEnum):
    """Something that a process needs; the names are those of the wire, in lower case."""

    REGISTRY = "registry"
    LOG = "log"
    RECORDS = "records"
    GRAPH = "graph"


WHOLE: Final = frozenset({Part.REGISTRY, Part.LOG, Part.RECORDS})


class Served(NamedTuple):
    """A service put together: ``handlers`` and ``named`` by full method path, ``erasers`` by store."""

    service: Service[Any]
    handlers: Mapping[str, Handler]
    named: Mapping[str, Named]
    erasers: Mapping[str, Erase]


def _nothing(_room: object) -> Mapping[str, Named]:
    return {}


@dataclass(frozen=True, slots=True)
class Service(Generic[UseCases]):
    """One service. ``target``: the word by which a node is told to serve it; none where every node does.

    ``needs``: parts without which it does not answer. ``build``: handlers by full method path over the use cases.
    ``named``: of changes that count as reads do, tokens of what a body names. ``apart``: changes are done in the
    process of changes, so that no edge waits for a file's turn. ``erasers``: one for each store that the room keeps, in
    the order in which they are to run.
    """

    descriptor: ServiceDescriptor
    build: Callable[[UseCases], Mapping[str, Handler]]
    target: str = ""
    needs: frozenset[Part] = WHOLE
    named: Callable[[UseCases], Mapping[str, Named]] = _nothing
    apart: bool = False
    erasers: tuple[Eraser[UseCases], ...] = ()

    @property
    def name(self) -> str:
        """Full name, as in paths and for health."""
        name: str = self.descriptor.full_name
        return name

    def changes(self) -> list[str]:
        """Full paths of its methods that change something. Raises Undeclared."""
        declared = methods(iter([self.descriptor]))
        return [path for path, method in declared if rule_of(method).effect == EFFECT_WRITE]

    def over(self, use_cases: UseCases) -> Served:
        """The service's methods over what a node hands in."""
        erasers = {each.name: partial(each.erase, use_cases) for each in self.erasers}
        return Served(self, self.build(use_cases), self.named(use_cases), erasers)
