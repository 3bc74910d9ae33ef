"""The wire contract: every RPC declared, every name in its place, every noun explained."""

from __future__ import annotations

import functools
import importlib
import re
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from google.protobuf import descriptor_pb2
from google.protobuf.descriptor import Descriptor, FileDescriptor, MethodDescriptor
from grpc_tools import protoc
from rabta.access.v1.rule_pb2 import EFFECT_WRITE, Effect, Permission
from rabta.signing.v1.reason_pb2 import Reason

from services.edge.errors import Undeclared
from services.edge.routes import methods, rule_of
from services.edge.status import CODES
from tests.arch.tree import of_kind
from tests.rows import of_rows
from tests.shared import ROOT

PROTOS = of_kind(".proto")


@functools.cache
def descriptors() -> dict[str, FileDescriptor]:
    """Generated descriptor of every proto file, by path below ``proto``."""
    found = {}
    for path in PROTOS:
        name = path.removeprefix("proto/")
        module: Any = importlib.import_module(name.removesuffix(".proto").replace("/", ".") + "_pb2")
        found[name] = module.DESCRIPTOR
    return found


def every_method() -> list[tuple[str, MethodDescriptor]]:
    return [pair for file in descriptors().values() for pair in methods(iter(file.services_by_name.values()))]


OFF_THE_CHAIN = "/rabta.admin."
"""Served on a socket of the node's folder: signed by nobody, and so routed by no chain."""
EVERY = every_method()
METHODS = [(path, method) for path, method in EVERY if not path.startswith(OFF_THE_CHAIN)]


@functools.cache
def with_comments() -> dict[str, descriptor_pb2.FileDescriptorProto]:
    """Each file with the comments of its source."""
    includes = [f"-I{ROOT / 'proto'}", f"-I{Path(protoc.__file__).parent / '_proto'}"]
    paths = [str(ROOT / path) for path in PROTOS]
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "all.binpb"
        assert protoc.main(["", *includes, "--include_source_info", f"--descriptor_set_out={target}", *paths]) == 0
        files = descriptor_pb2.FileDescriptorSet.FromString(target.read_bytes()).file
    return {file.name: file for file in files}


def test_there_are_services_to_look_at() -> None:
    assert len(METHODS) >= 11
    assert len({path for path, _ in METHODS}) == len(METHODS)


PROVEN = {
    "/rabta.audit.v1.AuditService/SubmitRefusals",
    "/rabta.exchange.v1.AnchorService/AnchorLog",
    "/rabta.exchange.v1.CheckService/CountCrossings",
    "/rabta.exchange.v1.OrderService/SubmitReceipts",
}
"""What a machine says under its own signature, whoever brings it (ADR 84): no officer stands behind it."""


@of_rows(("path", "method"), METHODS, ids=[path for path, _ in METHODS])
def test_every_rpc_declares_its_permission_and_effect(path: str, method: MethodDescriptor) -> None:
    rule = rule_of(method)
    assert rule.permission in Permission.values()[1:]
    assert rule.effect in Effect.values()[1:]
    assert not (rule.tokenless and rule.effect == EFFECT_WRITE) or path in PROVEN, "a change has an officer"
    assert not (rule.tokenless and rule.classes), "without a token there is no class"


def test_an_rpc_without_one_is_refused() -> None:
    bare = descriptors()["rabta/membership/v1/membership_service.proto"].services_by_name["MembershipService"]
    method = bare.methods[0]

    class Bare:
        full_name = method.full_name

        @staticmethod
        def GetOptions() -> descriptor_pb2.MethodOptions:  # noqa: N802
            return descriptor_pb2.MethodOptions()

    with pytest.raises(Undeclared):
        rule_of(Bare())  # type: ignore[arg-type]  # a method without a rule, which the services never have


def test_what_is_off_the_chain_can_never_be_routed_to() -> None:
    off = [method for path, method in EVERY if path.startswith(OFF_THE_CHAIN)]
    assert off
    for method in off:
        with pytest.raises(Undeclared):
            rule_of(method)


@of_rows(("path", "method"), EVERY, ids=[path for path, _ in EVERY])
def test_every_rpc_is_unary_with_a_request_and_a_response_of_its_own(path: str, method: MethodDescriptor) -> None:
    name = path.rpartition("/")[2]
    assert (method.input_type.name, method.output_type.name) == (f"{name}Request", f"{name}Response")
    assert not method.client_streaming
    assert not method.server_streaming


