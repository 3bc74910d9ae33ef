"""One run over one export: every row meets its fate, and what is wrong with it stands in a file beside it.

A check and a sending read alike, so that what a check says of a row is what its sending will say.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from services.client.channel import Channel
from services.client.contribute import RowRead, contribute
from services.client.contribution import journal_path, opened_feed, sender
from services.client.feed import CONNECTIONS, Finding
from services.client.profile import Profile
from services.client.store.feed_stated import stated_before
from services.listing.imports.flag_file import FlagFile
from services.listing.imports.left_out import source_of
from services.listing.imports.rows import rows_of
from services.sources.exports import Origin, Outcome, formats, read
from services.sources.exports.flags import FLAGS
from services.tables.contract.stated import UNSTATED, Stated
from services.tables.contract.stated_file import write_stated
from services.tables.place import Place
from services.tables.rejects import RejectFile
from services.tables.showing import harmless
from services.tables.zone import PAKISTAN


@dataclass(frozen=True, slots=True)
class Export:
    """A file of an agency. ``layout``: name of its format; ``name``: what the agency calls the file.

    ``rejects``: where the reject file goes, with that of flags beside it; ``replaces``: name of the earlier file whose
    records are looked for in this one, empty for the file's own; ``stated``: of the table as a whole.
    """

    path: Path
    layout: str
    origin: Origin
    name: str
    rejects: Path
    replaces: str = ""
    stated: Stated = UNSTATED

    def beside(self, what: str) -> Path:
        """Path of what else a run leaves: ``flags``, ``left`` or ``stated``."""
        return self.rejects.with_name(f"{self.path.name}.{what}.csv")


@dataclass(slots=True)
class Watch:
    """Who is told while it runs. ``row``: number of a row that was read; ``page``: one more page has its answer."""

    say: Callable[[str], None]
    row: Callable[[int], None]
    page: Callable[[], None]


class Run:
    """Use in ``with``: the files beside the export are finished at its end, and what was stated of it is written down.

    ``left_out``: ids of records that the earlier file stated and this one does not; ``resent``: pages that a restored
    hub had lost.
    """

    def __init__(self, export: Export, watch: Watch, place: Place | None = None) -> None:
        self.ignored = set[str]()
        self.left_out: Sequence[str] = ()
        self.resent = 0
        self._export, self._watch, self._place = export, watch, place
        self.rejected = RejectFile(export.rejects)
        self.flags = FlagFile(export.beside("flags"))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.flags.close()
        self.rejected.close()
        if kind is None:
            write_stated(self._export.beside("stated"), self._export.stated, sorted(self.ignored))

    def check(self, profile: Profile) -> dict[str, int]:
        """What a sending will say but for what the hub alone knows. Raises UnreadableFile, OSError, JournalBusy."""
        read_so_far = rejected = versions = 0
        with stated_before(journal_path(profile)) as stated:
            for row in self._rows():
                read_so_far += 1
                rejected += row.rejected
                versions += len(row.drafts)
                for draft in row.drafts:
                    stated.meet(draft.record_id)
            self.left_out = stated.left_out(*self._sources())
        return {"rows": read_so_far, "taken": read_so_far - rejected, "rejected": rejected, "versions": versions}

    async def send(self, profile: Profile) -> dict[str, int]:
        """Sign and send; the sums add up. Raises as :func:`services.client.contribute.contribute`, and as a check.

        What was signed and has no answer waits in the journal, and goes out first at the next sending.
        """
        async with Channel(profile, connections=CONNECTIONS) as channel:
            with await opened_feed(profile, channel, self._note) as feed:
                send = sender(channel)

                async def counted(body: bytes, request_id: str) -> bytes:
                    answer = await send(body, request_id)
                    self._watch.page()
                    return answer

                summary = asdict(await contribute(feed, self._rows(), counted))
                self.resent = feed.resent
                self.left_out = feed.left_out(*self._sources())
                return summary

    def _rows(self) -> Iterator[RowRead]:
        export = self._export
        layout = formats()[export.layout]
        origin = replace(export.origin, today=datetime.now(PAKISTAN).date().isoformat())
        outcomes = read(layout, export.path, origin, self.ignored, self._place, export.stated)
        for row in rows_of(map(self._remarked, outcomes), self.rejected):
            self._watch.row(row.number)
            yield row

    def _remarked(self, outcome: Outcome) -> Outcome:
        """The same, with what the reader remarks on the row written down."""
        for flag in outcome.flags:
            text = f"{flag.column}: {FLAGS[flag.reason]}"
            self.flags.write(Finding("flag", flag.row, "", flag.column, flag.reason, text))
        return outcome

    def _sources(self) -> tuple[str, str]:
        export = self._export
        return source_of(export.layout, export.name), source_of(export.layout, export.replaces or export.name)

    def _note(self, found: Finding) -> None:
        """One refusal or flag of the hub."""
        if found.kind == "flag":
            self.flags.write(found)
            return
        self.rejected.refused(found.row, found.field, found.rule, found.text)
        where = f"row {found.row}" if found.row else "an earlier page"
        field = f"{found.field}: " if found.field else ""
        self._watch.say(harmless(f"{found.kind}: {where}, {found.record_id}: {field}{found.text} [{found.rule}]"))
