"""The network's money, calls and journeys as the files that banks, operators, posts and carriers hand over."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple
from xml.sax.saxutils import escape

from services.demo import calls, network, payments
from services.demo.authorities import orders, toml_of
from services.demo.calls import Call
from services.demo.flight_list import passenger_list
from services.demo.journeys import crossings
from services.demo.offences import CUSTOMS, FIA
from services.demo.payments import CASH, Payment
from services.demo.population import Person, english, urdu
from services.demo.private_files import folder_of, written
from services.demo.told import Told


class FeedFile(NamedTuple):
    """One file: ``kind`` is the reader's name, ``options`` what the importer states besides.

    ``contradicts``: itself, so that it is refused whole.
    """

    agency: str
    kind: str
    name: str
    authority: str
    options: dict[str, str]
    text: Callable[[object], str]
    contradicts: bool = False


def feed_files() -> tuple[FeedFile, ...]:
    """Every file, in the order of import; the last came without any order, so that none may import it."""
    wallet = {"provider": "WALLETCO"}
    return (
        FeedFile(FIA, "bank-statements", "bank_statements.csv", "CO/2025/71", {}, lambda _: bank_statements()),
        FeedFile(FIA, "pacs-008", "from_abroad.xml", "CO/2025/71", {}, lambda _: from_abroad()),
        FeedFile(FIA, "bank-statements", "payroll.csv", "CO/2025/71", {}, payroll),
        FeedFile(FIA, "bank-statements", "two_orders.csv", "CO/2025/71", {}, lambda _: two_orders(), True),
        FeedFile(FIA, "wallet", "wallet.csv", "CO/2025/71", wallet, wallets),
        FeedFile(FIA, "cdr", "operator_a_calls.csv", "W/2025/114", {"mapping": "operator-a"}, operator_a),
        FeedFile(FIA, "cdr", "operator_b_calls.csv", "W/2025/114", {"mapping": "operator-b"}, operator_b),
        FeedFile(
            FIA, "cdr", "operator_a_subscribers.csv", "W/2025/114", {"mapping": "operator-a"}, lambda _: subscribers()
        ),
        FeedFile(CUSTOMS, "border-crossings", "crossings.csv", "APIS/2025", {}, border),
        FeedFile(CUSTOMS, "paxlst", "pk213.edi", "APIS/2025", {}, lambda _: passenger_list()),
        FeedFile(FIA, "wallet", "unauthorised.csv", "", wallet, wallets),
    )


def write_feeds(folder: Path, seed: object) -> Told:
    """Files below ``<agency>/feeds`` and ``<agency>/authorities`` (0600); what the story says of them."""
    told: Told = {"feeds": [], "authorities": []}
    for order in orders():
        path = folder_of(folder, f"{order.agency}/authorities") / f"{order.reference.replace('/', '-').lower()}.toml"
        written(path, toml_of(order))
        said = {"agency": order.agency, "reference": order.reference, "path": path.relative_to(folder).as_posix()}
        told["authorities"].append(said)
    for file in feed_files():
        path = folder_of(folder, f"{file.agency}/feeds") / file.name
        written(path, file.text(seed))
        said = {"agency": file.agency, "kind": file.kind, "path": path.relative_to(folder).as_posix()}
        stated = {"authority": file.authority, "options": file.options, "contradicts": file.contradicts}
        told["feeds"].append({**said, **stated})
    return told


def _csv(heading: Iterable[str], rows: Iterable[Iterable[str]], delimiter: str = ",") -> str:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter, lineterminator="\r\n")
    writer.writerow(heading)
    writer.writerows(rows)
    return out.getvalue()


def _rupees(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02}"


_HOLDERS = {
    network.EXPLOITERS_ACCOUNT: network.EXPLOITER,
    network.FRONT_ACCOUNT: network.EXPLOITER,
    network.HAWALA_ACCOUNTS[0]: network.HAWALADAR,
    network.HAWALA_ACCOUNTS[1]: network.HAWALADAR,
    network.RECRUITERS_ACCOUNT: network.RECRUITER,
    network.TRANSPORTERS_ACCOUNT: network.TRANSPORTER,
}
_STATEMENT = (
    "Account No", "Account Title", "CNIC", "Transaction Date", "Withdrawal", "Deposit", "CCY", "Reference No",
    "Counterparty Account", "Particulars",
)  # fmt: skip


def bank_statements() -> str:
    """The network's accounts: only what leaves an account, so that each booking stands once."""
    return _csv(
        _STATEMENT, (_booking(place, paid, _HOLDERS[paid.start]) for place, paid in enumerate(payments.trails(), 1))
    )


