"""What a question starts from, as the log counts it and as an officer's own numbers are declared. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields, replace
from typing import TYPE_CHECKING, Any, Final, TypeVar

from graph.model import NODE_KINDS, NUMBERS
from services.access.errors import InvalidArgument, Violation
from services.tables.numbers import NumberError
from services.values.network import NodeKey
from services.values.node_ids import canonical, number_text

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_R = TypeVar("_R", bound="DataclassInstance")
MOST: Final = 100
"""Nodes that one call may name."""
_FIELDS: Final = ("start", "end", "account", "phone", "subject", "of", "around", "one", "other")


def named_in(request: Any) -> tuple[NodeKey, ...]:
    """Nodes that a request starts from, each once. Raises InvalidArgument where they are too many."""
    found = dict.fromkeys(key for key in _keys(request) if key.id)
    if len(found) > MOST:
        raise InvalidArgument(Violation("", "number", f"names more than {MOST} nodes"))
    return tuple(found)


def settled(request: _R) -> _R:
    """The request with every node by its canonical id. Raises InvalidArgument, each field that is no id named.

    Kinds that there are not, and nodes left out, are for the question to refuse.
    """
    found: list[Violation] = []
    changed: dict[str, Any] = {}
    for each in fields(request):
        value = getattr(request, each.name)
        if isinstance(value, NodeKey):
            changed[each.name] = _settled(each.name, value, found)
        elif isinstance(value, tuple) and value and all(isinstance(one, NodeKey) for one in value):
            named = [_settled(f"{each.name}[{place}]", key, found) for place, key in enumerate(value)]
            changed[each.name] = tuple(named)
    if found:
        raise InvalidArgument(*found[:MOST])
    return replace(request, **changed) if changed else request


def _settled(field: str, key: NodeKey, found: list[Violation]) -> NodeKey:
    if key.kind not in NODE_KINDS or not key.id:
        return key
    try:
        return NodeKey(key.kind, canonical(key.kind, key.id))
    except NumberError as bad:
        found.append(Violation(f"{field}.id", bad.rule, bad.text))
        return key


def _keys(request: Any) -> Iterator[NodeKey]:
    for field in _FIELDS:
        value = getattr(request, field, None)
        if isinstance(value, NodeKey):
            yield value
        elif isinstance(value, tuple):
            yield from value


def text_of(key: NodeKey) -> str:
    """What is counted: a number as every other question of the hub counts it."""
    return number_text(key.kind, key.id)


def declared(keys: Iterable[NodeKey]) -> set[str]:
    """``TYPE:canonical`` under which an officer may have declared these numbers their own or of kin."""
    return {text_of(key) for key in keys if key.kind in NUMBERS}
