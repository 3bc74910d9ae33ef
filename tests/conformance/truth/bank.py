"""Statements of account as banks of Pakistan print them: bookings, balances and what the narration says of the other side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL, iban
from tests.conformance.truth.truth import CASH, MUST_REFUSE, NOT_STATED, NOTHING, Truth, either, person, reads

OWN = iban("MEZN", 990100101)
OTHER = [iban("HABB", 990200000 + n) for n in range(8)]
HEADING = [
    "Account No",
    "Account Title",
    "Date",
    "Debit",
    "Credit",
    "Balance",
    "Txn ID",
    "Beneficiary Account",
    "Particulars",
]
HOLDER = ALL[0]
OPENING = 100_000_000
PLACES = {
    name: place
    for place, name in enumerate(("account", "title", "day", "debit", "credit", "ccy", "reference", "other", "text"))
}
DAYS = ("2024-03-01", "2024-03-02", "2024-03-04", "2024-03-05", "2024-03-18", "2024-03-19", "2024-03-20", "2024-03-21")


def rupees(minor: int) -> str:
    return f"{minor // 100:,}.{minor % 100:02d}"


def amounts(count: int) -> list[int]:
    """Bookings in paisa, negative where money leaves."""
    return [(-1 if n % 2 else 1) * (n * 1_237_500 + 50) for n in range(1, count + 1)]


def cells(n: int, signed: int, running: int | None, **other: str) -> list[str]:
    row = [OWN, HOLDER.name, DAYS[n - 1], rupees(-signed) if signed < 0 else "", rupees(signed) if signed > 0 else "",
           "" if running is None else rupees(running), f"FT24{n:04d}", OTHER[n - 1], "IBFT"]  # fmt: skip
    for name, text in other.items():
        row[PLACES[name]] = text
    return row


def means(n: int, signed: int, *, other: str = "", currency: str = "PKR", at: str = "") -> Truth:
    """The booking between the statement's account and another, or cash."""
    far = other or f"IBAN:{OTHER[n - 1]}"
    start, end = (f"IBAN:{OWN}", far) if signed < 0 else (far, f"IBAN:{OWN}")
    holder = f"holder IBAN:{OWN} {person('', HOLDER.name)}"
    return reads(f"paid {abs(signed)} {currency} from {start} to {end} at {at or DAYS[n - 1]}", holder)


def balances(signed: Iterable[int]) -> list[int]:
    running, made = OPENING, []
    for amount in signed:
        running += amount
        made.append(running)
    return made


def bookings(count: int, days: Sequence[str] = DAYS, written: Sequence[str] = ()) -> list[Line]:
    """Sound bookings with a balance that adds up; ``written``: their days as the bank writes them."""
    signed = amounts(count)
    return [Line(cells(n, amount, balance, day=written[n - 1] if written else days[n - 1]), means(n, amount, at=days[n - 1]))
            for n, (amount, balance) in enumerate(zip(signed, balances(signed), strict=True), 1)]  # fmt: skip


def statement(
    name: str,
    *lines: Line,
    heading: Sequence[str] = HEADING,
    clean: bool = False,
    titles: bool = True,
    ignorable: tuple[str, ...] = (),
) -> Group:
    above = [Line(["Statement of account", *[""] * (len(heading) - 1)])] if titles else []
    return table("bank", name, "bank-statements", *above, Line(heading), *lines, clean=clean, ignorable=ignorable)


def sound() -> Iterator[Group]:
    yield statement("as the form asks, the balance adding up", *bookings(7), clean=True)
    yield statement("newest booking first", *reversed(bookings(6)), clean=True)
    order = [0, 1, 2, 4, 3, 5, 6, 7, 8]
    lines = bookings(6)
    turned = [Line([line.cells[place] for place in order], line.truth) for line in lines[3:]]
    yield statement(
        "debit and credit exchanged from the second page on",
        *lines[:3],
        Line([HEADING[place] for place in order]),
        *turned,
    )
    opening = ["", "", "2024-03-01", "", rupees(OPENING), rupees(OPENING), "", "", "Opening Balance"]
    final = balances(amounts(4))[-1]
    closing = ["", "", "2024-03-31", "", rupees(final), rupees(final), "", "", "Closing Balance"]
    own = [Line([OWN, HOLDER.name, *row[2:]], NOTHING) for row in (opening, closing)]
    carried = Line(
        [
            OWN,
            HOLDER.name,
            "2024-03-04",
            "",
            rupees(balances(amounts(2))[-1]),
            rupees(balances(amounts(2))[-1]),
            "",
            "",
            "Balance brought forward",
        ],
        NOTHING,
    )
    lines = bookings(4)
    yield statement("opening, carried and closing balances as rows", own[0], *lines[:2], carried, *lines[2:], own[1])
    yield statement(
        "totals at the end", *bookings(4), Line(["Total", "", "", "49,501.00", "74,251.00", "", "", "", ""], NOTHING)
    )


