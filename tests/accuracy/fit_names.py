"""Fit the tables of `services/names/data` anew: `python -m tests.accuracy.fit_names`, some four minutes, no chance in it."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from services.names.tables import DATA
from tests.accuracy.fit import edits
from tests.accuracy.fit.corpus import dakshina
from tests.accuracy.fit.maximise import fitted

DAKSHINA = (
    "Fitted on nine tenths of the Urdu training words of Dakshina 1.0 (Roark et al. 2020), CC BY-SA 4.0; see NOTICE."
)


def main() -> int:
    """Write each table, and say how the likelihood rose."""
    corpus = dakshina()
    model, told = fitted(corpus.fitted)
    print("mean log likelihood of a pair by round:", " ".join(f"{value:.3f}" for value in told), file=sys.stderr)
    write(
        "spelling.tsv",
        f"Kind before, letter and kind after; Roman piece; probability. {DAKSHINA}",
        ((key, piece, f"{chance:g}") for key, pieces in model.table.items() for piece, chance in pieces.items()),
    )
    write(
        "edits.tsv",
        f"Letter, or nothing; the letter that stands for it; cost, 0 to 1. {DAKSHINA}",
        ((a, b, f"{cost:g}") for (a, b), cost in (edits.roman(corpus.fitted) | edits.urdu(model)).items()),
    )
    write(
        "roman_letters.tsv",
        f"Two letters, $ for the edge of a word; probability of the second after the first. {DAKSHINA}",
        ((pair, f"{chance:g}") for pair, chance in edits.pairs_of_letters(corpus.fitted).items()),
    )
    return 0


def write(name: str, origin: str, rows: Iterable[tuple[str, ...]]) -> None:
    """One table, its origin first."""
    lines = (f"# {origin}\n", *("\t".join(row) + "\n" for row in rows))
    (DATA / name).write_text("".join(lines), "utf-8")


if __name__ == "__main__":
    sys.exit(main())
