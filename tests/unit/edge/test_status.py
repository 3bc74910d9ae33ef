"""The table of refusals: closed, complete, and written the same way each time."""

from __future__ import annotations

import importlib
import pkgutil

from google.rpc.status_pb2 import Status
from hypothesis import given
from hypothesis import strategies as st
from rabta.signing.v1.reason_pb2 import Reason

import services
from services.access.errors import InvalidArgument, NotFound, Refused, Violation
from services.client.check_answer import read_refusal
from services.client.errors import Broken
from services.edge import status
from services.edge.errors import ByReason
from tests.rows import of_rows
from tests.unit.edge.answers import info_of, retry_of, rules_of

REASONS = sorted(name.removeprefix("REASON_") for name in Reason.keys() if name != "REASON_UNSPECIFIED")  # noqa: SIM118


def test_every_reason_has_one_status_and_every_status_a_reason() -> None:
    assert sorted(status.CODES) == REASONS


def everything() -> list[type[Refused]]:
    """Every refusal of every room."""
    for module in pkgutil.walk_packages(services.__path__, "services."):
        if module.name.endswith(".errors") or ".edge." in module.name:
            importlib.import_module(module.name)
    found, waiting = [], [Refused]
    while waiting:
        kind = waiting.pop()
        found.append(kind)
        waiting += kind.__subclasses__()
    return found


def test_every_refusal_of_every_room_is_in_the_table() -> None:
    assert {kind.reason for kind in everything()} <= set(REASONS)


def test_a_reason_of_nobody_is_internal() -> None:
    assert status.code_number("SOMETHING") == status.code_number("INTERNAL") == 13


@of_rows("reason", REASONS)
def test_each_is_written_as_a_status_with_its_reason(reason: str) -> None:
    raw = status.details(ByReason(reason))
    read = Status.FromString(raw)
    assert (read.code, read.message) == (status.code_number(reason), reason)
    assert (info_of(raw).reason, info_of(raw).domain) == (reason, "rabta")
    assert raw == status.details(ByReason(reason))
    assert read_refusal(raw).reason == reason


def test_violations_travel_with_place_rule_and_text() -> None:
    raw = status.details(InvalidArgument(Violation("a.b", "cnic", "must have 13 digits"), Violation("c", "x", "y")))
    assert rules_of(raw) == [("a.b", "cnic"), ("c", "x")]
    read = read_refusal(raw)
    assert read.broken[0] == Broken("a.b", "cnic", "must have 13 digits")


@given(st.integers(1, 100_000))
def test_when_to_come_back_is_in_whole_minutes_never_too_soon(seconds: int) -> None:
    wait = retry_of(status.details(ByReason("RATE_LIMITED", seconds)))
    assert wait % 60 == 0
    assert seconds <= wait < seconds + 60


def test_a_plain_refusal_says_nothing_beside_its_reason() -> None:
    assert status.details(NotFound()) == status.details(ByReason("NOT_FOUND"))
    assert len(Status.FromString(status.details(NotFound())).details) == 1


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4))
def test_metadata_is_written_in_one_order(metadata: dict[str, str]) -> None:
    one = status.details(ByReason("INTERNAL"), **{f"k{key}": value for key, value in metadata.items()})
    other = status.details(ByReason("INTERNAL"), **{f"k{key}": metadata[key] for key in reversed(list(metadata))})
    assert one == other