def balance() -> Iterator[Group]:
    lines = bookings(6)
    wrong = list(lines[2].cells)
    wrong[4] = "9,371,250.50"
    yield statement("one amount that the balance contradicts", *lines[:2], Line(wrong, MUST_REFUSE), *lines[3:])
    turned = [list(line.cells) for line in lines]
    for row in turned[1:4]:
        row[3], row[4] = row[4], row[3]
    yield statement(
        "debit and credit exchanged under one heading",
        lines[0],
        *(Line(row, MUST_REFUSE) for row in turned[1:4]),
        *lines[4:],
    )


def currencies() -> Iterator[Group]:
    heading = [*HEADING[:5], "CCY", *HEADING[6:]]
    codes = (("PKR", "PKR"), ("USD", "USD"), ("AED", "AED"), ("", "PKR"), ("usd", "USD"), ("XQZ", ""))
    rows = [Line(cells(n, 500000, None, ccy=code), means(n, 500000, currency=read) if read else MUST_REFUSE)
            for n, (code, read) in enumerate(codes, 1)]  # fmt: skip
    yield statement("a currency for each row", *rows, heading=heading, clean=True)
    unknown = [*HEADING[:5], "Currency Code", *HEADING[6:]]
    yield statement(
        "a currency under a heading of its own bank",
        *(
            Line(cells(n, 500000, None, ccy=code), means(n, 500000, currency=code))
            for n, code in enumerate(("USD", "USD", "PKR", "AED"), 1)
        ),
        heading=unknown,
    )
    prefixes = (
        ("USD 5,000.00", "USD"),
        ("AED 5,000.00", "AED"),
        ("$5,000.00", "USD"),
        ("Rs. 5,000/-", "PKR"),
        ("PKR 5,000.00", "PKR"),
        ("€ 5,000.00", "EUR"),
    )
    yield statement("currencies before the amount", *(
        Line(cells(n, 500000, None, credit=text), means(n, 500000, currency=code)) for n, (text, code) in enumerate(prefixes, 1)))  # fmt: skip


def groupings() -> Iterator[Group]:
    texts = (("1,50,000.00", 15000000), ("150,000.00", 15000000), ("12,34,567.50", 123456750), ("150000", 15000000), ("۱۵۰۰۰۰", 15000000),
             ("1.50.000", 0), ("150.000,00", 0), ("15,00,00.00", 0), ("1,5000.00", 0), ("(5,000.00)", 0))  # fmt: skip
    yield statement("groupings of thousands and lakhs", *(
        Line(cells((n - 1) % 8 + 1, minor or 100, None, credit=text, reference=f"R{n}"), means((n - 1) % 8 + 1, minor) if minor else MUST_REFUSE)
        for n, (text, minor) in enumerate(texts, 1)))  # fmt: skip


def narrations() -> Iterator[Group]:
    far = [f"IBAN:{one}" for one in OTHER]
    texts = [(f"IBFT to {OTHER[0]} {ALL[1].name}", -1, far[0]), (f"IBFT FROM {OTHER[1]} HBL {ALL[2].name.upper()}", 1, far[1]),
             (f"RAAST P2P to {OTHER[2]} Ref 88120", -1, far[2]), ("ATM CASH WDL GULBERG LHR", -1, CASH), ("CASH DEPOSIT BR 0211", 1, CASH),
             ("POS PURCHASE SAMPLE MART LHR", -1, NOT_STATED), ("SMS ALERT CHARGES", -1, NOT_STATED), ("INWARD CLEARING", 1, NOT_STATED)]  # fmt: skip
    yield statement("the other side in the narration", *(
        Line(cells(n, sign * 500000, None, other="", text=text), means(n, sign * 500000, other=end)) for n, (text, sign, end) in enumerate(texts, 1)))  # fmt: skip


def dates() -> Iterator[Group]:
    first = ["01/03/2024", "02/03/2024", "04/03/2024", "05/03/2024", "18/03/2024", "19/03/2024"]
    yield statement("day before month", *bookings(6, written=first), clean=True)
    american = ["03/01/2024", "03/02/2024", "03/04/2024", "03/05/2024", "03/18/2024", "03/19/2024"]
    yield statement("month before day in the whole column", *bookings(6, written=american))
    mixed = ("25/03/2024", "03/28/2024", "04/05/2024")
    yield statement(
        "both orders in one column",
        *(Line(cells(n, 500000, None, day=day), MUST_REFUSE) for n, day in enumerate(mixed, 1)),
    )


def cut() -> Iterator[Group]:
    lines = bookings(4)
    last = [OWN, HOLDER.name, DAYS[4], "", "61"]
    yield statement("a last line that is cut", *lines, Line(last, MUST_REFUSE))
    heading = [*HEADING[:3], "Amount", "DR/CR", *HEADING[5:]]
    rows = []
    for n, amount in enumerate(amounts(4), 1):
        row = cells(n, amount, balances(amounts(4))[n - 1])
        row[3], row[4] = rupees(abs(amount)), "DR" if amount < 0 else "CR"
        rows.append(Line(row, either(means(n, amount))))
    yield statement("one amount with a word for its side", *rows, heading=heading)


def groups() -> Iterator[Group]:
    for make in (sound, balance, currencies, groupings, narrations, dates, cut):
        yield from make()
