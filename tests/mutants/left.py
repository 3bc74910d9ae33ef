"""What no test finds, as it is told while a part is judged, and what the last run of the part told."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from tests.mutants.changes import Mutant
from tests.mutants.parts import listed
from tests.shared import ROOT

BUILD: Final = ROOT / "build" / "mutants"


class Left:
    """Writes down what no test finds, at once: a run that is stopped has told of what it judged.

    ``last``: what the run before left, by path and name.
    """

    def __init__(self, part: str, folder: Path = BUILD) -> None:
        self._known = {(str(ROOT / each.path), each.name) for each in listed()}
        self._place = folder / f"{part}.tsv"
        lines = self._place.read_text().splitlines() if self._place.is_file() else []
        rows = [line.split("\t") for line in lines]
        self.last = {(str(ROOT / path), name) for path, _, name in rows}

    def begin(self) -> None:
        """Forget what the run before left."""
        self._place.parent.mkdir(parents=True, exist_ok=True)
        self._place.write_text("")

    def __call__(self, path: str, mutant: Mutant) -> None:
        if (path, mutant.name) not in self._known:
            with self._place.open("a") as file:
                file.write(f"{Path(path).relative_to(ROOT)}\t{mutant.lines[0]}\t{mutant.name}\n")
