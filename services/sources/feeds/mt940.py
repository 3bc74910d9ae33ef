"""SWIFT MT940: statements of accounts, one row a line ``:61:`` with its narration ``:86:``.

Opening balance, lines and closing balance of each statement must add up, and a statement goes on where the one before
ended; else the file is refused before a row is taken. The other side of a line stands in its narration, as in
:mod:`services.sources.feeds.bank_statements`. Source: SWIFT Standards MT, category 9.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import BinaryIO, Final

from services.sources.feeds import meaning
from services.sources.feeds.gathering import Gathering, RowRefused, note
from services.sources.feeds.money import AmountRefused
from services.sources.feeds.narration import Explained, Kind, explain, is_reversal, other_end
from services.sources.feeds.numbers_told import is_iban, packed
from services.sources.feeds.options import Options
from services.sources.feeds.reversals import Booking, Reversal, Reversals, words_of
from services.sources.feeds.row import FileRefused, Items
from services.sources.feeds.swift_text import BLOCKS, END, Field, amount, day, fields
from services.tables.rejects import BadCell

FEED: Final = "MONEY"
FORM: Final = "mt940"
_BALANCE: Final = re.compile(r"([CD])([0-9]{6})([A-Z]{3})([0-9]{1,14},[0-9]{0,4})")
_LINE: Final = re.compile(
    r"(?P<day>[0-9]{6})(?:[0-9]{4})?(?P<mark>E?[CD]|R[CD])[A-Z]?(?P<amount>[0-9]{1,14},[0-9]{0,4})"
    r"[NFS][A-Z0-9]{3}(?P<reference>(?:(?!//)[^\n])*)(?://(?P<bank>[^\n]*))?(?:\n(?P<more>[^\n]*))?"
)
_NUMBER: Final = re.compile(r"[0-9A-Za-z][0-9A-Za-z .-]{3,33}")
_SUBFIELD: Final = re.compile(r"\?([0-9]{2})([^?]*)")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line ``:61:``. ``moved``: minor units, below 0 where it takes; ``mark``: as the bank writes it."""

    number: int
    account: str
    currency: str
    mark: str
    moved: int
    day: str
    reference: str
    narration: str
    fault: str = ""


def read(stream: BinaryIO, options: Options) -> Items:
    """Rows of the file. Raises FileRefused for another message, and where balances do not add up."""
    reversals = Reversals()
    for line in _lines(stream, options):
        if not line.fault and (line.mark.startswith("R") or is_reversal(line.narration)):
            reversals.add(Reversal(_booking(line, options), words_of(line.reference, line.narration)))
    if reversals:
        for line in _lines(stream, options):
            if not line.fault:
                reversals.look(_booking(line, options))
    to = Gathering(FORM, options)
    for line in _lines(stream, options):
        to.begin(line.number)
        try:
            _row(to, line, reversals)
        except RowRefused as refused:
            to.refuse(refused)
        yield from to.take()
    yield from to.end()


def _booking(line: _Line, options: Options) -> Booking:
    at_ms = 0
    with suppress(BadCell):
        at_ms = meaning.when_ms(line.day, options.tz)
    return Booking(line.account, line.currency, line.moved, at_ms, line.reference)


def _row(to: Gathering, line: _Line, reversals: Reversals) -> None:
    if line.fault:
        raise RowRefused("61", "", line.fault)
    if line.mark.startswith("E"):
        raise RowRefused("61", line.mark, "not-booked")
    explained = _explained(line, to.options)
    if line.mark.startswith("R") or explained.is_of(Kind.REVERSAL):
        raise RowRefused("61", line.mark, "reversal")
    if reversals.take_back(_booking(line, to.options)):
        raise RowRefused("61", line.mark, "reversed")
    at, ended = to.span("61", line.day)
    kind, other = other_end(explained, line.account, outgoing=line.moved < 0)
    to.node("ACCOUNT", line.account)
    to.node("ACCOUNT", other)
    to.single(line.reference)
    start, end = (line.account, other) if line.moved < 0 else (other, line.account)
    more = {"counterparty": explained.name, "description": line.narration, "reference": line.reference}
    more |= {"explained": "" if other.startswith("CASH:") else explained.source()}
    to.edge(
        kind, start, end, at_ms=at, day_end_ms=ended, amount=abs(line.moved), currency=line.currency, more=note(more)
    )


