"""What a request names, as the log counts it and as an officer's own numbers are declared. Pure.

It follows from what the request is made of: a node counts wherever it stands, unless its field is in :data:`BROUGHT`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from graph.model import NODE_KINDS, NUMBERS
from services.access.errors import InvalidArgument, Violation
from services.tables.numbers import NumberError
from services.values.network import NodeKey
from services.values.node_ids import canonical, number_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_R = TypeVar("_R", bound="DataclassInstance")
MAX_SELECTED: Final = 100
"""Nodes that one call may name."""
BROUGHT: Final = frozenset(
    {
        ("RegisterAuthorityRequest", "authority"),
        ("ImportFeedPageRequest", "nodes"),
        ("ImportFeedPageRequest", "edges"),
    }
)
"""Fields whose nodes an agency brings under a warrant, and learns nothing of: they are not asked for."""


def named_in(request: object) -> tuple[NodeKey, ...]:
    """Nodes that a request names in any field, each once. Raises InvalidArgument where they are too many."""
    found = dict.fromkeys(key for key in _keys(request) if key.id)
    if len(found) > MAX_SELECTED:
        raise InvalidArgument(Violation("", "number", f"names more than {MAX_SELECTED} nodes"))
    return tuple(found)


def settled(request: _R) -> _R:
    """The request with every node by its canonical id. Raises InvalidArgument, each field that is no id named.

    Kinds that there are not, and nodes left out, are for the question to refuse; what is brought, for its use case.
    """
    found: list[Violation] = []
    changed: _R = _changed(request, "", found)
    if found:
        raise InvalidArgument(*found[:MAX_SELECTED])
    return changed


def _changed(value: Any, path: str, found: list[Violation]) -> Any:
    if isinstance(value, NodeKey):
        return _settled(path, value, found)
    if isinstance(value, tuple):
        return tuple(_changed(part, f"{path}[{place}]", found) for place, part in enumerate(value))
    if not is_dataclass(value):
        return value
    changed = {name: _changed(part, f"{path}.{name}" if path else name, found) for name, part in _asking(value)}
    return replace(cast("DataclassInstance", value), **changed)


def _settled(field: str, key: NodeKey, found: list[Violation]) -> NodeKey:
    if key.kind not in NODE_KINDS or not key.id:
        return key
    try:
        return NodeKey(key.kind, canonical(key.kind, key.id))
    except NumberError as bad:
        found.append(Violation(f"{field}.id", bad.rule, bad.text))
        return key


def _keys(value: object) -> Iterator[NodeKey]:
    if isinstance(value, NodeKey):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _keys(part)
    elif is_dataclass(value):
        for _, part in _asking(value):
            yield from _keys(part)


def _asking(noun: Any) -> Iterator[tuple[str, Any]]:
    """(name, value) of the noun's fields, without those that bring what they hold."""
    kind = type(noun).__name__
    return ((each.name, getattr(noun, each.name)) for each in fields(noun) if (kind, each.name) not in BROUGHT)


def text_of(key: NodeKey) -> str:
    """What is counted: a number as every other question of the hub counts it."""
    return number_text(key.kind, key.id)


def declared(keys: Iterable[NodeKey]) -> set[str]:
    """``TYPE:canonical`` under which an officer may have declared these numbers their own or of kin."""
    return {text_of(key) for key in keys if key.kind in NUMBERS}
