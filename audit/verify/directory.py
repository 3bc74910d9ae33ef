"""The checks, in the order in which they are made:

1. keys        log.vkey is a key, and the one the caller trusts
2. registry    signed by governance up to the anchor; names log and witnesses (with an anchor)
3. checkpoint  signed by the log, cosigned by a quorum (with a policy)
4. tree        every bundle and hash tile, up to the checkpoint's root and that of each older one
5. leaves      each at its index, registry versions rising, each with its file
6. sealed      every entry opens to its commitment, or a leaf destroyed its key (with a key)

What could not be checked is said, line by line; the first thing that is wrong stops all.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec

from audit.verify.es256 import Keys
from audit.verify.layout import WIDTH, Directory, numbered
from audit.verify.leaves import Leaves
from audit.verify.notes import LOG_KEY, Head, Key, NoteError, open_checkpoint, parse_key
from audit.verify.policy import Policy
from audit.verify.problem import VerifyError
from audit.verify.registry import Version, check_chain, log_key_listed, parse_version
from audit.verify.sealed import MonthKeys, Opener, check_record, split_blobs
from audit.verify.tree import Tree

Say = Callable[[str], None]
Seen = Callable[[bytes, bytes], None]


@dataclass(frozen=True, slots=True)
class Trust:
    """What the caller trusts and holds; each None leaves a check out, and the report says so.

    ``vkey``: the log's verifier key. ``policy``: witnesses. ``anchor``: governance keys.
    ``seal_key``: opens month keys, which lie in ``month_keys`` or else in the directory.
    ``retention``: keys whose holders may destroy month keys.
    """

    vkey: str | None = None
    policy: Policy | None = None
    anchor: Keys | None = None
    seal_key: ec.EllipticCurvePrivateKey | None = None
    month_keys: Path | None = None
    retention: Keys | None = None


def verify_directory(root: Path, trust: Trust, say: Say, seen: Seen = lambda _leaf, _opened: None) -> int:
    """Check an exported log; returns its number of entries. VerifyError with place and reason otherwise.

    ``seen``: handed each leaf in order with its entry's open part, b"" where it has none or was not opened.
    """
    return _Verifier(root, trust, say, seen).run()


class _Verifier:
    def __init__(self, root: Path, trust: Trust, say: Say, seen: Seen) -> None:
        self._directory, self._trust, self._say, self._seen = Directory(root), trust, say, seen

    def run(self) -> int:
        text, log = self._log_key()
        versions = self._registry()
        head, policy = self._checkpoint(text, log, versions)
        older = self._older(log, policy, head)
        keys = self._load_month_keys()
        opener = Opener(keys.keys)
        leaves = self._tree(head, older, opener)
        self._registry_leaves(leaves, versions)
        self._destructions(leaves, keys, head)
        self._opened(leaves, opener)
        for path in self._directory.unread():
            self._say(f"note  not checked: {path}")
        self._say(f"log verified: {head.size} entries")
        return head.size

    def _ok(self, text: str) -> None:
        self._say(f"ok    {text}")

    def _note(self, text: str) -> None:
        self._say(f"note  {text}")

    def _log_key(self) -> tuple[str, Key]:
        text = self._directory.read("log.vkey").decode("utf-8", "replace").removesuffix("\n")
        try:
            key = parse_key(text)
        except NoteError as error:
            raise VerifyError("log.vkey", str(error)) from error
        trusted = [self._trust.vkey] if self._trust.vkey is not None else []
        if key.kind != LOG_KEY or trusted not in ([], [text]):
            raise VerifyError("log.vkey", "is not the log key that is trusted")
        if self._trust.policy and self._trust.policy.logs and key not in self._trust.policy.logs:
            raise VerifyError("log.vkey", "is not a log of the witness policy")
        if not trusted and not self._trust.anchor and not (self._trust.policy and self._trust.policy.logs):
            self._note(f"log key is the directory's own word: {text}")
        return text, key

    def _registry(self) -> list[Version]:
        names = self._directory.names("registry")
        if any(not name.isascii() or not name.isdigit() or name.startswith("0") for name in names):
            raise VerifyError("registry", "a file is not named after a version")
        versions = [parse_version(self._directory.read(f"registry/{n}"), n) for n in sorted(map(int, names))]
        if self._trust.anchor is not None:
            check_chain(versions, self._trust.anchor)
            self._ok(f"registry: {len(versions)} versions, each vouched for by governance")
        elif versions:
            self._note("registry signatures: not checked, no anchor given")
        return versions

    def _checkpoint(self, text: str, log: Key, versions: Sequence[Version]) -> tuple[Head, Policy | None]:
        data = self._directory.read("checkpoint")
        policy = self._trust.policy
        if self._trust.anchor is not None:
            size = self._open("checkpoint", data, log, None).size
            log_key_listed(versions[-1], log, text, size)
            policy = policy or versions[-1].policy(log.name, size)
        head = self._open("checkpoint", data, log, policy)
        self._ok(f"checkpoint: {head.origin}, {head.size} entries, signed by the log")
        if policy is None:
            self._note(f"cosignatures: {len(head.unchecked)} not checked, no witness keys given")
        elif not policy.quorum.holds(head.cosigned):
            raise VerifyError("checkpoint", f"no quorum: {len(head.cosigned)} of the witnesses cosigned")
        else:
            names = ", ".join(sorted(key.name for key in head.cosigned))
            self._ok(f"cosignatures: a quorum, by {names or 'nobody, as the policy allows'}")
            if head.unchecked:
                self._note(f"cosignatures of others: {len(head.unchecked)} not checked")
        return head, policy

    def _open(self, path: str, data: bytes, log: Key, policy: Policy | None) -> Head:
        try:
            return open_checkpoint(data, log, policy.witnesses if policy else ())
        except NoteError as error:
            raise VerifyError(path, str(error)) from error

    def _older(self, log: Key, policy: Policy | None, head: Head) -> dict[str, Head]:
        """Older checkpoints by path; the name of each is its size."""
        older: dict[str, Head] = {}
        for name in self._directory.names("checkpoints"):
            path = f"checkpoints/{name}"
            one = self._open(path, self._directory.read(path), log, policy)
            if name != str(one.size):
                raise VerifyError(path, f"holds a checkpoint of {one.size} entries")
            if one.size > head.size:
                raise VerifyError(path, "is of more entries than the newest checkpoint: the log was rolled back")
            older[path] = one
        return older

    def _tree(self, head: Head, older: dict[str, Head], opener: Opener) -> Leaves:
        leaves = Leaves()
        sealed = self._directory.has("sealed")
        if self._trust.seal_key is not None and not sealed and head.size:
            raise VerifyError("sealed", "a key was given, but the copy holds no encrypted entries")

        def visit(first: int, data: Sequence[bytes]) -> None:
            leaves.take(first, data)
            opened = self._open_sealed(first, data, opener) if sealed else [b""] * len(data)
            for leaf, part in zip(data, opened, strict=True):
                self._seen(leaf, part)

        sizes = [one.size for one in older.values()]
        found, roots = Tree(self._directory).walk(head.size, sizes, visit)
        if found != head.root:
            raise VerifyError("checkpoint", "its root is not that of the entries")
        self._ok(f"tree: {head.size} entries, every hash tile, root as signed")
        for path, one in older.items():
            if roots[one.size] != one.root:
                raise VerifyError(path, "its root is not that of the first entries of this log: the log forked")
        self._ok(f"older checkpoints: {len(older)}, each a prefix of this log")
        unchecked = sum(len(one.unchecked) for one in older.values())
        if unchecked:
            self._note(f"older cosignatures: {unchecked} not checked, their keys are not given")
        return leaves

    def _open_sealed(self, first: int, leaves: Sequence[bytes], opener: Opener) -> list[bytes]:
        """Open parts of the leaves' entries."""
        path = f"sealed/{numbered(first // WIDTH, len(leaves))}"
        blobs = split_blobs(path, self._directory.read(path), len(leaves))
        opened: list[bytes] = []
        for index, leaf, blob in zip(range(first, first + len(leaves)), leaves, blobs, strict=True):
            if (leaf[:1] == b"\x01") != bool(blob):
                raise VerifyError(path, f"entry {index}: encrypted form is missing, or stands where none belongs")
            reads = blob and self._trust.seal_key is not None
            opened.append(opener.take(index, leaf, blob) if reads else b"")
        return opened

    def _load_month_keys(self) -> MonthKeys:
        if self._trust.month_keys is not None:
            return MonthKeys.load(Directory(self._trust.month_keys), "", self._trust.seal_key)
        return MonthKeys.load(self._directory, "month-keys", self._trust.seal_key)

    def _registry_leaves(self, leaves: Leaves, versions: Sequence[Version]) -> None:
        known = {version.number: version for version in versions}
        for number, (index, digest) in leaves.registry.items():
            if number not in known:
                raise VerifyError(f"registry/{number}", f"file is missing, but entry {index} is this version")
            if known[number].digest != digest:
                raise VerifyError(f"registry/{number}", f"is not the version that entry {index} commits to")
        lowest = min(leaves.registry, default=0)
        for number in known:
            if number not in leaves.registry and number > lowest:
                raise VerifyError(f"registry/{number}", "no entry commits to this version")
        self._check_earlier([version for version in versions if version.number <= lowest])
        self._ok(f"leaves: {leaves.entries} entries at their indexes, {len(leaves.registry)} registry versions rising")
        if leaves.continues:
            origin = leaves.continues.split(b"\n")[0].decode("utf-8", "replace")
            self._note(f"this log continues another, named in entry 0: {origin!r}")

    @staticmethod
    def _check_earlier(versions: Sequence[Version]) -> None:
        """Versions from before this log have no leaf: the first that has one vouches for them by digests."""
        for version, after in pairwise(versions):
            if version.number + 1 != after.number or after.previous != version.digest:
                raise VerifyError(f"registry/{version.number}", "no entry commits to this version, nor its successor")

    def _opened(self, leaves: Leaves, opener: Opener) -> None:
        if self._trust.seal_key is None:
            self._note("encrypted entries: not opened, no key given")
            return
        closed = opener.check_closed(leaves.destroyed)
        self._ok(f"encrypted entries: {opener.opened} opened and as committed, {closed} under destroyed keys")
        self._note("month keys: the half of another holder commits to the same key, and is not opened")

    def _destructions(self, leaves: Leaves, keys: MonthKeys, head: Head) -> None:
        destroyed = {(leaf.agency, leaf.month): leaf for leaf in leaves.destroyed}
        for (agency, month), record in keys.records.items():
            where = f"month-keys/{agency}.{month}.destroyed"
            if (agency, month) not in destroyed:
                raise VerifyError(where, "no entry says that this key was destroyed")
            check_record(destroyed[agency, month], record, head.origin, self._trust.retention, where)
        missing = sorted(set(destroyed) - set(keys.records))
        if missing and self._trust.retention is not None:
            raise VerifyError(
                f"month-keys/{'.'.join(missing[0])}.destroyed", "file is missing: who signed is not shown"
            )
        if destroyed and self._trust.retention is None:
            self._note(f"destroyed month keys: {len(destroyed)}, who signed is not checked, no retention keys given")
        elif destroyed:
            self._ok(f"destroyed month keys: {len(destroyed)}, each signed by two holders")
