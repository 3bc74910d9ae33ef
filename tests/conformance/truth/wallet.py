"""Transactions of mobile wallets as their providers list them: transfers, cash at agents, and what did not happen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from services.sources.feeds.options import Options
from tests.conformance.truth.group import Group, Line, table
from tests.conformance.truth.people import ALL
from tests.conformance.truth.truth import MUST_REFUSE, NOTHING, Truth, person, reads

HEADING = ["Transaction ID", "Date Time", "Transaction Type", "Sender MSISDN", "Sender Name", "Receiver MSISDN", "Receiver Name", "Agent ID",
           "Amount (PKR)", "Status"]  # fmt: skip
PLACES = {name: place for place, name in enumerate(
    ("id", "at", "type", "sender", "sender_name", "receiver", "receiver_name", "agent", "amount", "status"))}  # fmt: skip
AT = "2025-03-01T10:00:00"
MINOR = 250000


def pair(n: int) -> tuple[int, int]:
    return n % len(ALL), (n + 3) % len(ALL)


def cells(n: int, **other: str) -> list[str]:
    one, two = (ALL[place] for place in pair(n))
    row = [
        f"TID{n:06d}",
        "01/03/2025 10:00:00",
        "P2P",
        one.phone,
        one.name,
        two.phone,
        two.name,
        "",
        "2,500.00",
        "Success",
    ]
    for name, text in other.items():
        row[PLACES[name]] = text
    return row


def account(place: int) -> str:
    return f"WALLET:SAMPLE:{ALL[place].e164}"


def holder(place: int) -> str:
    return f"holder {account(place)} {person('', ALL[place].name)}"


def means(
    n: int, *, minor: int = MINOR, at: str = AT, currency: str = "PKR", till: str = "", out: bool = True
) -> Truth:
    """A transfer, or cash at a till where one is named."""
    one, two = pair(n)
    if not till:
        return reads(f"paid {minor} {currency} from {account(one)} to {account(two)} at {at}", holder(one), holder(two))
    agent = f"WALLET:SAMPLE:AGENT-{till}"
    start, end, mine = (account(one), agent, one) if out else (agent, account(two), two)
    return reads(f"paid {minor} {currency} from {start} to {end} at {at}", holder(mine))


def listing(name: str, *lines: Line, heading: Sequence[str] = HEADING, clean: bool = False) -> Group:
    return table("wallet", name, "wallet", Line(heading), *lines, clean=clean, options=Options(provider="sample"))


def sound() -> Iterator[Group]:
    cash = [Line(cells(6, type="Cash Out", receiver="", receiver_name="", agent="LHR-0042"), means(6, till="LHR0042")),
            Line(cells(7, type="Cash In", sender="", sender_name="", agent="LHR-0042"), means(7, till="LHR0042", out=False))]  # fmt: skip
    yield listing("as the form asks", *(Line(cells(n), means(n)) for n in range(1, 6)), *cash, clean=True)
    order = [0, 1, 2, 5, 6, 3, 4, 7, 8, 9]
    yield listing("sender and receiver exchanged from the second page on", *(Line(cells(n), means(n)) for n in (1, 2)), Line([HEADING[place] for place in order]),
                  *(Line([cells(n)[place] for place in order], means(n)) for n in (3, 4, 5)))  # fmt: skip
    total = ["Total", "", "", "", "", "", "", "", "7,500.00", ""]
    yield listing("totals between the rows", *(Line(cells(n), means(n)) for n in (1, 2, 3)), Line(total, NOTHING), Line(cells(4), means(4)),
                  Line(["Closing Balance", "31/03/2025 23:59:59", "", "", "", "", "", "", "12,000.00", ""], NOTHING))  # fmt: skip


def undone() -> Iterator[Group]:
    words = ("Success", "Failed", "Reversed", "Completed", "SUCCESSFUL", "Declined", "Pending")
    good = {"Success", "Completed", "SUCCESSFUL"}
    rows = [Line(cells(n, status=word), means(n) if word in good else MUST_REFUSE) for n, word in enumerate(words, 1)]
    yield listing("words for what did not happen", *rows)
    yield listing("the same under a heading of the provider", *rows[:5], heading=[*HEADING[:9], "Txn Status"])


def currencies() -> Iterator[Group]:
    texts = (
        ("Rs. 2,500/-", MINOR),
        ("2500", MINOR),
        ("PKR 2,500.00", MINOR),
        ("2,50,000.00", 25000000),
        ("۲۵۰۰", MINOR),
        ("USD 2,500.00", 0),
        ("2.500,00", 0),
        ("25,00", 0),
    )
    yield listing("amounts in currencies and groupings", *(
        Line(cells(n, amount=text), means(n, minor=minor) if minor else MUST_REFUSE) for n, (text, minor) in enumerate(texts, 1)))  # fmt: skip
    heading = [*HEADING[:8], "Amount (USD)", "Status"]
    yield listing(
        "amounts in dollars by the heading",
        *(Line(cells(n), means(n, currency="USD")) for n in (1, 2, 3, 4)),
        heading=heading,
    )


def numbers() -> Iterator[Group]:
    one = ALL[pair(1)[0]]
    forms = (
        one.phone,
        f"92{one.phone[1:]}",
        one.e164,
        one.phone[1:],
        f"{one.phone[:4]}-{one.phone[4:]}",
        f"0092{one.phone[1:]}",
    )
    rows = [Line(cells(1, id=f"TID1{n:05d}", sender=form), means(1)) for n, form in enumerate(forms, 1)]
    yield listing(
        "numbers as people write them",
        *rows,
        Line(cells(2, sender="9.23E+11"), MUST_REFUSE),
        Line(cells(3, sender="920000000000"), MUST_REFUSE),
    )
    yield listing("services in the words of providers", *(
        Line(cells(n, type=word), means(n)) for n, word in enumerate(("Send Money", "TRANSFER", "Wallet to Wallet", "Money Transfer", "ترسیل"), 1)),
        Line(cells(6, type="Bill Payment", receiver="", receiver_name=""), MUST_REFUSE))  # fmt: skip


def times() -> Iterator[Group]:
    first = (
        ("01/03/2025 10:00", AT),
        ("05/04/2025 10:00", "2025-04-05T10:00:00"),
        ("28/03/2025 10:00", "2025-03-28T10:00:00"),
        ("06/04/2025 10:00", "2025-04-06T10:00:00"),
    )
    yield listing(
        "day before month",
        *(Line(cells(n, at=text), means(n, at=at)) for n, (text, at) in enumerate(first, 1)),
        clean=True,
    )
    american = (
        ("03/01/2025 10:00", AT),
        ("04/05/2025 10:00", "2025-04-05T10:00:00"),
        ("03/28/2025 10:00", "2025-03-28T10:00:00"),
    )
    yield listing(
        "month before day in the whole column",
        *(Line(cells(n, at=text), means(n, at=at)) for n, (text, at) in enumerate(american, 1)),
    )
    mixed = ("25/03/2025 10:00", "03/28/2025 10:00", "04/05/2025 10:00")
    yield listing(
        "both orders in one column", *(Line(cells(n, at=text), MUST_REFUSE) for n, text in enumerate(mixed, 1))
    )
    clocks = (
        ("01-03-2025 10:00 AM", AT),
        ("01/03/2025 10:00:00 PM", "2025-03-01T22:00:00"),
        ("2025-03-01T10:00:00", AT),
        ("2025-03-01T10:00:00+05:00", AT),
        ("1 Mar 2025 12:05 AM", "2025-03-01T00:05:00"),
    )
    yield listing(
        "clocks of twelve hours", *(Line(cells(n, at=text), means(n, at=at)) for n, (text, at) in enumerate(clocks, 1))
    )


def groups() -> Iterator[Group]:
    for make in (sound, undone, currencies, numbers, times):
        yield from make()
