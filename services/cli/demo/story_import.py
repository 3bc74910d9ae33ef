"""The story's export files, each imported by the agency that wrote it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator

from services.cli.demo.scenes import SceneFailed, until_open
from services.cli.demo.up import Demo
from services.cli.import_file import import_quietly
from services.client.errors import IssuerUnreachable, Refusal, Unproven
from services.signing.keyfile import replace_private

DONE = "imported"
"""File beside the exports that says that all of them were imported."""


def imported(demo: Demo, *, later: bool) -> Iterator[tuple[str, int]]:
    """Import the files of the first day, or the later ones; for each a line and the versions that were accepted."""
    for file in demo.story["files"]:
        if file["later"] != later:
            continue
        path = demo.folder / "exports" / file["path"]
        summary = import_quietly(demo.recorder(file["agency"]), file["format"], path)
        accepted = summary["versions_accepted"]
        yield (
            f"{file['agency']:18} {path.name:26} rows {summary['rows']:5}  versions in {accepted:5}"
            f"  rows to the reject file {summary['rejected']:3}  refused {summary['refused']:2}",
            accepted,
        )


def import_once(demo: Demo, tell: Callable[[str], None]) -> bool:
    """Wait until the hub answers, and import everything, once for a federation; False where that failed, as told."""
    done = demo.folder / "exports" / DONE
    try:
        asyncio.run(until_open(demo.recorder(demo.story["files"][0]["agency"])))
        if not done.exists():
            for later in (False, True):
                for line, _ in imported(demo, later=later):
                    tell(line)
            replace_private(done, b"")
    except (SceneFailed, Refusal, Unproven, IssuerUnreachable, OSError) as error:
        tell(f"demo: the story was not imported: {type(error).__name__}; it is tried again at the next start")
        return False
    return True
