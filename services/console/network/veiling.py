"""Protected people without name and number, and charts without any name. Pure.

What a victim, witness or complainant is known by is veiled wherever it stands: in their own node, in other records of
the same person, and in the papers, phones and accounts that lead to them.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from services.console.network.content import Content
from services.values.network import Answer, Edge, Node, NodeKey, Path, Stub
from services.vocabulary.protection import PROTECTED_ROLES

VEILED: Final = ("protected person", "محفوظ شخص")
OWN: Final = frozenset({"DOCUMENT", "PHONE", "DEVICE", "ACCOUNT", "VEHICLE", "PLACE"})
"""Kinds of node by which a person is found, where a row ties them to one."""


@dataclass(frozen=True, slots=True)
class Codes:
    """Codes in place of ids, the same for one id as long as ``secret`` lasts: no list of numbers undoes them."""

    secret: bytes

    def of(self, text: str) -> str:
        """Twelve letters that may stand in a page and in a file."""
        return hmac.digest(self.secret, text.encode("utf-8", "surrogatepass"), "sha256").hex()[:12]

    def key(self, key: NodeKey) -> NodeKey:
        """A node of the same kind under a code."""
        return NodeKey(key.kind, self.of(f"{key.kind} {key.id}"))


def protected(answer: Answer) -> frozenset[NodeKey]:
    """Nodes of protected people, of the persons that they are one with, and of what leads to them."""
    roles = frozenset(map(str, PROTECTED_ROLES))
    persons = {node.person for node in answer.nodes if node.role in roles and node.person}
    people = {node.key for node in answer.nodes if node.key and (node.role in roles or node.person in persons)}
    own = {
        other
        for edge in answer.edges
        for one, other in ((edge.start, edge.end), (edge.end, edge.start))
        if one in people and other and other.kind in OWN
    }
    return frozenset(people | own)


def veiled(content: Content, codes: Codes, *, names: bool = True) -> Content:
    """The content with protected people under codes; without ``names``, with everything under codes."""
    answer = content.answer
    hidden = protected(answer) if names else frozenset(_keys(answer))
    if not hidden:
        return content
    people = protected(answer)

    def key(of: NodeKey | None) -> NodeKey | None:
        return codes.key(of) if of in hidden and of else of

    found = replace(
        answer,
        nodes=tuple(_node(node, key, node.key in people) if node.key in hidden else node for node in answer.nodes),
        edges=tuple(_edge(edge, key) if {edge.start, edge.end} & hidden else edge for edge in answer.edges),
        stubs=tuple(_stub(stub, key) for stub in answer.stubs),
        borne=(),
    )
    return Content(found, tuple(_path(path, key) for path in content.paths))


Key = Callable[[NodeKey | None], NodeKey | None]


def _keys(answer: Answer) -> Iterable[NodeKey]:
    yield from (node.key for node in answer.nodes if node.key)
    yield from (key for edge in answer.edges for key in (edge.start, edge.end) if key)
    yield from (key for stub in answer.stubs for key in (stub.before, stub.after) if key)


def _node(node: Node, key: Key, person: bool) -> Node:
    english, urdu = VEILED if person else ("", "")
    return replace(node, key=key(node.key), label=english, label_ur=urdu, source="")


def _edge(edge: Edge, key: Key) -> Edge:
    return replace(edge, start=key(edge.start), end=key(edge.end), note="")


def _stub(stub: Stub, key: Key) -> Stub:
    return replace(stub, before=key(stub.before), after=key(stub.after))


def _path(path: Path, key: Key) -> Path:
    return replace(path, nodes=tuple(found for each in path.nodes if (found := key(each))))