def _booking(place: int, paid: Payment, holder: Person) -> list[str]:
    """A row of the statement. Of a fare the other account stands in the bank's words alone."""
    at = paid.at.strftime("%d-%m-%Y %H:%M")
    narrated = paid.about == payments.FARE
    other = "" if paid.end == CASH or narrated else paid.end
    return [
        paid.start,
        english(holder.name),
        holder.dashed(),
        at,
        _rupees(paid.minor),
        "",
        "PKR",
        f"T{place:05}",
        other,
        f"IBFT TO {paid.end} {paid.about}" if narrated else paid.about,
    ]


def two_orders() -> str:
    """A statement in which one row has the month first and another the day: neither can be believed."""
    rows = (_booking(place, paid, _HOLDERS[paid.start]) for place, paid in enumerate(payments.trails()[:2], 1))
    days = ("05/13/2025 10:00", "13/05/2025 11:00")
    return _csv(_STATEMENT, ([*row[:3], day, *row[4:]] for row, day in zip(rows, days, strict=True)))


def payroll(seed: object) -> str:
    """An employer's account: names of employees stand in the bank's particulars alone."""
    rows = (
        [paid.start, "Crescent Garments", "", paid.at.strftime("%d-%m-%Y %H:%M"), _rupees(paid.minor), "", "PKR",
         f"S{place:05}", paid.end, f"salary {english(person.name)}"]
        for place, (person, paid) in enumerate(payments.salaries(seed), 1)
    )  # fmt: skip
    return _csv(_STATEMENT, rows)


def wallets(seed: object) -> str:
    """Mobile money: the savings committee, and fares to the transporter's burner."""
    members = {network.e164(person.phone): person for person in network.committee(seed)}
    rows = []
    for place, paid in enumerate([*payments.savings(seed), *payments.fares()], 1):
        start, end = members.get(paid.start), members.get(paid.end)
        rows.append([
            f"W{place:06}", paid.at.strftime("%d-%m-%Y %H:%M:%S"), paid.about,
            paid.start, english(start.name) if start else "", start.dashed() if start else "",
            paid.end, english(end.name) if end else "", end.dashed() if end else "",
            "" if paid.end else "GRT-0042", _rupees(paid.minor), "Success",
        ])  # fmt: skip
    heading = (
        "Transaction ID", "Transaction Time", "Transaction Type", "Sender MSISDN", "Sender Name", "Sender CNIC",
        "Receiver MSISDN", "Receiver Name", "Receiver CNIC", "Agent ID", "Amount", "Status",
    )  # fmt: skip
    return _csv(heading, rows)


def operator_a(seed: object) -> str:
    """Call records of operator A: one word for service and direction."""
    own = {network.RECRUITERS_BURNER, network.RECRUITER.phone}

    def row(call: Call) -> list[str]:
        out = call.caller in own
        party, other = (call.caller, call.called) if out else (call.called, call.caller)
        kind, at = ("Outgoing" if out else "Incoming"), call.at.strftime("%d/%m/%Y %H:%M:%S")
        return [party, other, kind, at, str(call.seconds), call.cell, call.imei]

    heading = ("A-Party", "B-Party", "Call Type", "Date & Time", "Duration", "Cell ID", "IMEI")
    return _csv(heading, map(row, calls.recruiters(seed)))


def operator_b(seed: object) -> str:
    """Call records of operator B: caller and called in their own columns, bars between."""

    def row(call: Call) -> list[str]:
        clock = f"{call.seconds // 3600:02}:{call.seconds // 60 % 60:02}:{call.seconds % 60:02}"
        area, cell = call.cell.split("-")
        at = (call.at.strftime("%Y-%m-%d"), call.at.strftime("%H:%M:%S"))
        return [call.caller, call.caller, call.called, "VOICE", *at, clock, area, cell, call.imei]

    heading = (
        "MSISDN", "CALL_ORIG_NUM", "CALL_DIALED_NUM", "CALL_TYPE", "START_DATE", "START_TIME", "CALL_DURATION",
        "LAC", "CELL_ID", "IMEI",
    )  # fmt: skip
    return _csv(heading, map(row, calls.transporters(seed)), "|")


