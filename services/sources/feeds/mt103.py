"""SWIFT MT103: credit transfers of single customers, one row a message.

A message that does not name both accounts is rejected: a name is no account, and none is made up. It is an instruction
between banks; the row's note says so. Source: SWIFT Standards MT, category 1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import BinaryIO, Final

from services.sources.feeds.gathering import Gathering, RowRefused, digest, note
from services.sources.feeds.money import AmountRefused
from services.sources.feeds.numbers_told import is_iban, packed
from services.sources.feeds.options import Options
from services.sources.feeds.row import FileRefused, Item, Items
from services.sources.feeds.swift_text import BLOCKS, END, Blocks, amount, blocks, day, fields

FEED: Final = "MONEY"
FORM: Final = "mt103"
_SETTLED: Final = re.compile(r"([0-9]{6})([A-Z]{3})([0-9]{1,14},[0-9]{0,4})")
_BIC: Final = re.compile(r"[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_ACCOUNT: Final = re.compile(r"(?:[CD]/)?[0-9A-Za-z][0-9A-Za-z .-]{3,33}")
_STRUCTURED: Final = re.compile(r"([1-8])/(.*)")
_ORDERING: Final = ("50A", "50F", "50K")
_BENEFICIARY: Final = ("59", "59A", "59F")


@dataclass(slots=True)
class _Message:
    line: int
    blocks: Blocks
    fields: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Party:
    account: str
    name: str


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of the file. Raises FileRefused for another message, and for one that is cut."""
    for _ in _messages(stream):
        continue
    to = Gathering(FORM, options)
    for message in _messages(stream):
        yield from _row(to, message)
    yield from to.end()


def _row(to: Gathering, message: _Message) -> Iterator[Item]:
    to.begin(message.line)
    try:
        _transfer(to, message)
    except RowRefused as refused:
        to.refuse(refused)
    yield from to.take()


def _messages(stream: BinaryIO) -> Iterator[_Message]:
    """Messages whole. Raises FileRefused where one names a field twice that stands once."""
    message, header = None, Blocks()
    for each in fields(stream, "103"):
        if message is not None and each.tag in (BLOCKS, END, "20"):
            yield message
            message = None
        if each.tag == BLOCKS:
            header = blocks(each.text)
        elif each.tag == END:
            header = Blocks()
        elif each.tag == "20":
            message = _Message(each.line, header, {"20": each.text})
        elif message is None:
            raise FileRefused(f"line {each.line}", "swift", "a field stands before the reference :20:")
        elif each.tag in message.fields and each.tag not in ("13C", "23E", "71F"):
            raise FileRefused(f"line {each.line}", "swift", "a field stands twice in its message")
        else:
            message.fields[each.tag] = each.text
    if message is not None:
        yield message
    stream.seek(0)


def _transfer(to: Gathering, message: _Message) -> None:
    settled = _SETTLED.fullmatch(message.fields.get("32A", "").strip())
    if settled is None:
        raise RowRefused("32A", message.fields.get("32A", ""), "amount-pattern")
    try:
        minor = amount(settled[3], settled[2])
    except AmountRefused as refused:
        raise RowRefused("32A", settled[3], str(refused)) from None
    payer = _party(message, _ORDERING, ("52A",), message.blocks.sender)
    payee = _party(message, _BENEFICIARY, ("57A",), message.blocks.receiver)
    at, ended = to.span("32A", day(settled[1]))
    for party in (payer, payee):
        _holds(to, party)
    reference = message.fields["20"].strip()
    to.single(reference)
    about = " ".join(message.fields.get("70", "").split())
    more = note({"reference": reference, "description": about, "says": "mt103, instruction"})
    to.edge(
        "TRANSFERRED",
        payer.account,
        payee.account,
        at_ms=at,
        day_end_ms=ended,
        amount=minor,
        currency=settled[2],
        more=more,
    )


def _party(message: _Message, tags: tuple[str, ...], agents: tuple[str, ...], bank: str) -> _Party:
    """``bank``: who holds the account where no agent is named."""
    tag = next((tag for tag in tags if tag in message.fields), "")
    if not tag:
        raise RowRefused(tags[0], "", "party-missing")
    first, *rest = message.fields[tag].split("\n")
    written = first.removeprefix("/") if first.startswith("/") else ""
    number = packed(written[2:] if written[1:2] == "/" else written)
    if not number:
        raise RowRefused(tag, "", "no-account")
    if not _ACCOUNT.fullmatch(written):
        raise RowRefused(tag, written, "not-an-account")
    named = next((bic for agent in agents if (bic := _bic(message.fields.get(agent, "")))), "") or bank
    if is_iban(number):
        account = f"IBAN:{number}"
    elif re.match(r"[A-Z]{2}[0-9]{2}[A-Z]{4}", number):
        raise RowRefused(tag, number, "iban-check")
    elif named:
        account = f"{named[:8]}:{number}"
    else:
        raise RowRefused(tag, number, "account-without-bank")
    return _Party(account, "" if tag.endswith("A") else _name(rest))


def _bic(text: str) -> str:
    last = text.strip().rpartition("\n")[2].strip()
    return last if _BIC.fullmatch(last) else ""


def _name(lines: list[str]) -> str:
    """The first line, or the lines ``1/`` of a structured party."""
    parts = [match for line in lines if (match := _STRUCTURED.fullmatch(line.strip()))]
    if parts:
        return " ".join(match[2].strip() for match in parts if match[1] == "1")
    return lines[0].strip() if lines else ""


def _holds(to: Gathering, party: _Party) -> None:
    to.node("ACCOUNT", party.account)
    if party.name:
        known = note({"target_key": f"ACCOUNT {party.account}"})
        holder = to.node("SUBJECT", f"feeds/{FORM}/{digest(party.name, party.account)}", party.name, more=known)
        to.edge("ACCOUNT_HELD_BY", party.account, holder, more=note({"says": FORM}))
