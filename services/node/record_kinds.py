"""What kind of record a name is of, as the records room has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from services.oversight.marks import owner_of
from services.records.ports import Store
from services.vocabulary.records import RecordKind


@dataclass(frozen=True, slots=True)
class StoredKinds:
    """See :class:`services.oversight.ports.RecordKinds`, over the store of records."""

    store: Store

    async def kinds(self, names: Collection[str]) -> Mapping[str, RecordKind]:
        """All of one moment."""
        by_owner = defaultdict[str, list[str]](list)
        for name in sorted(names):
            by_owner[owner_of(name)].append(name.rpartition("/")[2])
        async with self.store.snapshot() as seen:
            heads = [each.head for owner, ids in by_owner.items() for each in await seen.heads_named(owner, ids)]
        return {f"agencies/{head.agency}/records/{head.record_id}": RecordKind(head.kind) for head in heads}
