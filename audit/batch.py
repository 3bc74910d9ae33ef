"""One commit: requests judged in order, sealed and hashed into a group, the group stored at once.

    add      judge, seal, hash: into the open group, with what it takes already taken
    commit   make the open group durable; where that fails, nothing of it has happened

No result may leave before ``commit`` has returned true. Steps run over the batch, not
over the item: an entry costs a third of what it costs alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import sha256

from audit.leaves import store_entries, store_plain
from audit.limits import Limits, Taken
from audit.monthkeys import MonthKeys, month_of
from audit.nonces import Nonces
from audit.nonces import Taken as TakenNonces
from audit.protocol import appended, refused
from audit.refusal import Refusal
from audit.requests import Request, Requests
from audit.shares import Demand, Shares
from audit.store import Store, StoreError, StoreUnavailable
from audit.tree import TileRow, Tree
from audit.vault import MonthKey, VaultError, month_key_id, seal

REFUSED = {refusal: refused(refusal) for refusal in Refusal}


@dataclass(slots=True)
class Group:
    """What one commit stores, and the tree before it."""

    base: Tree
    commitments: list[bytes] = field(default_factory=list)
    stored: list[bytes] = field(default_factory=list)
    tiles: list[TileRow] = field(default_factory=list)
    nonces: TakenNonces = field(default_factory=TakenNonces)
    uses: list[Taken] = field(default_factory=list)
    demands: list[Demand] = field(default_factory=list)
    months: dict[bytes, tuple[str, str]] = field(default_factory=dict)


class Appender:
    """The state that appends build on; with a group open, it is ahead of the database."""

    def __init__(self, store: Store, keys: MonthKeys, nonces: Nonces, limits: Limits, tree: Tree) -> None:
        self.tree = tree
        self.registry_version = 0
        self.nonces, self.limits = nonces, limits
        used = [(agency, month) for agency, month, *_ in store.rows("select_month_keys")]
        self.months = {month_key_id(agency, month): (agency, month) for agency, month in used}
        self.shares = Shares(store, limits.settings, limits.sizes, self.months)
        self._store, self._keys = store, keys
        self._open = Group(tree)

    def add(self, requests: Requests, now_ms: int, stale: bool) -> list[bytes]:
        """A result for each request (see :mod:`audit.protocol`), which holds once its group is durable."""
        month = month_of(now_ms)
        keys = {agency: self._month_key(agency, month) for agency in set(requests.agencies)}
        self.shares.turn(now_ms)
        demand = Demand.of(requests)
        roomy = self.shares.refusal(demand) is None
        if self._all_fit(requests, keys, now_ms, stale) and roomy:
            if not any(requests.quotas):
                self._take_nonces(requests.nonces, max(requests.exps_ms))
                return self._take(requests, keys, month, stale, demand)
            verdicts = [self._count(request, now_ms) for request in requests]
        else:
            verdicts = [self._judge(request, keys[request.agency], now_ms, stale, roomy) for request in requests]
        if not any(verdicts):
            return self._take(requests, keys, month, stale, demand if roomy else None)
        accepted = Requests.of(one for one, verdict in zip(requests, verdicts, strict=True) if verdict is None)
        taken = iter(self._take(accepted, keys, month, stale, Demand.of(accepted) if roomy else None))
        return [next(taken) if verdict is None else REFUSED[verdict] for verdict in verdicts]

    def _all_fit(self, requests: Requests, keys: dict[str, MonthKey | None], now_ms: int, stale: bool) -> bool:
        """Whether nothing but limits can speak against any: the usual case, column by column. Takes nothing."""
        fresh = set(requests.nonces)
        return not (
            stale
            or any(0 < deadline_ms <= now_ms for deadline_ms in set(requests.deadlines_ms))
            or any(requests.second_nonces)
            or b"" in fresh
            or None in keys.values()
            or len(fresh) < len(requests)
            or min(requests.versions) < self.registry_version
            or self.nonces.ended(min(requests.exps_ms))
            or not self.nonces.seen.isdisjoint(fresh)
        )

    def _judge(self, request: Request, key: MonthKey | None, now_ms: int, stale: bool, roomy: bool) -> Refusal | None:
        """Why one request is refused; None for one that is accepted, whose nonce and uses are taken.

        ``roomy``: all of the batch is within the shares; where not, what is accepted is taken from them here.
        """
        nonce = request.nonce
        if request.version < self.registry_version:
            return Refusal.REGISTRY_STALE
        second = request.second_nonce
        if (nonce and self.nonces.ended(request.exp_ms)) or (second and self.nonces.ended(request.second_exp_ms)):
            return Refusal.EXPIRED
        consumed = [one for one in (nonce, second) if one]
        if not self.nonces.seen.isdisjoint(consumed):
            return Refusal.REPLAYED
        if stale and not request.when_stale:
            return Refusal.WITNESS_STALE
        if key is None or 0 < request.deadline_ms <= now_ms:
            return Refusal.UNAVAILABLE
        if roomy:
            return self._count(request, now_ms)
        demand = Demand.of(Requests.of([request]))
        refusal = (self.shares.refusal(demand) if nonce else None) or self._count(request, now_ms)
        if refusal is None:
            self._share(demand)
        return refusal

    def _share(self, demand: Demand) -> None:
        self.shares.take(demand)
        self._open.demands.append(demand)

    def _count(self, request: Request, now_ms: int) -> Refusal | None:
        """Limits, the last word: where they do not speak against it, uses and nonces are taken."""
        if request.quota:
            uses = self.limits.take(request.quota, now_ms)
            if uses is None:
                return Refusal.RATE_LIMITED
            self._open.uses += uses
        if request.nonce:
            self._take_nonces((request.nonce,), request.exp_ms)
        if request.second_nonce:
            self.nonces.seen.add(request.second_nonce)
            self._open.nonces.add_second(request.second_nonce, request.second_exp_ms)
        return None

    def _take_nonces(self, nonces: Sequence[bytes], newest_exp_ms: int) -> None:
        self.nonces.seen.update(nonces)
        self._open.nonces.add(nonces, newest_exp_ms)

    def _take(
        self, requests: Requests, keys: dict[str, MonthKey | None], month: str, stale: bool, demand: Demand | None
    ) -> list[bytes]:
        """Seal and hash accepted requests into the open group; ``demand``: what of the shares is not taken yet."""
        if not len(requests):
            return []
        if demand is not None:
            self._share(demand)
        group, first, agencies = self._open, self.tree.size, requests.agencies
        own = [key for agency in agencies if (key := keys[agency])]
        commitments, stored = seal(first, own, requests.opens, requests.sealeds)
        hashes = [
            sha256(b"\x00\x01" + index.to_bytes(8, "big") + value).digest()
            for index, value in enumerate(commitments, first)
        ]
        self.tree, tiles = self.tree.grown(hashes)
        group.commitments += commitments
        group.stored += stored
        group.tiles += tiles
        for agency in keys:
            key_id = month_key_id(agency, month)
            if agency in agencies and key_id not in self.months:
                self.months[key_id] = group.months[key_id] = agency, month
        return appended(first, commitments, stale)

    def commit(self) -> bool:
        """Whether the open group is durable; if not, it is void. StoreError when the database says otherwise."""
        group, self._open = self._open, Group(self.tree)
        if not group.stored:
            return True
        try:
            with self._store.transaction():
                self._write(group)
        except StoreUnavailable:
            self._undo(group)
            return False
        self.nonces.keep(group.nonces)
        return True

    def _write(self, group: Group) -> None:
        first = group.base.size
        store_entries(self._store, first, group.commitments, group.stored)
        self.nonces.store(first, group.nonces)
        self._store.many("insert_tile", group.tiles)
        self._store.many("insert_month_key", group.months.values())
        self.limits.store(first, group.uses)

    def _undo(self, group: Group) -> None:
        self.tree, self._open = group.base, Group(group.base)
        self.nonces.seen.difference_update(group.nonces.keys, group.nonces.seconds)
        self.shares.give_back(group.demands)
        for key_id in group.months:
            del self.months[key_id]
        if group.uses:
            self.limits.reload()
        self.check_size()

    def check_size(self) -> None:
        """StoreError unless the database ends where the tree does."""
        if self._store.size() != self.tree.size:
            raise StoreError("a commit that failed is in the database")

    def append_plain(self, leaf: bytes, note: Callable[[int], None]) -> int:
        """Append a plain leaf; ``note`` writes what goes with its index in the same transaction. StoreUnavailable."""
        index = self.tree.size
        tree, tiles = self.tree.grown([sha256(b"\x00" + leaf).digest()])
        with self._store.transaction():
            store_plain(self._store, index, leaf)
            self._store.many("insert_tile", tiles)
            note(index)
        self.tree, self._open = tree, Group(tree)
        return index

    def _month_key(self, agency: str, month: str) -> MonthKey | None:
        """Key to seal under; None when it is gone or cannot be made now."""
        try:
            return self._keys.get_or_make(agency, month, month_key_id(agency, month) in self.months)
        except (VaultError, OSError):
            return None
