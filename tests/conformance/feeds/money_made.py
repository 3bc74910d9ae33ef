"""Statements and wallet files as banks of Pakistan write them, with the truth of each row. Synthetic."""

from __future__ import annotations

import csv
import io
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

IBANS: Final = ("PK36SCBL0000001123456702", "PK24SCBL0000001171495101")


class Truth(NamedTuple):
    """What one row means: ends of the payment, minor units, currency, and day of March 2024."""

    start: str
    end: str
    minor: int
    currency: str
    day: int


@dataclass(frozen=True)
class Style:
    """How one bank writes: its headings by role, in its order; ``signs``: how it writes thousands."""

    name: str
    columns: tuple[tuple[str, str], ...]
    date: str = "{day:02}/03/2024"
    lakh: bool = False
    newest_first: bool = False
    title: str = ""
    currency: str = "PKR"
    opening: str = "Opening Balance"
    closing: str = "Closing Balance"
    total: str = "TOTAL"


STYLES: Final = (
    Style("debit and credit", (("account", "Account No"), ("at", "Txn Date"), ("words", "Narration"), ("debit", "Debit"),
          ("credit", "Credit"), ("balance", "Balance"), ("reference", "Txn ID"), ("status", "Txn Status"))),
    Style("withdrawals, newest first", (("at", "Date"), ("account", "A/C No"), ("debit", "Withdrawal"), ("credit", "Deposit"),
          ("balance", "Running Balance"), ("words", "Particulars"), ("reference", "Instrument No"), ("currency", "Currency Code")),
          newest_first=True, opening="B/F", closing="C/F", date="2024-03-{day:02}"),
    Style("lakhs", (("account", "Account Number"), ("at", "Transaction Date"), ("words", "Particulars"), ("debit", "Debit (PKR)"),
          ("credit", "Credit (PKR)"), ("balance", "Balance (PKR)"), ("reference", "Reference No")), lakh=True,
          title="Currency: PKR", opening="Balance B/F", closing="Balance C/F"),
    Style("dollars", (("account", "IBAN"), ("at", "Booking Date"), ("debit", "Dr"), ("credit", "Cr"), ("balance", "Balance"),
          ("words", "Details"), ("reference", "Txn ID")), title="Account Currency: USD", currency="USD"),
)  # fmt: skip


@dataclass
class Made:
    """One statement. ``rows``: cells by role, oldest first; ``truth``: of each row, None where no money moved."""

    style: Style
    account: str
    opening: int
    rows: list[dict[str, str]] = field(default_factory=list)
    truth: list[Truth | None] = field(default_factory=list)

    @property
    def heading(self) -> list[str]:
        return [heading for _, heading in self.style.columns]


def rupees(minor: int, style: Style) -> str:
    whole, fraction = divmod(abs(minor), 100)
    text = f"{whole:,}"
    if style.lakh and whole > 99_999:
        head, tail = divmod(whole, 1000)
        pairs = []
        while head > 99:
            head, pair = divmod(head, 100)
            pairs.append(f"{pair:02}")
        text = ",".join([str(head), *reversed(pairs), f"{tail:03}"])
    return f"{'-' if minor < 0 else ''}{text}.{fraction:02}"


def _kinds(own: str, chance: random.Random) -> list[tuple[int, str, str]]:
    """Direction, words, and the other end that they name."""
    other = chance.choice(IBANS)
    number = f"0{chance.randrange(10**10, 10**11)}"
    phone = f"30{chance.randrange(10**7, 10**8)}"
    return [
        (-1, f"IBFT TO {other}", f"IBAN:{other}"),
        (1, f"IBFT FROM MEEZAN {number}", f"MEZN:{number}"),
        (-1, f"RAAST P2P TO 0{phone}", f"WALLET:RAAST:+92{phone}"),
        (-1, f"EASYPAISA 0{phone}", f"WALLET:EASYPAISA:+92{phone}"),
        (-1, "ATM CASH WDL LAHORE", f"CASH:{own}"),
        (1, "CASH DEPOSIT", f"CASH:{own}"),
        (-1, "POS PURCHASE METRO CASH & CARRY", f"UNSTATED:{own}"),
        (1, "SALARY MARCH", f"UNSTATED:{own}"),
        (-1, "SMS ALERT CHARGES", f"UNSTATED:{own}"),
        (-1, "COTTON", f"UNSTATED:{own}"),
        (-1, "CHQ NO 123456", f"UNSTATED:{own}"),
    ]


def statement(style: Style, seed: int, count: int = 12) -> Made:
    chance = random.Random(f"{style.name} {seed}")
    account = "PK36SCBL0000001123456702" if seed % 2 else "PK24SCBL0000001171495101"
    own = f"IBAN:{account}"
    made = Made(style, account, chance.randrange(10**8, 10**9))
    balance = made.opening
    for place in range(count):
        sign, words, other = chance.choice([kind for kind in _kinds(own, chance) if kind[2] != own])
        minor = chance.randrange(100, 10**7)
        balance += sign * minor
        day = 1 + place * 2
        cells = {
            "account": account, "at": style.date.format(day=day), "words": words, "balance": rupees(balance, style),
            "debit" if sign < 0 else "credit": rupees(minor, style), "reference": f"T{place}", "status": "Success",
            "currency": style.currency,
        }  # fmt: skip
        start, end = (own, other) if sign < 0 else (other, own)
        made.rows.append(cells)
        made.truth.append(Truth(start, end, minor, style.currency, day))
    return made


def written(made: Made, *, summed: bool = True) -> str:
    """The file: title, heading, opening line and rows in the style's order; ``summed``: closing line and totals too."""
    style = made.style
    roles = [role for role, _ in style.columns]
    body = [[row.get(role, "") for role in roles] for row in made.rows]
    closing = made.rows[-1]["balance"]
    first = _line(roles, style.opening, balance=rupees(made.opening, style))
    last = _line(roles, style.closing, balance=closing)
    sums = {side: rupees(sum(_minor(row.get(side, "")) for row in made.rows), style) for side in ("debit", "credit")}
    total = _line(roles, style.total, **sums)
    ended = [last] if summed else []
    lines = [*ended, *body[::-1], first] if style.newest_first else [first, *body, *ended]
    return text_of([*([[style.title]] if style.title else []), made.heading, *lines, *([total] if summed else [])])


def text_of(rows: Sequence[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def _line(roles: Sequence[str], words: str, **cells: str) -> list[str]:
    return [{"words": words, **cells}.get(role, "") for role in roles]


def _minor(text: str) -> int:
    return int(text.replace(",", "").replace(".", "")) if text else 0