def _explained(line: _Line, options: Options) -> Explained:
    """By the bank's subfields of account and name where it has them, else by its words."""
    outgoing = line.moved < 0
    parts = dict(_SUBFIELD.findall(line.narration))
    explained = explain(
        " ".join(parts.values()) or line.narration, outgoing=outgoing, own=line.account, region=options.region
    )
    number, bank = packed(parts.get("31", "")), packed(parts.get("30", ""))
    if explained.is_of(Kind.REVERSAL) or not _NUMBER.fullmatch(parts.get("31", "").strip()):
        return explained
    sure = is_iban(number)
    account = f"IBAN:{number}" if sure else f"{bank}:{number}" if bank else ""
    name = " ".join((parts.get("32", "") + parts.get("33", "")).split())
    return replace(explained, account="" if account == line.account else account, name=name, sure=sure)


def _lines(stream: BinaryIO, options: Options) -> Iterator[_Line]:
    """Lines of all statements, each with its narration. Raises FileRefused where a balance differs."""
    statement, ended = _Statement(options), dict[tuple[str, str], int]()
    waiting: _Line | None = None
    for field in fields(stream, "940"):
        if waiting is not None and field.tag != "86":
            yield waiting
            waiting = None
        if field.tag in (BLOCKS, END, "20"):
            statement.close(field)
            statement = _Statement(options)
        if field.tag == "61":
            waiting = statement.line(field)
        elif field.tag == "86" and waiting is not None:
            yield replace(waiting, narration=" ".join(field.text.split()))
            waiting = None
        else:
            statement.other(field, ended)
    if waiting is not None:
        yield waiting
    statement.close(Field(0, END, ""))
    stream.seek(0)


class _Statement:
    """One message as far as it is read."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._account = self._currency = ""
        self._balance, self._begun, self._closed, self._unclear = 0, False, False, False

    def other(self, field: Field, ended: dict[tuple[str, str], int]) -> None:
        """A field that is no line; ``ended``: by account and currency, where the last page ended that goes on."""
        if field.tag in ("25", "25P"):
            self._account = _account(field, self._options)
        elif field.tag in ("60F", "60M"):
            self._currency, self._balance = _balance(field)
            self._begun = True
            before = ended.pop((self._account, self._currency), None)
            if field.tag == "60M" and before is not None and before != self._balance:
                raise FileRefused(f"line {field.line}", "balance", "a page does not go on where the last one ended")
        elif field.tag in ("62F", "62M"):
            currency, balance = _balance(field)
            self._closed = True
            if not self._begun or currency != self._currency or (balance != self._balance and not self._unclear):
                raise FileRefused(
                    f"line {field.line}", "balance", "opening balance and lines do not lead to the closing one"
                )
            if field.tag == "62M":
                ended[self._account, currency] = balance

    def line(self, field: Field) -> _Line:
        """A line of the statement, which moves its balance. Raises FileRefused where none may stand."""
        if not self._account or not self._begun or self._closed:
            raise FileRefused(f"line {field.line}", "swift", "a line :61: stands outside of its statement")
        match = _LINE.fullmatch(field.text)
        minor, fault = 0, "" if match else "swift-line"
        if match:
            try:
                minor = amount(match["amount"], self._currency)
            except AmountRefused as refused:
                fault = str(refused)
        if match is None or fault:
            self._unclear = True
            return _Line(field.line, self._account, self._currency, "", 0, "", "", "", fault)
        moved = minor if match["mark"] in ("C", "RD", "EC") else -minor
        if not match["mark"].startswith("E"):
            self._balance += moved
        reference = match["reference"].strip()
        reference = reference if reference not in ("", "NONREF") else (match["bank"] or "").strip()
        fault = "" if minor else "amount-pattern"
        return _Line(
            field.line, self._account, self._currency, match["mark"], moved, day(match["day"]), reference,
            (match["more"] or "").strip(), fault,
        )  # fmt: skip

    def close(self, field: Field) -> None:
        """The message is over. Raises FileRefused where its closing balance is missing."""
        if self._begun and not self._closed:
            raise FileRefused(f"line {field.line}", "swift-cut", "a statement is cut: it has no closing balance")


def _balance(field: Field) -> tuple[str, int]:
    match = _BALANCE.fullmatch(field.text.strip())
    if match is None:
        raise FileRefused(f"line {field.line}", "swift", "is no balance")
    try:
        minor = amount(match[4], match[3])
    except AmountRefused:
        raise FileRefused(f"line {field.line}", "swift", "is no balance") from None
    return match[3], minor if match[1] == "C" else -minor


def _account(field: Field, options: Options) -> str:
    """An IBAN, a bank and a number with a slash or on two lines, else a number of the provider's."""
    first, _, second = field.text.strip().partition("\n")
    head, _, tail = first.rpartition("/")
    bank = packed(second) or packed(head) or packed(options.provider)
    number = packed(tail)
    if is_iban(number):
        return f"IBAN:{number}"
    if not _NUMBER.fullmatch(tail.strip()) or not bank:
        raise FileRefused(f"line {field.line}", "account", "names no bank: state whose account it is as the provider")
    return f"{bank}:{number}"
