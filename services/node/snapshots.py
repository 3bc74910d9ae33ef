"""What detectors read, as the processes of a node have it: files of its folder, of its feeds and records."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Final

from services.access.engine import PolicyEngine
from services.linkage.filling.filler import Filler
from services.linkage.filling.folder import Folder
from services.linkage.filling.lists import FILE, read_lists
from services.linkage.filling.reading import KindOf, Reading
from services.linkage.filling.recent import RecentRecords
from services.linkage.filling.stored import StoredSnapshots
from services.linkage.filling.tokens import Tokens
from services.linkage.links import Links
from services.linkage.ports import RecordFeed
from services.linkage.seal import Seal
from services.membership.registry import Registry
from services.node.settings import NodeSettings
from services.signing.derive import derive
from services.signing.keyfile import read_secret

FOLDER: Final = "snapshot"


def filler_of(settings: NodeSettings, feed: RecordFeed, links: Links, clock: Callable[[], int]) -> Filler:
    """What fills the files, and lets go of records in them. Raises UnsafeFile."""
    secret = read_secret(settings.folder / "secret.key")
    folder = Folder(settings.folder / FOLDER, derive(secret, "snapshot-list"))
    return Filler(folder, feed, links, _tokens(secret), Seal(derive(secret, "snapshot-name")), clock)


def recent_of(feed: RecordFeed, secret: bytes) -> RecentRecords:
    """What records say now, in the tokens of the files. ``secret``: the node's."""
    return RecentRecords(feed, _tokens(secret))


def _tokens(secret: bytes) -> Tokens:
    return Tokens(derive(secret, "snapshot-token"))


def snapshots_of(filler: Filler, engine: PolicyEngine, kind_of: KindOf, settings: NodeSettings) -> StoredSnapshots:
    """The snapshots of a node. ``kind_of``: see :func:`kinds_in`, anew for each registry."""
    lists = partial(read_lists, settings.folder / FILE, filler.tokens)
    return StoredSnapshots(filler, Reading(filler, engine, kind_of), lists)


def kinds_in(current: Callable[[], Registry]) -> KindOf:
    """Kinds of members by the registry that is in force."""

    def kind_of(agency: str) -> str | None:
        row = current().agencies.get(agency)
        return row.kind if row else None

    return kind_of