def subscribers() -> str:
    """In whose names the numbers were sold: the burners in those of strangers."""
    burners = (network.RECRUITERS_BURNER, network.TRANSPORTERS_BURNER, network.EXPLOITERS_BURNER)
    sold = [*zip(burners, network.STRANGERS, strict=True), (network.RECRUITER.phone, network.RECRUITER)]
    rows = ([number, english(person.name), person.dashed(), person.home.name, "05/01/2025"] for number, person in sold)
    return _csv(("MSISDN", "Customer Name", "CNIC No", "Address", "Activation Date"), rows)


def border(seed: object) -> str:
    """The posts' own register."""
    rows = (
        [one.post, one.at.strftime("%d-%m-%Y %H:%M"), one.direction, english(one.person.name), urdu(one.person.name),
         english(one.person.father), one.person.born.strftime("%d-%m-%Y"), one.person.gender, "PK",
         *one.document, one.vehicle, one.with_]
        for one in crossings(seed)
    )  # fmt: skip
    heading = (
        "Border Post", "Crossing Time", "Entry/Exit", "Traveller Name", "Urdu Name", "Father Name", "Date of Birth",
        "Gender", "Country", "Document", "Document No", "Vehicle No", "Travelling With",
    )  # fmt: skip
    return _csv(heading, rows)


_MESSAGE = """<?xml version="1.0" encoding="UTF-8"?>
<Document xmlns="urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08">
<FIToFICstmrCdtTrf>
<GrpHdr><MsgId>RABTA-DEMO-1</MsgId><CreDtTm>2025-07-01T09:00:00+05:00</CreDtTm><NbOfTxs>{count}</NbOfTxs>
<SttlmInf><SttlmMtd>CLRG</SttlmMtd></SttlmInf></GrpHdr>
{transfers}</FIToFICstmrCdtTrf>
</Document>
"""
_TRANSFER = """<CdtTrfTxInf>
<PmtId><InstrId>I{place:05}</InstrId><EndToEndId>E{place:05}</EndToEndId><TxId>X{place:05}</TxId></PmtId>
<IntrBkSttlmAmt Ccy="PKR">{amount}</IntrBkSttlmAmt><IntrBkSttlmDt>{day}</IntrBkSttlmDt>
<AccptncDtTm>{at}</AccptncDtTm><ChrgBr>SHAR</ChrgBr>
<Dbtr><Nm>{debtor}</Nm></Dbtr><DbtrAcct><Id><IBAN>{start}</IBAN></Id></DbtrAcct>
<DbtrAgt><FinInstnId><BICFI>ZZZZAEAD</BICFI></FinInstnId></DbtrAgt>
<CdtrAgt><FinInstnId><BICFI>ZZZZPKKA</BICFI></FinInstnId></CdtrAgt>
<Cdtr><Nm>{creditor}</Nm></Cdtr><CdtrAcct><Id><IBAN>{end}</IBAN></Id></CdtrAcct>
<RmtInf><Ustrd>{about}</Ustrd></RmtInf>
</CdtTrfTxInf>
"""
_NAMES = {
    network.BUYERS_ACCOUNT: "Desert Star Trading",
    network.MIGRANTS_ACCOUNT: english(network.MIGRANT.name),
    network.MOTHERS_ACCOUNT: english(network.MOTHER.name),
    network.EXPLOITERS_ACCOUNT: english(network.EXPLOITER.name),
}


def from_abroad() -> str:
    """Credit transfers between banks (ISO 20022 pacs.008)."""
    transfers = "".join(
        _TRANSFER.format(
            place=place, amount=f"{paid.minor // 100}.{paid.minor % 100:02}", day=paid.at.date().isoformat(),
            at=f"{paid.at.isoformat()}+05:00", debtor=escape(_NAMES[paid.start]), start=paid.start,
            creditor=escape(_NAMES[paid.end]), end=paid.end, about=escape(paid.about),
        )
        for place, paid in enumerate(payments.bought(), 1)
    )  # fmt: skip
    return _MESSAGE.format(count=len(payments.bought()), transfers=transfers)
