"""Every method with its rule, read from the descriptors: no rule, no route."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple, cast

from google.protobuf.descriptor import MethodDescriptor, ServiceDescriptor
from rabta.access.v1 import rule_pb2
from rabta.access.v1.rule_pb2 import PERMISSION_COPY_HOLD, Rule

from audit.limits import EXCHANGE
from services.edge.call import SYSTEM, Handler
from services.edge.errors import Undeclared


class Route(NamedTuple):
    """A handler with what it needs. ``budget``: the kind of calls it is of where no officer stands behind it."""

    rule: Rule
    handler: Handler
    budget: str = SYSTEM


def methods(services: Iterator[ServiceDescriptor]) -> Iterator[tuple[str, MethodDescriptor]]:
    """(full path, descriptor) of every method."""
    for service in services:
        for method in service.methods:
            yield f"/{service.full_name}/{method.name}", method


def rule_of(method: MethodDescriptor) -> Rule:
    """The method's declared rule. Raises Undeclared."""
    options = method.GetOptions()
    extension = cast(Any, rule_pb2.rule)
    if not options.HasExtension(extension):
        raise Undeclared(method.full_name)
    rule: Rule = options.Extensions[extension]
    if not rule.permission or not rule.effect:
        raise Undeclared(method.full_name)
    return rule


def build_routes(services: list[ServiceDescriptor], handlers: Mapping[str, Handler]) -> dict[str, Route]:
    """Routes of all methods of ``services`` that have a handler. Raises Undeclared."""
    declared = {path: rule_of(method) for path, method in methods(iter(services))}
    unknown = handlers.keys() - declared.keys()
    if unknown:
        raise Undeclared(", ".join(sorted(unknown)))
    return {path: Route(declared[path], handler, _budget(declared[path])) for path, handler in handlers.items()}


def _budget(rule: Rule) -> str:
    return EXCHANGE if rule.permission == PERMISSION_COPY_HOLD else SYSTEM
