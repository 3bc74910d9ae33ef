"""How wide columns are, and where a line may break: between words, never inside a number. Pure.

Widths are cells of a terminal (Unicode TR 11), counted by rich.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Final

from rich.cells import cell_len

GLUE: Final = "\ue000"
"""Stands for a space inside a number while lines are broken. Private: contributed text never holds it, see
:mod:`services.tables.showing`."""
_INSIDE: Final = re.compile(r"(?:(?<=[0-9)])|(?<=\bs\.)|(?<=\bss\.))[ \u00a0](?=[(0-9])")


def glued(text: str) -> str:
    """``text`` whose numbers hold no space to break at: ``+92 42 000 0105`` and ``s. 154`` are one piece each."""
    return _INSIDE.sub(GLUE, text)


def unglued(text: str) -> str:
    """The same text with its spaces."""
    return text.replace(GLUE, " ")


def longest_piece(texts: Iterable[str]) -> int:
    """Cells of the longest piece that may not be broken."""
    return max((cell_len(piece) for text in texts for piece in glued(text).split()), default=0)


def widest_line(texts: Iterable[str]) -> int:
    """Cells of the longest line."""
    return max((cell_len(line) for text in texts for line in text.split("\n")), default=0)


def column_widths(least: Sequence[int], most: Sequence[int], room: int) -> list[int] | None:
    """Widths of columns that together fit in ``room`` cells, none below its ``least`` or above its ``most``.

    What is over goes in equal shares to the columns that want more. None where not even the least fits.
    """
    widths = [max(1, one) for one in least]
    over = room - sum(widths)
    if over < 0:
        return None
    wanting = [place for place, width in enumerate(widths) if most[place] > width]
    while over > 0 and wanting:
        share = max(1, over // len(wanting))
        for place in wanting:
            given = min(share, most[place] - widths[place], over)
            widths[place] += given
            over -= given
        wanting = [place for place in wanting if most[place] > widths[place]]
    return widths
