"""``python -m tests.conformance.truth``: how the files of the set are read, by family and group.

``--rows`` names each row that is wrong or lost, with what was read and what was not. ``--shrink`` takes off the list what
is no longer wrong; it adds nothing, and ends with 1 where something is wrong that the list lacks. ``--mutations N`` makes N
mutations in place of all that, and prints what became of each kind; with ``--shrink`` it takes kinds off the list.
"""

from __future__ import annotations

import argparse
import sys

from tests.conformance.truth.measure import KIND, KNOWN, Known, Measured, failing, figures, known, measured, write
from tests.conformance.truth.mutations import failing_kinds, outcomes, table
from tests.conformance.truth.truth import LOST, WRONG


def _rows(rows: list[Measured]) -> None:
    for one in rows:
        if one.verdict.fate in {WRONG, LOST}:
            print(f"{one.verdict.fate}: {one.family}, {one.group}, row {one.row}")
            print(*(f"    read:  {fact}" for fact in sorted(one.verdict.more)), sep="\n")
            print(*(f"    truth: {fact}" for fact in sorted(one.verdict.less)), sep="\n")


def _shrink(now: set[Known], *, kinds: bool) -> int:
    """Take lines off the list; ``kinds``: those of mutations, else those of rows. 1 where something wrong is not listed."""
    listed = {one for one in known() if (one.family == KIND) == kinds}
    write((now & listed) | (known() - listed))
    print(f"{KNOWN.name}: {len(listed)} lines, {len(listed - now)} taken off")
    print(*(f"not listed: {one}" for one in sorted(now - listed)), sep="\n")
    return 1 if now - listed else 0


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.conformance.truth", description=(__doc__ or "").partition("\n")[0]
    )
    parser.add_argument("--rows", action="store_true", help="name each row that is wrong or lost")
    parser.add_argument("--shrink", action="store_true", help="take off the list what is no longer wrong")
    parser.add_argument("--mutations", type=int, default=0, metavar="N", help="make N mutations, and nothing else")
    given = parser.parse_args()
    if given.mutations:
        results = list(outcomes(range(given.mutations)))
        print(*table(results), sep="\n")
        return _shrink(failing_kinds(results), kinds=True) if given.shrink else 0
    rows = list(measured())
    print(*figures(rows), sep="\n")
    if given.rows:
        _rows(rows)
    return _shrink(failing(rows), kinds=False) if given.shrink else 0


if __name__ == "__main__":
    sys.exit(main())
