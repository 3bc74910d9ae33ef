"""Every message, enum and method of the wire in short, from the descriptors: the page's appendix."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from google.protobuf.descriptor import EnumDescriptor, FieldDescriptor, FileDescriptor, MethodDescriptor
from rabta.access.v1 import purpose_pb2, roster_pb2, rule_pb2
from rabta.audit.v1 import audit_service_pb2, entry_pb2, receipt_pb2
from rabta.exchange.v1 import (
    anchor_service_pb2,
    check_service_pb2,
    correction_pb2,
    correction_service_pb2,
    exchange_service_pb2,
    hit_pb2,
    hit_service_pb2,
    order_pb2,
    order_service_pb2,
    watch_service_pb2,
)
from rabta.exchange.v1 import page_pb2 as sync_page_pb2
from rabta.linkage.v1 import (
    alert_pb2,
    alert_service_pb2,
    feed_pb2,
    graph_pb2,
    link_pb2,
    linkage_service_pb2,
    question_pb2,
)
from rabta.membership.v1 import enrolment_pb2, membership_service_pb2, registry_pb2
from rabta.records.v1 import (
    case_pb2,
    court_pb2,
    custody_pb2,
    history_pb2,
    listing_pb2,
    movement_pb2,
    record_pb2,
    records_service_pb2,
    statement_pb2,
    subject_pb2,
)
from rabta.referral.v1 import compensation_pb2, referral_pb2, referral_service_pb2
from rabta.signing.v1 import equivocation_pb2, evidence_pb2, header_pb2, page_pb2, reason_pb2, refusals_pb2
from rabta.statistics.v1 import statistics_service_pb2

FILES: tuple[Any, ...] = (
    header_pb2, page_pb2, refusals_pb2, reason_pb2, evidence_pb2, equivocation_pb2, purpose_pb2, roster_pb2, registry_pb2, membership_service_pb2,
    enrolment_pb2, entry_pb2, receipt_pb2, audit_service_pb2, subject_pb2, case_pb2, custody_pb2, court_pb2, listing_pb2,
    movement_pb2, statement_pb2, record_pb2, history_pb2, records_service_pb2, graph_pb2, question_pb2, feed_pb2, link_pb2,
    linkage_service_pb2, alert_pb2, alert_service_pb2, check_service_pb2, hit_pb2, hit_service_pb2, correction_pb2, correction_service_pb2, watch_service_pb2, sync_page_pb2, order_pb2,
    exchange_service_pb2, order_service_pb2, anchor_service_pb2, compensation_pb2, referral_pb2, referral_service_pb2,
    statistics_service_pb2,
)  # fmt: skip
_TYPES = {
    getattr(FieldDescriptor, name): name.removeprefix("TYPE_").lower()
    for name in dir(FieldDescriptor)
    if name.startswith("TYPE_")
}
_PACKAGE = "rabta."
_WIDTH = 116


def listing() -> str:
    """The appendix: a line for a message or enum, broken where it grows long."""
    lines: list[str] = []
    for module in FILES:
        lines += _file(module.DESCRIPTOR)
    return "\n".join(lines) + "\n"


def _file(file: FileDescriptor) -> Iterator[str]:
    yield f"// {file.name}"
    for message in file.message_types_by_name.values():
        oneofs = {field.name: field.containing_oneof.name for field in message.fields if field.containing_oneof}
        parts = [_field(field, oneofs) for field in message.fields]
        yield from _wrapped(f"message {message.name} {{", parts)
    for enum in file.enum_types_by_name.values():
        yield from _wrapped(f"enum {enum.name} {{", _values(enum))
    yield ""


def _field(field: FieldDescriptor, oneofs: dict[str, str]) -> str:
    kind = _TYPES[field.type]
    if named := field.message_type or field.enum_type:
        kind = named.name
    label = "repeated " if field.is_repeated else ""
    label += f"oneof {oneofs[field.name]} " if field.name in oneofs else ""
    return f"{label}{kind} {field.name} = {field.number};"


def _values(enum: EnumDescriptor) -> list[str]:
    prefix = enum.values_by_number[0].name.removesuffix("UNSPECIFIED")
    return [f"{value.name.removeprefix(prefix)} = {value.number};" for value in enum.values if value.number]


def _wrapped(head: str, parts: list[str]) -> Iterator[str]:
    line = head
    for part in parts:
        if len(line) + len(part) + 1 > _WIDTH:
            yield line
            line = "   "
        line += f" {part}"
    yield f"{line} }}"


def methods() -> list[list[str]]:
    """Path, permission, effect, query classes, and what it can do without, of every method."""
    found = []
    for module in FILES:
        for service in module.DESCRIPTOR.services_by_name.values():
            found += [_method(f"/{service.full_name}/{method.name}", method) for method in service.methods]
    return found


def _method(path: str, method: MethodDescriptor) -> list[str]:
    options: Any = method.GetOptions()
    rule = options.Extensions[rule_pb2.rule]
    classes = [purpose_pb2.QueryClass.Name(one).removeprefix("QUERY_CLASS_") for one in rule.classes]
    return [
        path.removeprefix("/rabta."),
        rule_pb2.Permission.Name(rule.permission).removeprefix("PERMISSION_"),
        rule_pb2.Effect.Name(rule.effect).removeprefix("EFFECT_").lower(),
        " ".join(classes) or "any",
        "no" if rule.tokenless else "yes",
        "yes" if rule.when_stale else "no",
    ]
