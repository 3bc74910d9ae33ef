"""Whether each row of a statement leads from the balance before it to its own. Pure.

Rows stand oldest first or newest first: as their days say where these only rise or only fall, else as most rows agree
with, over the file. Rows between two balances are judged by their sum.
"""

from __future__ import annotations

from array import array
from dataclasses import dataclass, field
from typing import Final

from services.sources.feeds.row import FileRefused

_FEW: Final = 4
"""Below so many comparisons a file is not refused for most of them."""


@dataclass(slots=True)
class _Account:
    """The last row with a balance: its number, balance and what it moved; and the rows since that have none."""

    row: int
    balance: int
    moved: int | None
    since: int = 0
    unclear: bool = False
    rows: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Order:
    """How many comparisons follow in one order of rows, and the rows of those that do not."""

    follow: int = 0
    compared: int = 0
    differ: array[int] = field(default_factory=lambda: array("q"))

    def judge(self, follows: bool, rows: list[int]) -> None:
        self.compared += 1
        if follows:
            self.follow += 1
        else:
            self.differ.extend(rows)


class RunningBalance:
    """Rows of a file in the order in which they stand: :meth:`row` for each, then :meth:`differing`."""

    def __init__(self) -> None:
        self._accounts: dict[tuple[str, str], _Account] = {}
        self._down, self._up = _Order(), _Order()
        self._swapped_down, self._swapped_up = _Order(), _Order()
        self._days: dict[tuple[str, str], int] = {}
        self._rises = self._falls = False

    def day(self, key: tuple[str, str], at_ms: int) -> None:
        """When the row of the account was booked; 0 where that cannot be read."""
        if not at_ms:
            return
        before = self._days.get(key, at_ms)
        self._rises |= at_ms > before
        self._falls |= at_ms < before
        self._days[key] = at_ms

    def row(self, number: int, key: tuple[str, str], moved: int | None, balance: int | None) -> None:
        """A row of the account and currency of ``key``. None: what moved cannot be read; there is no balance."""
        last = self._accounts.get(key)
        if balance is None:
            if last is not None:
                last.rows.append(number)
                last.since += moved or 0
                last.unclear |= moved is None
            return
        if last is not None and not last.unclear:
            self._compare(last, number, moved, balance)
        self._accounts[key] = _Account(number, balance, moved)

    def unreadable(self) -> None:
        """A row of whatever account that cannot be read: the next of each leads from an unknown balance."""
        for last in self._accounts.values():
            last.unclear = True

    def _compare(self, last: _Account, number: int, moved: int | None, balance: int) -> None:
        if moved is not None:
            change, rows = last.since + moved, [*last.rows, number]
            self._down.judge(last.balance + change == balance, rows)
            self._swapped_down.judge(last.balance - change == balance, [])
        if last.moved is not None:
            change, rows = last.since + last.moved, [last.row, *last.rows]
            self._up.judge(balance + change == last.balance, rows)
            self._swapped_up.judge(balance - change == last.balance, [])

    def differing(self) -> frozenset[int]:
        """Numbers of the rows that do not follow. Raises FileRefused where it is not single rows that differ."""
        orders = [self._down] * (self._rises or not self._falls) + [self._up] * (self._falls or not self._rises)
        best = max(orders, key=lambda order: (order.follow, -len(order.differ)))
        if best.compared > 1 and not best.follow:
            self._refuse_swapped()
            raise FileRefused("file", "balance", "no row leads from the balance beside it to its own")
        if best.compared >= _FEW and best.follow * 2 < best.compared:
            raise FileRefused("file", "balance", "most rows do not lead from the balance beside them to their own")
        even = (best.follow, len(best.differ))
        return frozenset(row for each in orders if (each.follow, len(each.differ)) == even for row in each.differ)

    def _refuse_swapped(self) -> None:
        for order in (self._swapped_down, self._swapped_up):
            if order.follow == order.compared > 1:
                raise FileRefused("heading", "balance", "by the balances, debit and credit change places")
