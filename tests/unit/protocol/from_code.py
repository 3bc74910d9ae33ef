"""The parts of ``docs/protocol.md`` that are made from the code as it stands: stages of a request, reasons of a refusal."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence
from typing import Any

from google.protobuf import descriptor_pb2 as pb

from services.edge import stages
from services.edge.status import ROWS
from tests.arch.api_pages import comments, described

_WIDTH = 118
_ENUM, _VALUE = 5, 2
REASONS = "rabta/signing/v1/reason.proto"
Told = tuple[str, str]


def told(*lists: Iterable[stages.Stage[Any]]) -> list[Told]:
    """Name and sentence of each stage, in order."""
    return [(stage.name, stage.says) for one in lists for stage in one]


UNAUTHENTICATED = told(stages.UNAUTHENTICATED)
AUTHENTICATED = told(stages.AUTHENTICATED, stages.ARRIVAL, stages.COHORT)
READ = told((stages.HANDLER,), stages.READ)
CHANGE = told(stages.CHANGE, stages.CHANGED)


def numbered(listed: Sequence[Told], first: int) -> str:
    """A numbered list from ``first`` on."""
    lines = []
    for number, (name, says) in enumerate(listed, first):
        head = f"{number}. "
        lines += textwrap.wrap(f"{head}**{name}**: {says}", _WIDTH, subsequent_indent=" " * len(head))
    return "\n".join(["", *lines, "", ""])


def meanings(file: pb.FileDescriptorProto) -> dict[str, str]:
    """What is written beside each value of the file's one enum, by its name without prefix."""
    said = comments(file)
    return {
        value.name.removeprefix("REASON_"): said[_ENUM, 0, _VALUE, number]
        for number, value in enumerate(file.enum_type[0].value)
        if value.number
    }


def reasons() -> str:
    """The table of reasons: names and meanings of the contract, the rest of the edge's rows."""
    (file,) = [file for file in described() if file.name == REASONS]
    meant = meanings(file)
    lines = ["<!-- checked: reasons -->", "| reason | gRPC status | entry | meaning | again |", "|---|---|---|---|---|"]
    for reason, row in ROWS.items():
        cell = meant[reason].replace("|", "\\|")
        lines.append(f"| `{reason}` | {row.code.name} | {row.entry} | {cell} | {row.again} |")
    return "\n".join([*lines, ""])


def parts() -> dict[str, str]:
    """Every part by its name in the page."""
    after = len(UNAUTHENTICATED) + len(AUTHENTICATED) + 1
    return {
        "stages.unauthenticated": numbered(UNAUTHENTICATED, 1),
        "stages.authenticated": numbered(AUTHENTICATED, len(UNAUTHENTICATED) + 1),
        "stages.read": numbered(READ, after),
        "stages.change": numbered(CHANGE, after),
        "reasons": reasons(),
    }
