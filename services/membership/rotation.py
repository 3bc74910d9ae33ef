"""Replacing what wears out: certificates, the log after a roll-back, witnesses, governance itself.

Each adds to the draft; old and new overlap until the old is revoked, closed or expires.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from services.membership import governance, keys
from services.membership.certificates import Authority, check_hosts
from services.membership.layout import FederationFiles
from services.membership.provision import draft_of, save_draft
from services.signing.es256 import PublicKey


def renew_certificate(
    files: FederationFiles, agency: str, system: str, now_ms: int, hosts: tuple[str, ...] = ()
) -> Path:
    """A further TLS key and certificate of a system, ``tls-<n>.key`` and ``.crt``; returns the certificate's path.

    ``hosts``: names or addresses in it, those of the first where none are given.
    Once the version is in force they take the place of ``tls.key`` and ``tls.crt``: servers reload them.
    """
    check_hosts(hosts)
    draft = draft_of(files, now_ms)
    node = files.node(agency, system)
    number = keys.next_number(node.tls_key)
    row = keys.make_certificate(node, Authority.load(files.name, files.folder), now_ms, hosts=hosts)
    save_draft(files, governance.add_thumbprint(draft, agency, node.system, row))
    return keys.numbered(node.tls_crt, number)


def new_log(files: FederationFiles, last_size: int, now_ms: int) -> Path:
    """A new log origin and key; the open one ends at ``last_size`` leaves. Returns the key's path."""
    draft = draft_of(files, now_ms)
    number = keys.next_number(files.hub.log_key)
    log = keys.make_log(files.hub, files.name, number)
    save_draft(files, governance.rotate_log(draft, log, last_size))
    return keys.numbered(files.hub.log_key, number)


def add_witness(files: FederationFiles, agency: str, url: str, first_size: int, now_ms: int) -> Path:
    """A witness key of an agency, counting from ``first_size`` leaves; returns the key's path."""
    draft = draft_of(files, now_ms)
    node = files.agency(agency)
    number = keys.next_number(node.witness_key)
    save_draft(files, governance.add_witness(draft, keys.make_witness(node, url, number, first_size)))
    return keys.numbered(node.witness_key, number)


def retire_witness(files: FederationFiles, agency: str, last_size: int, now_ms: int) -> None:
    """An agency's witness counts no further than ``last_size`` leaves."""
    save_draft(files, governance.retire_witness(draft_of(files, now_ms), agency, last_size))


def change_governance(files: FederationFiles, holders: Sequence[PublicKey], now_ms: int) -> None:
    """Other governance keys, a majority of which must sign, and of the old ones too."""
    spkis = [key.spki for key in holders]
    save_draft(files, governance.set_governance(draft_of(files, now_ms), spkis, governance.majority(len(spkis))))
