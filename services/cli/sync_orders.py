"""`rabta sync orders`: how far it has come that records are erased from whoever was given a copy."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer
from rabta.exchange.v1 import order_pb2
from rabta.exchange.v1 import order_service_pb2 as pb

from services.access.details import Details
from services.cli import show
from services.cli.ask import ask, run
from services.cli.heading import Heading, heading
from services.cli.options import (
    BasisOption,
    CaseOption,
    Output,
    OutputOption,
    ProfileOption,
    PurposeOption,
    profile_of,
    reported,
)
from services.cli.pager import paged
from services.cli.reads import details_of
from services.cli.table import table
from services.client.profile import Profile
from services.signing.erasure import parse_receipt
from services.tables.times import shown
from services.vocabulary.access import LegalBasis, Purpose

COLUMNS = ("record", "receiver", "kind", "agreement", "state", "given", "due", "erased", "order")
PAGE = 200


class State(StrEnum):
    """Of an order at one receiver."""

    PENDING = "pending"
    CONFIRMED = "confirmed"
    OVERDUE = "overdue"
    REFUSED = "refused"


def orders(
    profile: ProfileOption,
    case: CaseOption = "",
    purpose: PurposeOption = Purpose.RECORD_UPKEEP,
    legal_basis: BasisOption = LegalBasis.DATA_OVERSIGHT,
    record: Annotated[str, typer.Option(help="Only of this record: agencies/{agency}/records/{id}.")] = "",
    state: Annotated[State | None, typer.Option(help="Only of this state.")] = None,
    output: OutputOption = Output.TABLE,
) -> None:
    """Orders to erase the agency's own records, by receiver; all of them for oversight. Receipts are verified here."""
    settings = profile_of(profile)
    wanted = f"ORDER_STATE_{state.name}" if state else "ORDER_STATE_UNSPECIFIED"
    request = pb.ListOrdersRequest(record=record, state=wanted, page_size=PAGE)
    with reported():
        details = details_of(settings, purpose, legal_basis, case)
        found = asked(settings, details, request)
    _print(found, output, heading(settings, details, f"orders to erase {record}" if record else "orders to erase"))


def asked(settings: Profile, details: Details, request: pb.ListOrdersRequest) -> list[pb.OrderStanding]:
    """Every page, its receipts verified. Raises Refusal or Unproven."""
    found: list[pb.OrderStanding] = []
    while True:
        page = run(ask(settings, details, request, pb.ListOrdersResponse)).message
        found += page.orders
        request.page_token = page.next_page_token
        if not page.next_page_token:
            return found


@paged()
def _print(found: list[pb.OrderStanding], output: Output, head: Heading) -> None:
    if output is Output.JSON:
        show.as_json(pb.ListOrdersResponse(orders=found), head)
        return
    part = show.Part("Orders", COLUMNS, [_row(each) for each in found])
    if output is Output.CSV:
        show.as_csv(head, part)
        return
    show.as_heading(head)
    table(*part)
    if not part.rows:
        typer.echo("none")


def _row(one: pb.OrderStanding) -> tuple[str, ...]:
    order = one.order
    kind, state = show.word(order_pb2.OrderKind, order.kind), show.word(pb.OrderState, one.state)
    times = shown(order.given_ms), shown(order.due_ms)
    return order.record, one.receiver, kind, order.agreement, state, *times, _erased(one), order.id.hex()


def _erased(one: pb.OrderStanding) -> str:
    """Of a receipt, how much went from each store; why, where it refuses."""
    if not one.HasField("receipt"):
        return ""
    said = parse_receipt(one.receipt.receipt)
    return (
        said.reason or ", ".join(f"{each.store} {each.erased}" for each in said.counts if each.erased) or "held nothing"
    )
