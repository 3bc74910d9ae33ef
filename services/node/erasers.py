"""Every file of a node's folder: which store's eraser covers it, or why it holds nothing of a record.

A test lists the folder of a node that runs and fails for a file that stands in neither (``tests/e2e/test_erasers.py``).
"""

from __future__ import annotations

from collections.abc import Iterator
from fnmatch import fnmatchcase
from typing import Final

from services.node.services import SERVICES

_LOG: Final = "the log keeps proof of what was read and erased: sealed names, and digests, not what records say"
_KEY: Final = "a key or a certificate of the node"
_RUNNING: Final = "says which processes run"
KEPT: Final = {
    "settings.toml": "settings",
    "registry/*": "signed versions of the registry of members",
    "anchor.pem": "key of governance, by which versions of the registry are held to be its own",
    "member.toml": "what governance answered to the member",
    **dict.fromkeys(("tls.key", "tls.crt", "ca.crt", "*.key", "identity.crt"), _KEY),
    **dict.fromkeys(("audit/**", "audit-*/**"), _LOG),
    "reads.db*": "an index of the log, sealed; it may be deleted and is made again from there",
    "oversight.db*": "what officers stated when they broke a glass or were refused a token",
    "register.db*": "an identity registry's own persons, of whom no other agency holds a copy",
    "provisional.db*": "an identity registry's own provisional identities, of which no other agency holds a copy",
    "referral.db*": "referrals and claims under their senders' pseudonyms, with cases: no record is named or copied",
    "law.db*": "what prosecutors decide and officers say of charges, under blind tokens: no record is named or copied",
    "statistics.db*": "plans of releases and figures that are published: nothing in it is about anybody",
    "duty_bearers.toml": "bodies whose duty it is to help",
    "exchange.db*": "names and digests of what was given to whom, with orders and receipts: proof, as the log keeps it",
    "posts.db*": "checks at posts by blind tokens of documents, sealed until the hub has them: of no record",
    "posts.json": "counts of crossings, by post and day",
    "identity/promises.db*": "promises of another node's log: digests",
    "lists.toml": "lists that operators, the bar and child protection keep",
    **dict.fromkeys(("peers.toml", "sync.json"), "whose copies the node takes, and how far"),
    "drill.json": "until when it takes none, of a drill",
    "receivers.toml": "agencies that the node gives no copies to for now",
    "peers/**": "promises of other nodes' logs: digests; the key of governance",
    "calls.log*": "a line a call, without names and numbers",
    **dict.fromkeys(("admin/*", "door/*", "parts", "replaced.json", "*.lock"), _RUNNING),
}
"""Globs below the folder, as :func:`_names` reads them -> why no eraser covers what they name."""


def erasers_of(path: str) -> Iterator[str]:
    """Stores whose erasers cover a file, by its path below the node's folder: one at most."""
    for service in SERVICES:
        for eraser in service.erasers:
            if any(_names(each, path) for each in eraser.paths):
                yield eraser.name


def kept_for(path: str) -> Iterator[str]:
    """Why a file holds nothing of a record: reasons of all that name it."""
    return (reason for each, reason in KEPT.items() if _names(each, path))


def _names(glob: str, path: str) -> bool:
    """Whether a glob names a path, part by part; ``**`` at its end is all that lies below."""
    parts, wanted = path.split("/"), glob.split("/")
    if wanted[-1] == "**" and len(parts) >= len(wanted):
        parts, wanted = parts[: len(wanted) - 1], wanted[:-1]
    return len(parts) == len(wanted) and all(map(fnmatchcase, parts, wanted))


def uncovered(path: str) -> bool:
    """Whether nobody answers for a file."""
    return not any(erasers_of(path)) and not any(kept_for(path))
