"""Which agencies' issuers do not tell a hub whom they refused, read from its store, whatever runs."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from services.membership.watch import RegistryFolder
from services.node.oversight_store import FILE, standings_of
from services.node.settings import SQLITE, SettingsError, load_settings
from services.oversight.app.refusals import GRACE_MS, Told, standings
from services.oversight.errors import StoreUnavailable
from services.signing.keyfile import UnsafeFile
from services.store.errors import StoreUnsafe

FRESH_MS: Final = 24 * 3_600_000 + GRACE_MS
"""So long after its registry was issued, a federation's issuers need not have told anything."""


def lines(hub: Path, now_ms: int) -> Iterator[str]:
    """A line for each issuer that is late, left out days or told one otherwise. A hub that never ran has none.

    Raises RegistryError, OSError.
    """
    try:
        settings = load_settings(hub)
        if settings.store == SQLITE and not (hub / FILE).exists():
            return
        held = standings_of(settings)
    except (StoreUnavailable, StoreUnsafe, UnsafeFile, SettingsError) as error:
        yield f"refusals: what issuers told cannot be read ({type(error).__name__})"
        return
    registry = RegistryFolder(hub / "registry").current()
    told = standings(held, registry, now_ms)
    for one in told:
        fresh = not one.standing.number and now_ms < registry.issued_ms + FRESH_MS
        if text := "" if fresh else _said(one):
            yield f"refusals of {one.standing.agency}: {text}"


def _said(told: Told) -> str:
    standing = told.standing
    last = f"told up to {standing.last_day}" if standing.number else "its issuer never told"
    parts = [
        f"late, {last}" if told.late else "",
        f"{standing.missing} days missing" if standing.missing else "",
        f"told otherwise {standing.altered} times" if standing.altered else "",
    ]
    return ", ".join(filter(None, parts))