@of_rows("path", PROTOS)
def test_path_package_and_python_package_are_one(path: str) -> None:
    name = path.removeprefix("proto/")
    folder = name.rpartition("/")[0]
    assert re.fullmatch(r"rabta/[a-z]+/v[0-9]+", folder)
    assert descriptors()[name].package == folder.replace("/", ".")
    assert (ROOT / "proto" / "gen" / f"{name.removesuffix('.proto')}_pb2.py").exists()


def test_every_generated_file_has_its_proto() -> None:
    made = {path.relative_to(ROOT / "proto" / "gen") for path in (ROOT / "proto" / "gen").rglob("*_pb2.py")}
    wanted = {Path(path.removeprefix("proto/").removesuffix(".proto") + "_pb2.py") for path in PROTOS}
    assert made == wanted


def messages(found: Any) -> Iterator[Descriptor]:
    for message in found.values():
        yield message
        yield from messages(message.nested_types_by_name)


def test_no_field_is_a_map_or_holds_anything() -> None:
    """Request bodies are read strictly: what cannot be looked through does not travel."""
    for file in descriptors().values():
        for message in messages(file.message_types_by_name):
            assert not message.GetOptions().map_entry, message.full_name
            for field in message.fields:
                kind = field.message_type.full_name if field.message_type else ""
                assert not kind.startswith("google.protobuf."), field.full_name


def test_reasons_are_exactly_those_with_a_status() -> None:
    names = {name.removeprefix("REASON_") for name in Reason.keys()}  # noqa: SIM118
    assert names - {"UNSPECIFIED"} == set(CODES)


def nouns(file: descriptor_pb2.FileDescriptorProto) -> Iterator[tuple[tuple[int, ...], str]]:
    """(source path, name) of every message, enum, service and RPC."""
    for index, message in enumerate(file.message_type):
        yield (4, index), message.name
        for inner, nested in enumerate(message.nested_type):
            yield (4, index, 3, inner), f"{message.name}.{nested.name}"
    for index, enum in enumerate(file.enum_type):
        yield (5, index), enum.name
    for index, service in enumerate(file.service):
        yield (6, index), service.name
        for inner, method in enumerate(service.method):
            yield (6, index, 2, inner), f"{service.name}.{method.name}"


@of_rows("path", PROTOS)
def test_every_noun_says_what_it_is(path: str) -> None:
    file = with_comments()[path.removeprefix("proto/")]
    said = {tuple(place.path): place.leading_comments.strip() for place in file.source_code_info.location}
    for place, name in nouns(file):
        comment = said.get(place, "")
        assert comment, f"{path}: {name} has no comment"
        assert comment.split()[0].strip("`.:,") == name.rpartition(".")[2], f"{path}: {name}: begin with the name"


def parts(message: descriptor_pb2.DescriptorProto, at: tuple[int, ...]) -> Iterator[tuple[tuple[int, ...], str]]:
    """(source path, name) of every field of a message and of those within it."""
    for index, field in enumerate(message.field):
        yield (*at, 2, index), f"{message.name}.{field.name}"
    for inner, nested in enumerate(message.nested_type):
        yield from parts(nested, (*at, 3, inner))


@of_rows("path", PROTOS)
def test_every_field_and_value_says_what_it_holds(path: str) -> None:
    """Partners read docs/api, which is made of these comments; a first value of an enum says nothing."""
    file = with_comments()[path.removeprefix("proto/")]
    said = {
        tuple(place.path): place.leading_comments + place.trailing_comments for place in file.source_code_info.location
    }
    named = [each for index, message in enumerate(file.message_type) for each in parts(message, (4, index))]
    for index, enum in enumerate(file.enum_type):
        named += [((5, index, 2, inner), value.name) for inner, value in enumerate(enum.value) if value.number]
    assert [name for place, name in named if not said.get(place, "").strip()] == []


def test_every_enum_value_bears_its_enums_name_and_the_first_says_nothing() -> None:
    for file in descriptors().values():
        for enum in file.enum_types_by_name.values():
            prefix = re.sub(r"(?<!^)(?=[A-Z])", "_", enum.name).upper()
            assert enum.values[0].name == f"{prefix}_UNSPECIFIED"
            assert all(value.name.startswith(f"{prefix}_") for value in enum.values)
