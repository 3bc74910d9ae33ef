"""The first pass over a bank statement: its currency, balances and totals, before a row is taken.

What single rows contradict rejects these rows; what cannot be one row's fault refuses the file.
"""

from __future__ import annotations

from contextlib import closing
from dataclasses import dataclass
from functools import partial
from itertools import product

from services.sources.feeds import booking, meaning, status
from services.sources.feeds.meaning import minor
from services.sources.feeds.narration import is_reversal
from services.sources.feeds.options import Options
from services.sources.feeds.reversals import Booking, Reversal, Reversals, words_of
from services.sources.feeds.row import FileRefused
from services.sources.feeds.running_balance import RunningBalance
from services.sources.feeds.sheet import Layout, Line, Sheet
from services.sources.feeds.stated_currency import Stated, stated
from services.sources.feeds.statement_lines import What, what_is
from services.store.seen import Seen


@dataclass(frozen=True, slots=True)
class Checked:
    """The file's currency; rows whose balance does not follow from the one beside; rows that take bookings back.

    ``cut``: the last row, where it ends before its columns do and no other row does; else 0.
    """

    currency: Stated
    differing: frozenset[int]
    reversals: Reversals
    cut: int


def check(sheet: Sheet, layout: Layout, options: Options) -> Checked:
    """Read all rows once, and once more where some take bookings back. Raises FileRefused."""
    currency = stated(sheet, layout, booking.AMOUNTS, options)
    with closing(Seen()) as seen:
        passing = _Pass(currency, seen, options)
        for line in sheet.lines():
            if isinstance(line, Line):
                passing.line(line)
            else:
                passing.unreadable()
        checked = Checked(currency, passing.end(), passing.reversals, passing.cut())
    if checked.reversals:
        for line in sheet.lines():
            if isinstance(line, Line):
                checked.reversals.look(booked(line, currency.of(line), options))
    return checked


def words(line: Line) -> str:
    """What the row says of itself: its mode and its narration."""
    return f"{line.text('mode')} {line.text('description')}".strip()


def account_text(line: Line) -> str:
    """The account as the row writes it, without what separates its digits."""
    return "".join(filter(str.isalnum, line.text("account"))).upper()


def booked(line: Line, code: str, options: Options) -> Booking:
    """The row as a reversal may take it back."""
    at_ms = line.read("at", partial(meaning.when_ms, zone=options.tz), 0)
    return Booking(account_text(line), code, booking.moved(line, code), at_ms, line.text("reference"))


class _Pass:
    """``_waiting``: lines of balances before the first row that names an account."""

    def __init__(self, currency: Stated, seen: Seen, options: Options) -> None:
        self._currency, self._seen, self._options = currency, seen, options
        self.reversals = Reversals()
        self._balances, self._totals = RunningBalance(), _Totals()
        self._key: tuple[str, str] | None = None
        self._keys: set[tuple[str, str]] = set()
        self._waiting: list[tuple[int, int]] = []
        self._of_balances: set[int] = set()
        self._unnamed = False
        self._last, self._narrowest = (0, 0), 0

    def line(self, line: Line) -> None:
        self._narrowest = min(self._narrowest or self._last[1], self._last[1])
        self._last = line.number, len(line.cells)
        what, code = what_is(line), self._currency.of(line)
        line.bad.clear()
        account = account_text(line)
        if what is What.BALANCE:
            self._of_balance(line, code, account)
        elif what is What.TOTAL:
            self._totals.judge(line.number, [line.read(name, partial(minor, code=code), 0) for name in booking.SUMMED])
        elif what is What.BOOKING:
            self._booking(line, code, (account, code))

    def unreadable(self) -> None:
        """A row that is no line of the table: what it moved is unknown."""
        self._balances.unreadable()
        self._totals.unclear = True

    def _of_balance(self, line: Line, code: str, account: str) -> None:
        """A line whose only amount may stand in whatever column of amounts is free."""
        figure = booking.balance(line, code)
        written = [line.read(name, partial(minor, code=code), 0) for name in booking.SUMMED]
        self._totals.brought(*written)
        figure = max(written) if figure is None and any(written) else figure
        if figure is None or line.bad:
            return
        self._of_balances.add(line.number)
        key = (account, code)
        if key not in self._keys:
            self._unnamed = True
            if self._key is None:
                self._waiting.append((line.number, figure))
                return
            key = self._key
        self._balances.row(line.number, key, 0, figure)

    def _booking(self, line: Line, code: str, key: tuple[str, str]) -> None:
        if line.text("balance") and self._seen.count("\x1f".join(map(str, line.cells.values()))) > 1:
            return
        self._currency.see(line, booking.AMOUNTS)
        status.refuse_not_done(line)
        done = not any(bad.reason == "not-done" for bad in line.bad)
        line.bad.clear()
        figure = booking.balance(line, code)
        line.bad.clear()
        moved: int | None = booking.moved(line, code)
        if line.bad:
            moved = None
        self._totals.booking(moved, code, done=done)
        for number, brought in self._waiting:
            self._balances.row(number, key, 0, brought)
        self._waiting.clear()
        self._key = key
        self._keys.add(key)
        if done:
            self._balances.day(key, line.read("at", partial(meaning.when_ms, zone=self._options.tz), 0))
            self._balances.row(line.number, key, moved, figure)
        if done and moved and is_reversal(words(line)):
            row = booked(line, code, self._options)
            self.reversals.add(Reversal(row, words_of(row.reference, words(line))))

    def cut(self) -> int:
        """The last row, where it has fewer cells than every row above it; else 0."""
        number, width = self._last
        return number if width < self._narrowest else 0

    def end(self) -> frozenset[int]:
        self._currency.end()
        differing = self._balances.differing()
        if differing & self._of_balances and not (self._unnamed and len(self._keys) > 1):
            raise FileRefused("file", "balance", "an opening or closing balance is not what its rows lead to")
        return differing - self._of_balances


class _Totals:
    """Debits and credits of all bookings, of those since the last total, of those not done, and of balances brought."""

    def __init__(self) -> None:
        self._all, self._since, self._undone, self._brought = ([0, 0] for _ in range(4))
        self.unclear = False
        self._codes: set[str] = set()

    def booking(self, moved: int | None, code: str, *, done: bool) -> None:
        """A booking that moved so much; None where that cannot be read."""
        self._codes.add(code)
        self.unclear |= moved is None or len(self._codes) > 1
        for sums in (self._all, self._since) if done else (self._undone,):
            sums[(moved or 0) > 0] += abs(moved or 0)

    def brought(self, debit: int, credit: int) -> None:
        """A balance that stands among debits or credits, where some offices count it in."""
        self._brought[0] += debit
        self._brought[1] += credit

    def judge(self, row: int, stated: list[int]) -> None:
        """A row of totals. Raises FileRefused where no sum of the rows above is one that it states."""
        for side, figure in enumerate(stated):
            sums = {
                sums[side] + undone + brought
                for sums, undone, brought in product(
                    (self._all, self._since), (0, self._undone[side]), (0, self._brought[side])
                )
            }
            if figure and figure not in sums and not self.unclear:
                raise FileRefused(f"row {row}", "total", "the total is not the sum of the rows above it")
        self._since = [0, 0]
