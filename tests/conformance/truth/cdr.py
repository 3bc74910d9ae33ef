"""Call data as operators hand them over, in their own tables, and call lists that an office made."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path

from services.sources.feeds.options import Options
from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, either, reads

OWN = ALL[0]
IMEI = "490154203237518"
HEADING = ["Call Type", "A-Party", "B-Party", "Date & Time", "Duration", "Cell ID", "IMEI", "IMSI"]
PLACES = {name: place for place, name in enumerate(("type", "own", "other", "at", "seconds", "cell", "imei", "imsi"))}
FIRST = datetime(2025, 2, 13, 21, 14, 9)


def at(n: int) -> datetime:
    return FIRST + timedelta(days=n, minutes=n)


def other(n: int) -> str:
    return ALL[1 + n % 7].e164


def cells(n: int, **changes: str) -> list[str]:
    """A sound row of operator A: an outgoing call with cell and handset."""
    row = [
        "Outgoing",
        OWN.e164[1:],
        other(n)[1:],
        at(n).strftime("%d/%m/%Y %H:%M:%S"),
        str(10 + n),
        f"410-01-{n}",
        IMEI,
        "",
    ]
    for name, text in changes.items():
        row[PLACES[name]] = text
    return row


def used(n: int, when: datetime, operator: str = "OPERATOR-A") -> list[str]:
    stamp = when.isoformat()
    return [f"used {OWN.e164} IMEI:{IMEI} at {stamp}", f"used {OWN.e164} CELL:{operator}:410-01-{n} at {stamp}"]


def means(n: int, *, incoming: bool = False, service: str = "CALL", when: datetime | None = None, seconds: int | None = None, far: str = "",
          operator: str = "OPERATOR-A", bare: bool = False) -> Truth:  # fmt: skip
    """A call of the number and its handset and cell. ``bare``: a list without both, and without a word for the service."""
    moment = when or at(n)
    start, end = (far or other(n), OWN.e164) if incoming else (OWN.e164, far or other(n))
    call = f"call {'' if bare else service} {start} to {end} at {moment.isoformat()} for {10 + n if seconds is None else seconds}"
    return reads(call) if bare else reads(call, *used(n, moment, operator))


def listing(
    name: str,
    *lines: Line,
    heading: Sequence[str] = HEADING,
    mapping: str = "operator-a",
    clean: bool = False,
    delimiter: str = ",",
) -> Group:
    return table(
        "CDR",
        name,
        "cdr",
        Line(heading),
        *lines,
        clean=clean,
        delimiter=delimiter,
        options=Options(mapping=Path(mapping)),
    )


def operators() -> Iterator[Group]:
    incoming = [Line(cells(n, type="Incoming"), means(n, incoming=True)) for n in (4, 5)]
    short = Line(cells(6, type="Outgoing SMS", seconds="0"), means(6, service="SMS", seconds=0))
    yield listing(
        "operator A as it comes", *(Line(cells(n), means(n)) for n in (1, 2, 3)), *incoming, short, clean=True
    )
    heading = [
        "MSISDN",
        "CALL_ORIG_NUM",
        "CALL_DIALED_NUM",
        "CALL_TYPE",
        "START_DATE",
        "START_TIME",
        "CALL_DURATION",
        "LAC",
        "CELL_ID",
        "IMEI",
        "IMSI",
    ]
    rows = []
    for n in range(1, 6):
        stamp = at(n)
        ends = [OWN.e164[1:], other(n)[1:]] if n % 2 else [other(n)[1:], OWN.e164[1:]]
        row = [
            OWN.e164[1:],
            *ends,
            "VOICE",
            stamp.strftime("%Y-%m-%d"),
            stamp.strftime("%H:%M:%S"),
            f"00:00:{10 + n}",
            "",
            f"410-01-{n}",
            IMEI,
            "",
        ]
        rows.append(Line(row, means(n, incoming=not n % 2, operator="OPERATOR-B")))
    yield listing("operator B as it comes", *rows, heading=heading, mapping="operator-b", delimiter="|", clean=True)
    heading = [
        "Target",
        "Other Party",
        "Direction",
        "Service",
        "Start Time (UTC)",
        "End Time (UTC)",
        "IMEI No",
        "IMSI No",
        "First Cell",
        "Last Cell",
    ]
    rows = []
    for n in range(1, 6):
        start = at(n) - timedelta(hours=5)
        row = [OWN.e164[1:], other(n)[1:], "MO" if n % 2 else "MT", "Telephony", f"{start.isoformat()}Z", f"{(start + timedelta(seconds=10 + n)).isoformat()}Z",
               IMEI, "", f"410-01-{n}", ""]  # fmt: skip
        rows.append(Line(row, means(n, incoming=not n % 2, operator="OPERATOR-C")))
    yield listing(
        "operator C in universal time", *rows, heading=heading, mapping="operator-c", delimiter=";", clean=True
    )


def plain() -> Iterator[Group]:
    heading = ["A Number", "B Number", "Call Time", "Duration"]
    rows = [[OWN.phone, other(n), at(n).strftime("%Y-%m-%d %H:%M:%S"), str(10 + n)] for n in range(1, 7)]
    yield listing(
        "a list of who, whom, when and how long",
        *(Line(row, means(n, bare=True)) for n, row in enumerate(rows, 1)),
        heading=heading,
        mapping="plain",
        clean=True,
    )
    turned = [Line([row[1], row[0], *row[2:]], means(n, bare=True)) for n, row in enumerate(rows[2:5], 3)]
    yield listing("the two numbers exchanged from the second page on", *(Line(row, means(n, bare=True)) for n, row in enumerate(rows[:2], 1)),
                  Line(["B Number", "A Number", "Call Time", "Duration"]), *turned, heading=heading, mapping="plain")  # fmt: skip
    words = ("Incoming", "Outgoing", "Incoming", "Outgoing")
    yield listing("a word for the direction beside both numbers", *(
        Line([*row, word], means(n, bare=True, incoming=word == "Incoming")) for n, (row, word) in enumerate(zip(rows, words, strict=False), 1)),
        heading=[*heading, "Call Type"], mapping="plain")  # fmt: skip
    states = ("ANSWERED", "ANSWERED", "FAILED", "NOT CONNECTED")
    yield listing("calls that did not come about", *(
        Line([*row, word], means(n, bare=True) if word == "ANSWERED" else MUST_REFUSE) for n, (row, word) in enumerate(zip(rows, states, strict=False), 1)),
        heading=[*heading, "Call Status"], mapping="plain")  # fmt: skip


def times() -> Iterator[Group]:
    days = (
        datetime(2025, 3, 4, 21, 0),
        datetime(2025, 3, 25, 21, 0),
        datetime(2025, 4, 5, 21, 0),
        datetime(2025, 4, 28, 21, 0),
    )
    yield listing("month before day in the whole column", *(
        Line(cells(n, at=day.strftime("%m/%d/%Y %H:%M:%S")), means(n, when=day)) for n, day in enumerate(days, 1)))  # fmt: skip
    mixed = ("25/03/2025 21:00:00", "03/28/2025 21:00:00", "05/04/2025 21:00:00")
    yield listing(
        "both orders in one column", *(Line(cells(n, at=text), MUST_REFUSE) for n, text in enumerate(mixed, 1))
    )
    clocks = (
        "04/03/2025 09:00:00 PM",
        "04-03-2025 21:00:00",
        "2025-03-04T21:00:00",
        "4 Mar 2025 9:00 PM",
        "04/03/2025 21:00",
    )
    yield listing(
        "clocks of twelve hours and other writings",
        *(Line(cells(n, at=text), means(n, when=days[0])) for n, text in enumerate(clocks, 1)),
    )


def numbers() -> Iterator[Group]:
    far = other(1)
    forms = (far[1:], far, f"0{far[3:]}", far[3:], f"00{far[1:]}", f"{far[:3]}-{far[3:6]}-{far[6:]}")
    rows = [Line(cells(n, other=form), means(n, far=far)) for n, form in enumerate(forms, 1)]
    rows += [Line(cells(7, other="9.23E+11"), MUST_REFUSE), Line(cells(8, other="923000000000"), MUST_REFUSE)]
    yield listing("numbers as tables write them", *rows)
    places = [
        Line(cells(n, other=text), reads(*used(n, at(n)))) for n, text in enumerate(("8558", "SAMPLEBANK", "15"), 1)
    ]
    yield listing("short codes and names that are no telephones", *places, Line(cells(4), means(4)))
    durations = (("73", 73), ("00:01:13", 73), ("73 sec", 73), ("1:13", 73), ("-5", None))
    yield listing("durations as tables write them", *(
        Line(cells(n, seconds=text), MUST_REFUSE if seconds is None else means(n, seconds=seconds)) for n, (text, seconds) in enumerate(durations, 1)))  # fmt: skip


def ends() -> Iterator[Group]:
    yield listing("totals and a line that ends the report", *(Line(cells(n), means(n)) for n in (1, 2, 3)), Line(["Total Calls: 3", *[""] * 7], NOTHING),
                  Line(["*** End of report ***", *[""] * 7], NOTHING))  # fmt: skip
    cut = [*cells(4)[:3], "17/02/2025 21:1"]
    yield listing("a last line that is cut", *(Line(cells(n), means(n)) for n in (1, 2, 3)), Line(cut, MUST_REFUSE))
    hidden = [*cells(2)[:7], "41001012345"]
    yield listing("handsets that are none, and numbers of cards in short", Line(cells(1), means(1)), Line(cells(2, imei="490154203237519"), MUST_REFUSE),
                  Line(cells(3, imei="000000000000000"), either(reads(*means(3).readings[0] - {f"used {OWN.e164} imei:{IMEI} at {at(3).isoformat()}".lower()}))),
                  Line(hidden, means(2)))  # fmt: skip


def groups() -> Iterator[Group]:
    for make in (operators, plain, times, numbers, ends):
        yield from make()
