"""Charts that officers keep: sealed files, each with its versions and the officers with whom it is shared."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from services.console.network.acts import History
from services.console.network.saved import BadChart, read, written
from services.console.sealed import NoFile, SealedFolder, new_id
from services.errors import RabtaError
from services.signing.sealing import SealBroken, Sealer

NAME: Final = 120
"""Characters of a chart's name."""
logger = logging.getLogger(__name__)


class NoChart(RabtaError):
    """There is no such chart, or it is neither this officer's nor shared with them: the two are told alike."""


@dataclass(frozen=True, slots=True)
class Version:
    """A chart as it was kept at ``at_ms``, epoch milliseconds. ``acts``: as :func:`saved.written` gives them."""

    at_ms: int
    acts: str

    @property
    def history(self) -> History:
        """The acts. Raises BadChart."""
        return read(self.acts.encode())


@dataclass(frozen=True, slots=True)
class SavedChart:
    """``owner``: the officer who made it; ``shared``: officers who may open it, with their own rights."""

    id: str
    name: str
    owner: str
    versions: tuple[Version, ...]
    shared: tuple[str, ...] = ()

    def opens_to(self, officer: str) -> bool:
        """Whether this officer may open it."""
        return officer == self.owner or officer in self.shared


class ChartStore:
    """Charts below ``folder``, which is made where it is missing. Methods raise OSError, UnsafeFile, BadChart."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._files = SealedFolder(folder, sealer, "chart")

    def charts(self, officer: str) -> list[SavedChart]:
        """Those that the officer may open, by name."""
        return sorted((one for one in self._all() if one.opens_to(officer)), key=lambda one: (one.name, one.id))

    def chart(self, chart: str, officer: str) -> SavedChart:
        """One that the officer may open, with all of its versions. Raises NoChart."""
        found = self._read(chart)
        if not found.opens_to(officer):
            raise NoChart("chart")
        return found

    def keep(self, history: History, name: str, officer: str, at_ms: int, chart: str = "") -> SavedChart:
        """A new chart, or a further version of the officer's own ``chart``. Raises NoChart."""
        version = Version(at_ms, written(history).decode())
        if not chart:
            made = SavedChart(new_id(), name[:NAME], officer, (version,))
            return self._write(made)
        held = self._own(chart, officer)
        return self._write(replace(held, name=name[:NAME], versions=(*held.versions, version)))

    def share(self, chart: str, officer: str, other: str) -> SavedChart:
        """Let another officer open it, as what they themselves may see of it. Raises NoChart."""
        held = self._own(chart, officer)
        return self._write(replace(held, shared=tuple(sorted({*held.shared, other} - {officer}))))

    def delete(self, chart: str, officer: str) -> None:
        """Take the officer's own chart away, from those with whom it is shared too. Raises NoChart."""
        self._files.delete(self._own(chart, officer).id)

    def _own(self, chart: str, officer: str) -> SavedChart:
        held = self.chart(chart, officer)
        if held.owner != officer:
            raise NoChart("chart")
        return held

    def _all(self) -> Iterator[SavedChart]:
        """A file that cannot be read is left out: it is no reason to show nobody theirs."""
        for chart in self._files.ids():
            try:
                yield self._read(chart)
            except (BadChart, NoChart):
                logger.error("the kept chart %s cannot be read", chart)

    def _read(self, chart: str) -> SavedChart:
        try:
            held = json.loads(self._files.read(chart))
            versions = tuple(Version(int(each["at_ms"]), str(each["acts"])) for each in held["versions"])
            return SavedChart(chart, held["name"], held["owner"], versions, tuple(held["shared"]))
        except NoFile:
            raise NoChart("chart") from None
        except (SealBroken, KeyError, TypeError, ValueError):
            raise BadChart("chart") from None

    def _write(self, made: SavedChart) -> SavedChart:
        self._files.write(made.id, json.dumps(asdict(made), sort_keys=True, ensure_ascii=False).encode())
        return made
