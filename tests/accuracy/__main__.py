"""One table of figures: ours, what they are held to, and other people's matchers beside them.

make accuracy                 every part but ``spark``
make accuracy PART=dakshina   one of them
make accuracy PART=spark      the one that has an environment of its own, and needs Java
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from importlib import import_module

from tests.accuracy.figures import Figure

PARTS = (
    "dakshina",
    "fake_1000",
    "historical_50k",
    "name_bench",
    "same_model",
    "detect",
    "fairness",
    "own",
    "households",
    "files",
)
"""Modules of this folder, each with ``figures``; they need what the tests do not."""
APART = ("spark",)
"""Parts that are run by name alone, as they need what the others do not."""


def figures(part: str) -> Iterable[Figure]:
    """The figures of one part, as they are measured."""
    measured: Iterable[Figure] = import_module(f"tests.accuracy.{part}").figures()
    return measured


def main(names: list[str]) -> int:
    """Print each figure as it is measured. 1 where a goal is missed, 2 for a part that is none."""
    if unknown := sorted(set(names) - {*PARTS, *APART}):
        sys.stderr.write(f"no such part: {', '.join(unknown)}; there are {', '.join((*PARTS, *APART))}\n")
        return 2
    missed = 0
    for name in names or PARTS:
        for figure in figures(name):
            print(figure.line(), flush=True)
            missed += not figure.reached
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
