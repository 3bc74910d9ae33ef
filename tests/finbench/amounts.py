"""Numbers of FinBench: exact amounts in thousand-millionths, told with 3 decimals, rounded half up. Pure."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

NANO: Final = 10**9
NONE: Final = Decimal(-1)
THOUSANDTH: Final = Decimal("0.001")


def number(node: str) -> int:
    """The benchmark's own number in an id of the graph."""
    return int(node.rpartition(":")[2])


def nano(text: object) -> int:
    """An amount as edges carry it."""
    return int(Decimal(str(text)).scaleb(9).to_integral_value())


def money(amount: int) -> Decimal:
    """Nano to 3 decimals, half up."""
    return (Decimal(amount) / NANO).quantize(THOUSANDTH, ROUND_HALF_UP)


def ratio(over: int, under: int) -> Decimal:
    """Quotient to 3 decimals, half up; -1 where nothing is below."""
    if not under:
        return NONE
    return (Decimal(over) / Decimal(under)).quantize(THOUSANDTH, ROUND_HALF_UP)
