"""The Cedar schema as data: which attributes an entity has, and how a Python value is written for it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from typing import cast

NAMESPACE = "Rabta"
_ENTITY = re.compile(r"^\s*entity (\w+) = \{(.*?)\};", re.MULTILINE | re.DOTALL)
_ATTRIBUTE = re.compile(r"^\s*(\w+): (?:Set<(\w+)>|(\w+)),$", re.MULTILINE)
EntityJson = dict[str, object]
"""An entity as Cedar reads it: ``uid``, ``attrs``, ``parents``."""
_PLAIN = frozenset({"String", "Bool", "Long"})


def attributes(schema: str, entity: str) -> dict[str, str]:
    """Attribute -> type (``String``, ``Set<String>``, an entity type) of ``entity``; KeyError when there is none."""
    bodies: dict[str, str] = dict(_ENTITY.findall(schema))
    found = _ATTRIBUTE.findall(bodies[entity])
    return {name: f"Set<{inner}>" if inner else plain for name, inner, plain in found}


def uid(kind: str, name: str) -> dict[str, str]:
    """Structured uid of an entity."""
    return {"type": f"{NAMESPACE}::{kind}", "id": name}


def writer(schema: str, entity: str) -> Callable[[str, Mapping[str, object]], EntityJson]:
    """A function (id, values) -> entity JSON that takes exactly the attributes of the schema."""
    types = attributes(schema, entity)

    def write(name: str, values: Mapping[str, object]) -> EntityJson:
        attrs = {attribute: _value(values[attribute], kind) for attribute, kind in types.items()}
        return {"uid": uid(entity, name), "attrs": attrs, "parents": []}

    return write


def canonical(entities: list[EntityJson]) -> str:
    """Stable JSON text of entities."""
    return json.dumps(entities, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def _value(value: object, kind: str) -> object:
    if kind.startswith("Set<"):
        return [_value(item, kind[4:-1]) for item in sorted(cast(Iterable[str], value))]
    return value if kind in _PLAIN else {"__entity": uid(kind, str(value))}
