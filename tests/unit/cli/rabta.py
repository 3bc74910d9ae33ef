"""The program as a person runs it, and what the hub answers to it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

from google.protobuf.message import Message
from rabta.linkage.v1 import linkage_service_pb2
from typer.testing import CliRunner, Result

from services.access.errors import Refused
from services.cli.main import app
from services.edge.call import Call
from services.edge.errors import ByReason
from tests.fakes.hub_thread import HubThread

SERVICE = "/rabta.records.v1.RecordsService"
SEARCH, HISTORY, RECORD, VERSIONS, PAGE, SUBMIT = (
    f"{SERVICE}/{name}" for name in ("Search", "GetHistory", "GetRecord", "ListVersions", "GetPage", "SubmitPage")
)
FIND_PERSON, PERSON = f"{SERVICE}/SearchPerson", f"{SERVICE}/GetPerson"
REVIEW = "/rabta.audit.v1.AuditService/ReviewBreakGlass"
OPEN_GLASS, SECOND_GLASS, CONSENT_GLASS = (REVIEW.replace("Review", word) for word in ("Open", "Second", "Consent"))
LINKAGE = "/rabta.linkage.v1.LinkageService"
GRAPH = tuple(
    f"{LINKAGE}/{method.name}" for method in linkage_service_pb2.DESCRIPTOR.services_by_name["LinkageService"].methods
)
FIND = "/rabta.audit.v1.AuditService/FindReads"
OVERSIGHT = tuple(FIND.replace("FindReads", name) for name in ("FindRefusals", "FindWithheld", "SubmitRefusals"))
CHARGE = "StateChargeReason"
LAW = tuple(
    f"{SERVICE}/{name}"
    for name in (
        "CheckChild",
        "FitCharges",
        "ListClocks",
        "ListGuards",
        "ListToldGuards",
        "DecideGuard",
        "AskDirections",
        "ListDirections",
        "GiveDirections",
        "ReviewStatements",
        CHARGE,
    )
)
CHECK = "/rabta.exchange.v1.CheckService/CheckTraveller"
COUNT = CHECK.replace("CheckTraveller", "CountCrossings")
ORDERS = "/rabta.exchange.v1.OrderService/ListOrders"
RECORDS = (
    CHECK,
    COUNT,
    ORDERS,
    HISTORY,
    RECORD,
    VERSIONS,
    PAGE,
    SUBMIT,
    FIND_PERSON,
    PERSON,
    REVIEW,
    OPEN_GLASS,
    SECOND_GLASS,
    CONSENT_GLASS,
    FIND,
    *OVERSIGHT,
    *GRAPH,
    *LAW,
)
CNIC = "35202-1234567-1"
WHY = (
    "--purpose",
    "investigate-case",
    "--legal-basis",
    "crpc-case",
    "--case",
    "FIR:PB/LAHORE/ICHHRA/512/2024",
)


def rabta(*arguments: object, stdin: str = f"{CNIC}\n", code: int = 0, **options: Any) -> Result:
    """Run; what is said of it where it ends otherwise than expected."""
    result = CliRunner().invoke(app, [str(one) for one in arguments], input=stdin, **options)
    assert result.exit_code == code, (result.exit_code, result.output, result.exception)
    return result


def answers(message: Message | bytes) -> Callable[[Call, bytes], Awaitable[bytes]]:
    """A route that always answers this."""
    raw = message if isinstance(message, bytes) else message.SerializeToString(deterministic=True)

    async def body(_call: Call, _raw: bytes) -> bytes:
        return raw

    return body


def refuses(refused: Refused | str) -> Callable[[Call, bytes], Awaitable[bytes]]:
    """A route that always refuses so."""

    async def body(_call: Call, _raw: bytes) -> bytes:
        raise ByReason(refused) if isinstance(refused, str) else refused

    return body


def keep(asked: list[tuple[Call, bytes]], message: Message) -> Callable[[Call, bytes], Awaitable[bytes]]:
    """A route that remembers what it was asked."""

    async def body(call: Call, raw: bytes) -> bytes:
        asked.append((call, raw))
        return message.SerializeToString(deterministic=True)

    return body


def asked_by(hub: HubThread, name: str, answer: Message) -> list[tuple[Call, bytes]]:
    """What the method of that name is asked from now on."""
    asked: list[tuple[Call, bytes]] = []
    (method,) = (each for each in hub.methods if each.endswith(f"/{name}"))
    hub.hub.bodies[method] = keep(asked, answer)
    return asked


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777
