"""A case with an alert, a lead, a look-alike and a lead for protection, and three patterns that lack one row each.

What is missing is told by acts of any agency under any order: where the case may read it, a pattern is whole.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Final

from services.linkage.filling.lists import FILE
from services.values.network import FeedEdge, FeedNode, NodeKey
from services.values.records import CaseReference, Identifier, RecordVersion, Subject
from tests.fakes import record_maker as make
from tests.fakes.record_maker import FIA, POLICE, SINDH, cnic
from tests.fakes.records_node import NOW_MS
from tests.integration.linkage.detect_hub import CASE, DetectHub
from tests.unit.linkage.world import DAY, account, edge, person

Act = Callable[[DetectHub, str, str], Awaitable[None]]
"""What somebody tells under an order: the hub, its reference and its agency."""
HOUR: Final = 3_600_000
SHOWN: Final = '{"born":"1980-01-01","document":"shown"}'
CONTROLLER, ESCORT, YOUNG = cnic(41), cnic(42), cnic(43)
PHONE_OF_CONTROLLER: Final = "490154203237518"
OTHER_PHONE: Final = "356938035643809"
OTHER_CASE: Final = CaseReference("FIR", "PB/LAHORE/ICHHRA/9/2024")
HIDING_CASE: Final = CaseReference("FIR", "PB/LAHORE/ICHHRA/77/2024")
"""Of the same agency; nobody who is asked for works on it."""
FIA_CASE: Final = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2024")
SINDH_CASE: Final = CaseReference("FIR", "SD/KARACHI/SADDAR/3/2024")
OPERATION: Final = CaseReference("OPERATION", "PB/SAHIL/3")
SHORT, CONTROLLERS, NOBODYS, TILL, YOUNGS = "SHORT", "CONTROLLER", "NOBODYS", "TILL", "YOUNGS"


def _time(day: int, hour: float = 0) -> int:
    """So many days ago."""
    return NOW_MS - day * DAY + int(hour * HOUR) + 1_000


def _day(ago: int) -> str:
    return datetime.fromtimestamp(_time(ago) / 1000, UTC).date().isoformat()


def pays(payer: str, payee: str, rupees: int, hour: float) -> FeedEdge:
    """Ten days ago."""
    told = {"at_ms": _time(10, hour), "amount_minor": rupees * 100, "currency": "PKR"}
    return edge("TRANSFERRED", account(payer), account(payee), f"{payer} {payee}", **told)


def fan(payee: str, payers: int) -> list[FeedEdge]:
    """So many accounts pay one within a day."""
    return [pays(f"{payee}P{each}", payee, 3_000 + 700 * each, each) for each in range(payers)]


def borne(name: str, number: str, form: str, note: str = "") -> tuple[FeedNode, FeedEdge]:
    """A person with a card."""
    who = person(name, form, note=note)
    return who, edge("IDENTIFIED_BY", who, NodeKey("DOCUMENT", f"CNIC:{number}"), form, at_ms=0)


def holds(who: FeedNode, name: str) -> FeedEdge:
    return edge("ACCOUNT_HELD_BY", account(name), who, at_ms=0)


def card(handset: str, number: int, calls: int) -> tuple[FeedNode, list[FeedEdge]]:
    """A card of somebody, in a handset, and its calls."""
    phone, device = NodeKey("PHONE", f"+92300{handset[-4:]}{number:03d}"), NodeKey("DEVICE", f"IMEI:{handset}")
    who = person(f"card {handset} {number}", "cdr")
    rows = [edge("PHONE_REGISTERED_TO", phone, who, at_ms=0)]
    for call in range(calls):
        at_ms = _time(20, number + 24 * call)
        called = NodeKey("PHONE", f"+92311{number:03d}{call:04d}")
        rows.append(edge("CALLED", phone, called, f"{call}", at_ms=at_ms, duration_s=60 + call))
        rows.append(edge("USED_DEVICE", phone, device, f"{call}", at_ms=at_ms))
    return who, rows


def trip(number: int) -> tuple[list[FeedNode], list[FeedEdge]]:
    """The escort leaves with a child of nobody's that is known, and comes back alone."""
    adult, shown = borne("Escort", ESCORT, "border-crossings", SHOWN)
    child, rows = person(f"child {number}", "border-crossings"), [shown]
    out, back = (_time(200 - 40 * number - later) for later in (0, 3))
    for who, at_ms, way in ((adult, out, "OUT"), (child, out, "OUT"), (adult, back, "IN")):
        journey = NodeKey("JOURNEY", f"CROSSING:CHAMAN:LEA-{number}{way}:2025-0{number + 1}-01")
        rows.append(edge("TRAVELLED", who, journey, f"{number}{way}", at_ms=at_ms, note=f'{{"direction":"{way}"}}'))
    return [adult, child], rows


