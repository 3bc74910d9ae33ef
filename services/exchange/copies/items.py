"""What the items of a page say, each proven by the owner's signature and by what this node may hold.

An item that does not hold is kept aside with its rule; one of a kind that is not known here waits, byte for byte. What
no agreement gives is not kept: of it only the rule and the record's name are.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from services.access.class_text import known_class
from services.access.copies import may_hold
from services.errors import RabtaError
from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.page import OpenPage
from services.exchange.copies.wire import Copy, Removal, SyncItem, decode_name
from services.exchange.owner_page import OwnerPageUnfit, Proven, owner_page
from services.membership.registry import Registry
from services.membership.rows import AgreementRow
from services.signing.page import PageError, PageHeader, ProofError, verify_version
from services.values.copies import AsideItem, CopiedVersion, CopiesPage, EndedCopy, OwnerPage
from services.values.dates import day_text, today

UNKNOWN: Final = "unknown-kind"
_RECORD: Final = re.compile(r"agencies/([a-z0-9.-]{1,64})/records/([a-z0-9._-]{1,64})", re.ASCII)


class _Unfit(RabtaError):
    """``rule`` that an item breaks; ``name``: agency and id of the record; ``kept``: whether its bytes may be."""

    def __init__(self, field: str, rule: str, name: tuple[str, str] = ("", ""), *, kept: bool = True) -> None:
        super().__init__(rule)
        self.field = field
        self.rule = rule
        self.name = name
        self.kept = kept


@dataclass(frozen=True, slots=True)
class Prover:
    """``peer``: agency that gives; ``receiver``: the node's own; ``now_ms``: by which agreements are in force.

    ``released``: names of records of which the hub tells that they were released to officers here.

    What is the same for many items of a page, its owners' headers and whether a class may be held, is judged once.
    """

    registry: Registry
    peer: str
    receiver: str
    now_ms: int
    released: frozenset[str] = frozenset()
    _owners: dict[tuple[bytes, bytes], Proven | OwnerPageUnfit] = field(default_factory=dict)
    _may: dict[tuple[str, bool], bool] = field(default_factory=dict)

    def read(self, page: OpenPage) -> CopiesPage:
        """The page's items, proven one by one. Raises PageUnproven where they are out of order."""
        versions: list[CopiedVersion] = []
        ended: list[EndedCopy] = []
        aside: list[AsideItem] = []
        last = page.before.sequence
        for raw, item in zip(page.items, page.read, strict=True):
            sequence = item.sequence if item else last + 1
            if not last < sequence <= page.after.sequence:
                raise PageUnproven("item-order")
            last = sequence
            found = self.item(raw, item, page.pages, sequence)
            if isinstance(found, CopiedVersion):
                versions.append(found)
            elif isinstance(found, EndedCopy):
                ended.append(found)
            else:
                aside.append(found)
        count = len(page.items)
        return CopiesPage(
            self.peer, page.before, page.after, page.head, count, tuple(versions), tuple(ended), tuple(aside)
        )

    def item(
        self, raw: bytes, item: SyncItem | None, pages: Mapping[bytes, tuple[bytes, bytes]], sequence: int
    ) -> CopiedVersion | EndedCopy | AsideItem:
        """What one item says, or why it is kept aside. ``pages``: (header, signature) of owners' pages by digest."""
        header = signature = b""
        try:
            if item is None:
                raise _Unfit("item", "malformed")
            if item.HasField("copy"):
                header, signature = pages.get(item.copy.version.proof.page_sha256, (b"", b""))
                return self._copy(raw, item.copy, header, signature, sequence)
            if item.HasField("removal"):
                return _ended(item.removal, sequence)
            if item.HasField("order"):
                raise _Unfit("order", "order-in-records")
            return AsideItem(sequence, raw, "item", UNKNOWN, waits=True)
        except _Unfit as unfit:
            bytes_ = (raw, header, signature) if unfit.kept else (b"", b"", b"")
            return AsideItem(sequence, bytes_[0], unfit.field, unfit.rule, False, *bytes_[1:], *unfit.name)

    def _copy(self, raw: bytes, copy: Copy, header: bytes, signature: bytes, sequence: int) -> CopiedVersion:
        signed, proof = copy.version, copy.version.proof
        if not header:
            raise _Unfit("version.proof", "page-missing")
        owner = self._owner(header, signature, signed.recorded_ms)
        try:
            verify_version(owner, signed.version, proof.index, proof.salt, list(proof.path))
        except (PageError, ProofError):
            raise _Unfit("version.proof", "not-in-page") from None
        name = decode_name(signed.version)
        self._allowed(copy.record_class, owner.agency, name)
        page = OwnerPage(owner.agency, owner.feed, owner.page_number, proof.page_sha256, header, signature)
        path = b"".join(proof.path)
        return CopiedVersion(
            sequence, raw, page, proof.index, proof.salt, path, signed.version, copy.record_class, copy.agreement
        )

    def _owner(self, raw: bytes, signature: bytes, recorded_ms: int) -> PageHeader:
        """Header of an owner's page: of this federation and for its hub, under a page key of the agency it names."""
        found = self._owners.get((raw, signature)) or self._proven(raw, signature)
        if isinstance(found, OwnerPageUnfit):
            raise _Unfit("page", found.rule)
        header, key = found
        if header.audience != self.registry.hub:
            raise _Unfit("page", "page-audience")
        if key.revoked_ms and not (self.peer == self.registry.hub and 0 < recorded_ms < key.revoked_ms):
            raise _Unfit("page", "key-revoked")
        return header

    def _proven(self, raw: bytes, signature: bytes) -> Proven | OwnerPageUnfit:
        try:
            found: Proven | OwnerPageUnfit = owner_page(self.registry, raw, signature)
        except OwnerPageUnfit as unfit:
            found = unfit
        self._owners[raw, signature] = found
        return found

    def _allowed(self, text: str, owner: str, name: tuple[str, str]) -> None:
        """Raise where no agreement in force gives what the sender says that it is. A class not known here waits."""
        klass = known_class(text)
        if klass is None:
            return
        if klass.owner != owner:
            raise _Unfit("record_class", "class-of-another", name)
        released = f"agencies/{name[0]}/records/{name[1]}" in self.released
        if (text, released) not in self._may:
            holder = self.registry.agencies.get(self.receiver)
            row = may_hold(self._agreements(), holder, klass, released=released) if holder else None
            self._may[text, released] = row is not None
        if not self._may[text, released]:
            raise _Unfit("agreement", "no-agreement", name, kept=False)

    def _agreements(self) -> Sequence[AgreementRow]:
        return self.registry.agreements_of(self.receiver, day_text(today(self.now_ms)))


def _ended(removal: Removal, sequence: int) -> EndedCopy:
    named = _RECORD.fullmatch(removal.record)
    if named is None:
        raise _Unfit("removal.record", "record-name")
    return EndedCopy(sequence, named[1], named[2])
