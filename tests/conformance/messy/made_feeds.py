"""Feeds as they come, made from code."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from services.sources.feeds.options import Options
from tests.conformance.feeds.xml_made import (
    GERMAN,
    KARACHI,
    account,
    details,
    document,
    entry,
    pacs_008,
    person,
    report,
    statement,
    transfer,
)
from tests.conformance.messy.made import Messy, text

BANK = ["account", "bank", "date", "debit", "credit", "balance", "reference", "counterparty", "counterparty bank"]
DRAWN = ["0001234567", "MEZN", "01-03-2024", "20000", "", "", "", "", ""]
CALLS = ["Call Type", "A-Party", "B-Party", "Date & Time", "Duration", "Cell ID", "IMEI", "IMSI"]
CALL = ["Outgoing", "923001234567", "03331234567", "05/02/2025 21:14:09", "60", "C-1", "", ""]
WALLET = ["transaction", "at", "service", "sender", "receiver", "amount", "status"]
PAID = ["T1", "01-03-2024 10:00", "transfer", "03001234567", "03331234567", "500", "success"]
CROSSING = ["post", "at", "direction", "name", "document_type", "document", "issuer", "vehicle"]
WENT = ["TORKHAM", "01-03-2024 14:30", "exit", "Sample Person", "passport", "AB1234567", "PK", "LEA-1234"]
PEOPLE = [
    "BGM+745",
    "TDT+20+PK301",
    "LOC+125+KHI",
    "LOC+87+DXB",
    "NAD+FL+++SAMPLE:ANNA",
    "DOC+P+AB1234567",
    "LOC+91+PAK",
]
MORE = ["NAD+FL+++SAMPLE:OMAR", "DOC+P+??", "LOC+91+PAK", "NAD+FM+++SAMPLE:CREW"]


def altered(row: list[str], **cells: str) -> list[str]:
    """A row with cells changed by place, ``c3="x"``."""
    return [cells.get(f"c{place}", cell) for place, cell in enumerate(row)]


def table(name: str, kind: str, heading: list[str], *rows: list[str], **figures: Any) -> Messy:
    return Messy(name, kind, text(*rows, heading=heading).encode(), **figures)


def money() -> list[Messy]:
    known = altered(DRAWN, c6="CHQ-7")
    return [
        table("three withdrawals of one day", "bank-statements", BANK, DRAWN, DRAWN, DRAWN, taken=3),
        table("a booking told twice", "bank-statements", BANK, known, DRAWN, known, taken=2, rejected=1, reasons=("said-twice",)),
        table("amounts in words of offices", "bank-statements", BANK, altered(DRAWN, c3="Rs. 1,000/-"),
              altered(DRAWN, c3="10.005"), altered(DRAWN, c3="1E+6"), altered(DRAWN, c4="5"), taken=1, rejected=3,
              reasons=("not-an-amount", "rounded-by-spreadsheet", "not-an-amount")),
        table("dollars in a file of rupees", "bank-statements", BANK, DRAWN, altered(DRAWN, c3="USD 5"), altered(DRAWN, c3="1.234,50"),
              altered(DRAWN, c3="1,2345"), taken=1, rejected=3, reasons=("other-currency", "decimal-comma", "grouping")),
        table("debit and credit in each other's place", "bank-statements", altered(BANK, c3="credit", c4="debit"),
              altered(DRAWN, c5="80000"), altered(DRAWN, c2="02-03-2024", c5="60000"), altered(DRAWN, c2="03-03-2024", c5="40000"),
              refused="change places"),
        table("a row that its balance contradicts", "bank-statements", BANK, altered(DRAWN, c5="80000"),
              altered(DRAWN, c3="30000", c5="60000"), altered(DRAWN, c5="40000"), taken=2, rejected=1,
              reasons=("balance-differs",)),
        table("balances brought and carried forward", "bank-statements", BANK, altered([""] * 9, c0="B/F", c5="100000"),
              altered(DRAWN, c5="80000"), altered([""] * 9, c0="Closing Balance", c5="80000"),
              taken=1, bare=2),
        table("accounts that a spreadsheet rounded", "bank-statements", BANK, altered(DRAWN, c0="1.23E+13"),
              altered(DRAWN, c0="12300000000000"), altered(DRAWN, c7="PK37SCBL0000001123456702"), rejected=3,
              reasons=("rounded-by-spreadsheet", "rounded-by-spreadsheet", "not-an-account")),
        table("payments that failed", "wallet", WALLET, PAID, altered(PAID, c0="T2", c6="failed"),
              altered(PAID, c0="T3", c3="12"), PAID, taken=1, rejected=3, options=Options(provider="sample"),
              reasons=("not-done", "not-a-phone", "said-twice")),
        table("a column that says what failed", "bank-statements", [*BANK, "Txn State"], [*DRAWN, "FAILED"],
              refused="row 1, column 10: the layout bank-statements does not know the heading 'Txn State'"),
        table("a sum that does not add up", "bank-statements", BANK, DRAWN, ["Total", "", "", "30000", "", "", "", "", ""],
              refused="row 3: the total"),
        table("wallets of nobody", "wallet", WALLET, PAID, refused="whose wallets"),
        Messy("a workbook where a table is read", "bank-statements", b"PK\x03\x04" + bytes(60), refused="a workbook"),
    ]  # fmt: skip


STATEMENT = (
    f":20:S-1\n:25:MEZNPKKA/0001234567\n:60F:C240229PKR1000,00\n:61:240301D500,00NTRFT-1\n:86:IBFT TO {KARACHI}\n"
    ":61:240302D100,00NMSCT-2\n:86:ATM WDL\n:61:24XX02D0,00NMSC\n:62F:C240302PKR400,00\n-\n"
)
ORDER = (
    "{{1:F01SCBLPKKXAXXX0000000000}}{{2:I103MEZNPKKAXXXXN}}{{4:\n:20:R-{number}\n:32A:240301PKR500,00\n:50K:{payer}\n"
    "SAMPLE TRADER\n:59:/0001234567\nSAMPLE PAYEE\n-}}\n"
)


def swift() -> list[Messy]:
    orders = ORDER.format(number=1, payer=f"/{KARACHI}") + ORDER.format(number=2, payer="SAMPLE TRADER")
    return [
        Messy("a statement of SWIFT with a line that is none", "mt940", STATEMENT.encode(), taken=2, rejected=1,
              reasons=("swift-line",), suffix="txt"),
        Messy("a statement of SWIFT that is cut", "mt940", STATEMENT.partition(":62F:")[0].encode(), refused="cut", suffix="txt"),
        Messy("orders of SWIFT, one without an account", "mt103", orders.encode(), taken=1, rejected=1,
              reasons=("no-account",), suffix="txt"),
        Messy("orders of SWIFT that are cut", "mt103", orders.rpartition("-}")[0].encode(), refused="cut", suffix="txt"),
    ]  # fmt: skip


def calls() -> list[Messy]:
    known = Options(mapping=Path("operator-a"))
    plain = ["From", "To", "Start", "Duration"]
    quoted = text(*([CALL] * 1), *(altered(CALL, c3=f"05/02/2025 22:00:0{n}") for n in range(6)), heading=CALLS)
    return [
        table("numbers of other countries", "cdr", CALLS, altered(CALL, c2="971500000001"), altered(CALL, c2="3991234567"),
              altered(CALL, c2="9.71E+11"), altered(CALL, c2="00971501234567"), taken=2, rejected=2, options=known,
              reasons=("phone-ambiguous", "rounded-by-spreadsheet")),
        table("a region that is not here", "cdr", CALLS, altered(CALL, c1="0501234567", c2="971500000001"), taken=1,
              options=Options(mapping=Path("operator-a"), region="AE")),
        table("calls twice, calls of both ends, short codes", "cdr", CALLS, CALL, CALL,
              altered(CALL, c0="Incoming", c1="923331234567", c2="923001234567", c5="C-2"), altered(CALL, c2="8888", c5=""),
              altered(CALL, c2="JAZZ"), taken=3, rejected=1, bare=1, reasons=("said-twice",), options=known),
        table("a list of calls without service", "cdr", plain, ["03001234567", "03331234567", "2025-02-05 21:14:09", "60"],
              ["03001234567", "8888", "2025-02-05 21:20:00", "5"], ["03001234567", "03331234567", "05/02/25", "5"], taken=1,
              rejected=1, bare=1, reasons=("not-a-date",), options=Options(mapping=Path("plain"))),
        Messy("an open quote among calls", "cdr", quoted.replace("60,C-1", '"60,C-1', 1).encode(), rejected=7,
              reasons=("broken-quotes", *["inside-quotes"] * 6), options=known),
        table("handsets that are none", "cdr", CALLS, altered(CALL, c6="490154203237518"), altered(CALL, c6="490154203237519"),
              altered(CALL, c6="4.9E+14"), taken=1, rejected=2, reasons=("no-device", "rounded-by-spreadsheet"), options=known),
    ]  # fmt: skip


def journeys() -> list[Messy]:
    head, tail = ["UNB+UNOA:4+A+B+250105:0900+77"], ["UNZ+2+77"]

    def message(reference: str, *segments: str) -> list[str]:
        whole = [f"UNH+{reference}+PAXLST:D:03B:UN", *segments]
        return [*whole, f"UNT+{len(whole) + 1}+{reference}"]

    def interchange(*segments: str) -> bytes:
        return "".join(f"{one}'\n" for one in segments).encode()

    good, bad = message("1", *PEOPLE, *MORE), message("2", *PEOPLE, "NAD+FL+++SAMPLE:TWO", "BGM+745")
    return [
        table("crossings of one day", "border-crossings", CROSSING, altered(WENT, c1="01-03-2024"), altered(WENT, c1="01-03-2024"),
              WENT, WENT, altered(WENT, c5="3.52E+12", c4="cnic"), altered(WENT, c6=""), taken=3, rejected=3,
              reasons=("said-twice", "rounded-by-spreadsheet", "not-an-identifier")),
        Messy("a passenger list with a message out of order", "paxlst", interchange(*head, *good, *bad, *tail), taken=2,
              rejected=3, reasons=("edifact-order", "not-an-identifier"), suffix="edi"),
        Messy("a passenger list that does not end", "paxlst", interchange(*head, *good), refused="edifact-end", suffix="edi"),
    ]  # fmt: skip


def messages() -> list[Messy]:
    both = (
        "<TxDtls><RltdPties>"
        f"<DbtrAcct><Id><IBAN>{KARACHI}</IBAN></Id></DbtrAcct><CdtrAcct><Id><IBAN>{GERMAN}</IBAN></Id></CdtrAcct>"
        "</RltdPties></TxDtls>"
    )
    nobody = "<TxDtls><RltdPties><Dbtr><Nm>Karwan</Nm></Dbtr></RltdPties></TxDtls>"
    bilal, sana = account("from_account"), account("to_account", "0009876", "")
    suspicious = report(transfer(bilal, sana) + transfer("", sana) + transfer(bilal, sana), "CTR")

    def xml(name: str, kind: str, content: str, **figures: Any) -> Messy:
        return Messy(name, kind, content.encode(), suffix="xml", **figures)

    def camt(version: str, *entries: str) -> str:
        return document(f"camt.{version}", statement(f"camt.{version[:3]}", *entries))

    return [
        xml("notices of version 4 without names", "camt-054", camt("054.001.04", entry(both, direction="DBIT"), entry(both)),
            taken=1, rejected=1, reasons=("direction-contradicts",)),
        xml("notices of version 8 without names", "camt-054", camt("054.001.08", entry(both, direction="DBIT")), taken=1),
        xml("a statement without one good entry", "camt-053", camt("053.001.08", entry(), entry(nobody), entry(details(), status="INFO")),
            rejected=3, reasons=("no-counterparty", "no-counterparty", "not-booked")),
        xml("an entry of several sums", "camt-052", camt("052.001.08", entry(details("60.00") + details("40.00", reference="E2") + details())),
            taken=2, rejected=1, reasons=("no-amount",)),
        xml("a message of another kind", "camt-053", document("pacs.008.001.08", pacs_008()), refused="no ISO 20022 message"),
        xml("entities declared", "pacs-008", "<!DOCTYPE x [<!ENTITY a 'b'>]>" + document("pacs.008.001.08", pacs_008()),
            refused="document type"),
        xml("a message that breaks off", "pacs-008", document("pacs.008.001.08", pacs_008())[:-40], refused="xml"),
        xml("a report told twice and one without a sender", "goaml", suspicious, taken=1, rejected=2,
            reasons=("party-missing", "said-twice")),
        xml("a report with a phone that is none", "goaml",
            report(transfer(person("from_person", phone="12"), bilal.replace("from_", "to_")), "CTR"), taken=1,
            reasons=("phone-pattern",)),
    ]  # fmt: skip


def feeds() -> list[Messy]:
    """What banks, operators, carriers and posts hand over."""
    return [*money(), *swift(), *calls(), *journeys(), *messages()]