async def told(hub: DetectHub, cards: Iterable[tuple[FeedNode, list[FeedEdge]]], reference: str, agency: str) -> None:
    """Cards and their calls, as call data bring them."""
    for who, rows in cards:
        await hub.feed(reference, agency, "CDR", "cdr", [who], rows)


async def base(hub: DetectHub) -> None:
    """The whole world of the case. Files of other cases are there too, so that whoever hides a row may cite them."""
    await hub.records.put(
        make.case_file(officers=("pp-7", "pp-8")),
        make.party("controller", subject=_with_phone(CONTROLLER, PHONE_OF_CONTROLLER)),
        make.case_file("other-file", case_references=(OTHER_CASE,)),
        make.case_file("hiding-file", case_references=(HIDING_CASE,)),
        make.case_file("fia-file", agency=FIA, officers=("fia-1",), case_references=(FIA_CASE,)),
        make.case_file("sd-file", agency=SINDH, officers=("sd-1",), case_references=(SINDH_CASE,)),
        make.case_file("operation", case_references=(OPERATION,), valid_from=_day(5), valid_to=_day(-5)),
    )  # fmt: skip
    (hub.folder / FILE).write_text(
        f'[[listed]]\nas = "AGENT"\nkind = "ACCOUNT"\nnumber = "{account(TILL).id}"\nuntil = 2099-01-01\n'
    )
    await hub.order("W/1", scope=(CASE, f"OPERATION:{OPERATION.key}"))
    man, shown = borne("Controller", CONTROLLER, "bank-csv", SHOWN)
    young, card_of_young = borne("Young", YOUNG, "bank-csv")
    rows = [shown, card_of_young, holds(man, CONTROLLERS), holds(young, YOUNGS), holds(young, f"{CONTROLLERS}P3")]
    rows += [row for name in (CONTROLLERS, NOBODYS, TILL, YOUNGS) for row in fan(name, 10)] + fan(SHORT, 9)
    await hub.feed("W/1", POLICE, "MONEY", "bank-csv", [man, young], rows)
    await told(hub, (card(PHONE_OF_CONTROLLER, each, 5) for each in range(4)), "W/1", POLICE)
    await told(hub, (card(OTHER_PHONE, each, 7) for each in range(3)), "W/1", POLICE)
    for number in range(2):
        await hub.feed("W/1", POLICE, "TRAVEL", "border-crossings", *trip(number))


def _with_phone(number: str, handset: str, name: str = "Controller") -> Subject:
    subject = make.person(number, "1980-01-01", name)
    return replace(subject, identifiers=(*subject.identifiers, Identifier("IMEI", handset)))


async def a_payer(hub: DetectHub, reference: str, agency: str) -> None:
    """The tenth of an account that nine pay."""
    await hub.feed(reference, agency, "MONEY", "bank-csv", [], [pays("TENTH", SHORT, 9_900, 9.5)])


async def a_card(hub: DetectHub, reference: str, agency: str) -> None:
    """The fourth of a handset."""
    await told(hub, [card(OTHER_PHONE, 3, 7)], reference, agency)


async def a_journey(hub: DetectHub, reference: str, agency: str) -> None:
    """The third of an escort."""
    await hub.feed(reference, agency, "TRAVEL", "border-crossings", *trip(2))


