"""Crossings of an agency's feed in a link store, as an import leaves them."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from services.linkage.class_table import ClassTable
from services.linkage.classes import feed_class
from services.linkage.kept import AuthorityRow, FeedRow
from services.linkage.store.links import StoredLinks, links_of
from services.node.link_store import FILE

KEPT_MS = 2**42


def linked(folder: Path) -> StoredLinks:
    """The link store of a node's folder."""
    return links_of(folder / FILE)


async def crossed(links: StoredLinks, agency: str, post: str, at_ms: int, *documents: str, journey: str = "") -> None:
    """Somebody crossed there, who bore these (``CNIC:3520212345671``). ``journey``: another than a crossing."""
    name = f"{agency}/APIS/2026"
    await links.feeds.register(AuthorityRow(name, agency, "APIS/2026", "{}", KEPT_MS), [], at_ms)
    klass = await ClassTable(links.classes).number(feed_class(agency, "TRAVEL", name, False))
    end = journey or f"CROSSING:{post}:ON-FOOT:2026-05-29"
    number = sha256(f"{agency} {end} {at_ms} {documents}".encode()).hexdigest()[:24]
    person = f"feeds/{number[:12]}/border-crossings/{number}"
    ends = [("TRAVELLED", end, at_ms), *(("IDENTIFIED_BY", each, 0) for each in documents)]
    await links.feeds.add(
        FeedRow(0, klass, name, kind, f"{place:04x}{number[4:]}", person, finish, person, "", at, 0, at_ms, 0, "", 0, "", "", "")
        for place, (kind, finish, at) in enumerate(ends)
    )  # fmt: skip
