"""No rule, no route: what is not declared does not start."""

from __future__ import annotations

from typing import Any

import pytest
from google.protobuf import descriptor_pb2, descriptor_pool
from google.protobuf.descriptor import ServiceDescriptor
from rabta.access.v1 import rule_pb2
from rabta.access.v1.rule_pb2 import EFFECT_READ, EFFECT_WRITE, PERMISSION_RECORD_READ, PERMISSION_REGISTRY_READ, Rule

from services.edge.call import Call
from services.edge.errors import Undeclared
from services.edge.routes import build_routes, rule_of
from tests.fakes.hub import INLINE, REGISTRY, SERVICES, WRITE


async def handler(_call: Call, raw: bytes) -> bytes:
    return raw


def service(name: str, rule: Rule | None) -> ServiceDescriptor:
    """A service of one method, declared as given."""
    file = descriptor_pb2.FileDescriptorProto(name=f"{name}.proto", package="rabta.test.v1", syntax="proto3")
    file.dependency.append("rabta/access/v1/rule.proto")
    file.message_type.add(name="Empty")
    method = file.service.add(name=name).method.add(
        name="Do", input_type=".rabta.test.v1.Empty", output_type=".rabta.test.v1.Empty"
    )
    if rule is not None:
        extension: Any = rule_pb2.rule
        method.options.Extensions[extension].CopyFrom(rule)
    pool = descriptor_pool.DescriptorPool()
    for known in _with_dependencies("rabta/access/v1/rule.proto"):
        pool.Add(known)
    pool.Add(file)
    found: ServiceDescriptor = pool.FindServiceByName(f"rabta.test.v1.{name}")
    return found


def _with_dependencies(name: str) -> list[descriptor_pb2.FileDescriptorProto]:
    file = descriptor_pool.Default().FindFileByName(name)
    written = descriptor_pb2.FileDescriptorProto()
    file.CopyToProto(written)
    before = [one for dependency in file.dependencies for one in _with_dependencies(dependency.name)]
    return [*before, written]


def test_rules_come_from_the_descriptors() -> None:
    routes = build_routes(SERVICES, {INLINE: handler, REGISTRY: handler, WRITE: handler})
    assert set(routes) == {INLINE, REGISTRY, WRITE}
    assert (routes[INLINE].rule.permission, routes[INLINE].rule.effect) == (PERMISSION_RECORD_READ, EFFECT_READ)
    assert routes[WRITE].rule.effect == EFFECT_WRITE
    assert (routes[REGISTRY].rule.permission, routes[REGISTRY].rule.tokenless) == (PERMISSION_REGISTRY_READ, True)
    assert routes[INLINE].handler is handler


def test_a_handler_without_a_method_does_not_start() -> None:
    with pytest.raises(Undeclared, match="Nowhere"):
        build_routes(SERVICES, {"/rabta.records.v1.RecordsService/Nowhere": handler})


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("Bare", None),
        ("NoEffect", Rule(permission=PERMISSION_RECORD_READ)),
        ("NoPermission", Rule(effect=EFFECT_READ)),
        ("Hollow", Rule()),
    ],
)
def test_a_method_without_permission_or_effect_does_not_start(name: str, rule: Rule | None) -> None:
    with pytest.raises(Undeclared, match=f"rabta.test.v1.{name}.Do"):
        build_routes([*SERVICES, service(name, rule)], {INLINE: handler})


def test_a_method_with_both_does() -> None:
    declared = service("Whole", Rule(permission=PERMISSION_RECORD_READ, effect=EFFECT_READ))
    assert rule_of(declared.methods[0]).permission == PERMISSION_RECORD_READ
    assert set(build_routes([declared], {"/rabta.test.v1.Whole/Do": handler})) == {"/rabta.test.v1.Whole/Do"}


def test_a_method_without_a_handler_has_no_route() -> None:
    assert set(build_routes(SERVICES, {INLINE: handler})) == {INLINE}