async def a_holder(hub: DetectHub, reference: str, agency: str) -> None:
    """The account of the controller is somebody else's too, and so nobody's."""
    who, shown = borne("Another", cnic(44), "bank-csv", SHOWN)
    await hub.feed(reference, agency, "MONEY", "bank-csv", [who], [shown, holds(who, CONTROLLERS)])


async def a_pattern(hub: DetectHub, reference: str, agency: str) -> None:
    """Ten more who pay an account that nine pay: whole by themselves."""
    rows = [pays(f"MORE{each}", SHORT, 4_000 + 300 * each, each) for each in range(10)]
    await hub.feed(reference, agency, "MONEY", "bank-csv", [], rows)


ROWS: Final = (a_payer, a_card, a_journey, a_holder, a_pattern)
"""Each changes what is raised where the case reads it."""


async def under_another_agencys_order(hub: DetectHub, act: Act) -> None:
    """FIA's, for a case of its own."""
    await hub.order("W/7", FIA, f"FIR:{FIA_CASE.key}")
    await act(hub, "W/7", FIA)


async def under_another_cases_order(hub: DetectHub, act: Act) -> None:
    """The same agency's, for another case."""
    await hub.order("W/2", POLICE, f"FIR:{HIDING_CASE.key}")
    await act(hub, "W/2", POLICE)


async def under_the_cases_order(hub: DetectHub, act: Act) -> None:
    """Where the case reads it: that of the world itself."""
    await act(hub, "W/1", POLICE)


def _says(agency: str, case: CaseReference, **more: Any) -> RecordVersion:
    """What a record says of the controller's handset: that another man uses it, so that it is nobody's."""
    subject = _with_phone(cnic(45), PHONE_OF_CONTROLLER, "Other")
    name = f"says-{'-'.join(sorted(more))}"
    return make.party(name, agency=agency, subject=subject, case_references=(case,), **more)


async def a_record_for_named_readers(hub: DetectHub) -> None:
    """FIA's, that it shows to nobody else."""
    await hub.records.put(_says(FIA, FIA_CASE, handling="H3"))


async def a_record_of_high_clearance(hub: DetectHub) -> None:
    """FIA's, that an officer of clearance 2 may not see."""
    await hub.records.put(_says(FIA, FIA_CASE, clearance=3))


async def a_victim_who_is_shown_to_nobody_anyway(hub: DetectHub) -> None:
    """Sindh's: the holder of an account in the rows, whom no document makes an adult."""
    subject = make.person(YOUNG, "", "Young")
    await hub.records.put(
        make.party("sd-victim", agency=SINDH, role="VICTIM", subject=subject, case_references=(SINDH_CASE,))
    )


async def a_victim_who_is_in_no_row(hub: DetectHub) -> None:
    """Sindh's, about a stranger."""
    subject = make.person(cnic(46), "1990-01-01", "Stranger")
    await hub.records.put(
        make.party("sd-other", agency=SINDH, role="VICTIM", subject=subject, case_references=(SINDH_CASE,))
    )


async def an_order_without_rows(hub: DetectHub) -> None:
    """FIA's, whose target is the controller's account."""
    await hub.order("W/8", FIA, f"FIR:{FIA_CASE.key}", targets=(account(CONTROLLERS),))


async def the_victim_is_the_controller(hub: DetectHub) -> None:
    """Sindh's: whom the alert is about is a victim there."""
    subject = make.person(CONTROLLER, "1980-01-01", "Controller")
    await hub.records.put(
        make.party("sd-same", agency=SINDH, role="VICTIM", subject=subject, case_references=(SINDH_CASE,))
    )


async def the_same_record_of_the_own_agency(hub: DetectHub) -> None:
    """The police's own, in another case of theirs."""
    await hub.records.put(_says(POLICE, OTHER_CASE))


RECORDS: Final = (
    a_record_for_named_readers, a_record_of_high_clearance, a_victim_who_is_shown_to_nobody_anyway,
    a_victim_who_is_in_no_row, an_order_without_rows,
)  # fmt: skip
