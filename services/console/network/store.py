"""Charts that officers keep: sealed files, each with its versions and the officers with whom it is shared."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Final

from services.console.network.acts import History
from services.console.network.saved import BadChart, read, written
from services.console.sealed import Enough, Heads, NoFile, SealedFolder, new_id, shared_with
from services.errors import RabtaError
from services.signing.sealing import SealBroken, Sealer

NAME: Final = 120
"""Characters of a chart's name."""
CHARTS: Final = 200
"""Most charts that one officer keeps."""
VERSIONS: Final = 100
"""Most versions of one chart."""
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
class Heading:
    """What a list says of a kept chart; ``at_ms``: of its last version."""

    id: str
    name: str
    owner: str
    at_ms: int
    shared: tuple[str, ...] = ()

    def opens_to(self, officer: str) -> bool:
        """Whether this officer may open it."""
        return officer == self.owner or officer in self.shared


@dataclass(frozen=True, slots=True)
class SavedChart:
    """``owner``: the officer who made it; ``shared``: officers who may open it, with their own rights."""

    id: str
    name: str
    owner: str
    versions: tuple[Version, ...]
    shared: tuple[str, ...] = ()

    @property
    def heading(self) -> Heading:
        """The same without its versions."""
        return Heading(self.id, self.name, self.owner, self.versions[-1].at_ms, self.shared)


class ChartStore:
    """Charts below ``folder``, which is made where it is missing. Methods raise OSError, UnsafeFile, BadChart."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._files = SealedFolder(folder, sealer, "chart")
        self._heads = Heads(self._files, self._heading)

    def charts(self, officer: str) -> list[Heading]:
        """Those that the officer may open, by name."""
        return sorted((one for one in self._heads.all() if one.opens_to(officer)), key=lambda one: (one.name, one.id))

    def chart(self, chart: str, officer: str) -> SavedChart:
        """One that the officer may open, with all of its versions. Raises NoChart."""
        found = self._read(chart)
        if not found.heading.opens_to(officer):
            raise NoChart("chart")
        return found

    def keep(self, history: History, name: str, officer: str, at_ms: int, chart: str = "") -> SavedChart:
        """A new chart, or a further version of the officer's own ``chart``. Raises NoChart, Enough."""
        version = Version(at_ms, written(history).decode())
        if not chart:
            if sum(one.owner == officer for one in self._heads.all()) >= CHARTS:
                raise Enough("charts")
            made = SavedChart(new_id(), name[:NAME], officer, (version,))
            return self._write(made)
        held = self._own(chart, officer)
        if len(held.versions) >= VERSIONS:
            raise Enough("versions")
        return self._write(replace(held, name=name[:NAME], versions=(*held.versions, version)))

    def share(self, chart: str, officer: str, other: str) -> SavedChart:
        """Let another officer open it, as what they themselves may see of it. Raises NoChart, Enough."""
        held = self._own(chart, officer)
        return self._write(replace(held, shared=shared_with(held.shared, other, officer)))

    def delete(self, chart: str, officer: str) -> None:
        """Take the officer's own chart away, from those with whom it is shared too. Raises NoChart."""
        self._files.delete(self._own(chart, officer).id)

    def _own(self, chart: str, officer: str) -> SavedChart:
        held = self.chart(chart, officer)
        if held.owner != officer:
            raise NoChart("chart")
        return held

    def _heading(self, chart: str) -> Heading | None:
        """A file that cannot be read is left out: it is no reason to show nobody theirs."""
        try:
            return self._read(chart).heading
        except (BadChart, NoChart, IndexError):
            logger.error("the kept chart %s cannot be read", chart)
            return None

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
