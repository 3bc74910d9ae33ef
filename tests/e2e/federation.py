"""A small federation on disk and in processes: hub, ten agencies, witnesses; every key and socket real.

Besides what a sound federation has, the registry lists what attacks need: a system whose
keys are revoked, a certificate past its date, revoked token and page keys.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from services.membership import governance, keys
from services.membership import provision as provide
from services.membership.certificates import Authority
from services.membership.layout import FederationFiles, NodeFiles
from services.membership.spec import AgencySpec, court, protection, register
from services.node.local import Local, free_ports, write_hub_settings, write_witness_settings
from services.node.settings import LIMITS
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder
from tests.e2e.people import (
    CHILD,
    CUSTOMS,
    FIA,
    HIGH_COURT,
    MOUNTAIN_CHILD,
    OVERSIGHT,
    PRISONS,
    PUNJAB,
    SESSIONS,
    SINDH,
)
from tests.fakes.certificates import make_certificate
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import certificate_sha256

WITNESSES = (OVERSIGHT, FIA, PUNJAB, SINDH)
OLD, DESK = "old", "desk"
"""Systems of FIA: one whose keys are revoked, one that is sound."""


def now_ms() -> int:
    return time.time_ns() // 1_000_000


class Pair(NamedTuple):
    """A TLS key and certificate, PEM."""

    key: bytes
    certificate: bytes

    @classmethod
    def of(cls, node: NodeFiles, number: int = 1) -> Pair:
        paths = keys.numbered(node.tls_key, number), keys.numbered(node.tls_crt, number)
        return cls(paths[0].read_bytes(), paths[1].read_bytes())

    @property
    def thumbprint(self) -> bytes:
        return certificate_sha256(self.certificate)


REGISTERS = {
    FIA: (register("FIR", "FIA/"), register("ENQUIRY")),
    PUNJAB: (register("FIR", "PB/"), register("MISSING_CHILD", "PB/"), register("REFERRAL", "PB/")),
    SINDH: (register("FIR", "SD/"),),
    PRISONS: (register("PRISON_UNDER_TRIAL"), register("PRISON_CONVICT")),
    SESSIONS: (register("COURT_CASE", "LAHORE/"),),
    HIGH_COURT: (register("COURT_CASE", "LHC/"),),
    OVERSIGHT: (register("REVIEW"),),
}
COURTS = {
    SESSIONS: (court("PB-LHR-DSJ", "Sessions Court Lahore", "SESSION", ("PB/LAHORE",)),),
    HIGH_COURT: (court("PB-LHC", "High Court Lahore", "HIGH", ("PB",)),),
}
PROTECTS = {MOUNTAIN_CHILD: (protection("GB-CPA-2017", ("GB",)),)}


def specs(witnesses: dict[str, str]) -> list[AgencySpec]:
    """The agencies; those with an address run a witness there."""
    rows = (
        (FIA, "FIA", ("PK",), 3),
        (PUNJAB, "POLICE", ("PK-PB",), 2),
        (SINDH, "POLICE", ("PK-SD",), 2),
        (CUSTOMS, "BORDER", ("PK",), 1),
        (PRISONS, "PRISON", ("PK",), 2),
        (CHILD, "CHILD_PROTECTION", ("PK",), 2),
        (MOUNTAIN_CHILD, "CHILD_PROTECTION", ("PK-GB",), 2),
        (SESSIONS, "COURT", ("PK-PB",), 2),
        (HIGH_COURT, "COURT", ("PK-PB",), 2),
        (OVERSIGHT, "OVERSIGHT", ("PK",), 3),
    )
    return [
        AgencySpec(
            agency, kind, f"Agency {agency}", where, clearance=clearance, witness_url=witnesses.get(agency, ""),
            systems=("node", DESK, OLD) if agency == FIA else ("node",), system_roles={DESK: ("RECORD_OFFICER",)},
            registers=REGISTERS.get(agency, ()), courts=COURTS.get(agency, ()),
            protects=PROTECTS.get(agency, ()),
        )
        for agency, kind, where, clearance in rows
    ]  # fmt: skip


def build(
    folder: Path,
    *,
    witnesses: int = 1,
    name: str = "rabta.e2e",
    also: Sequence[AgencySpec] = (),
    **settings: int | str,
) -> Local:
    """Keys, registry version 1, settings of hub and witnesses; nothing runs yet. ``also``: further members."""
    make_folder(folder)
    hub, *ports = free_ports(1 + witnesses)
    urls = {agency: f"http://127.0.0.1:{port}" for agency, port in zip(WITNESSES, ports, strict=False)}
    now = now_ms()
    files = small_federation(folder, now, name, (*specs(urls), *also), lambda files: _age(files, now))
    local = Local(files, hub, {})
    limits: dict[str, int | str] = dict.fromkeys(LIMITS, 10**12)
    limits |= {"officer_per_hour": 400, "officer_per_day": 3000, "agency_per_hour": 5000}
    write_hub_settings(local, **{**limits, "log_level": "warning", **settings})
    write_witness_settings(files)
    return local


def _age(files: FederationFiles, now: int) -> None:
    """Keys that were good once."""
    old = files.agency(FIA, OLD)
    for agency, use in ((FIA, "TOKEN"), (PUNJAB, "PAGE")):
        provide.revoke(files, PrivateKey.load(provide.add_key(files, agency, use, now)).kid, now)
    provide.revoke(files, PrivateKey.load(old.message_key).kid, now)
    provide.revoke(files, Pair.of(old).thumbprint, now)
    row = make_certificate(files.agency(FIA), Authority.load(files.name, files.folder), now)
    row.not_after_ms = now - 1000
    draft = provide.draft_of(files, now)
    provide.save_draft(files, governance.add_thumbprint(draft, FIA, "node", row))


def stranger(files: FederationFiles, folder: Path, agency: str = FIA) -> Pair:
    """A certificate of the federation's authority that no registry lists."""
    node = NodeFiles(folder, agency, "node")
    make_folder(folder)
    make_certificate(node, Authority.load(files.name, files.folder), now_ms())
    return Pair.of(node)


def outsider(folder: Path, days_ago: int = 0, authority: Authority | None = None) -> Pair:
    """A certificate of another authority, or one of ours that ran out ``days_ago``."""
    issuing = authority or Authority.create("elsewhere", now_ms())
    make_folder(folder)
    key = PrivateKey.generate()
    path = folder / "stranger.key"
    key.save(path)
    made = issuing.issue(key.spki, FIA, "node", now_ms() - (90 + days_ago) * 86_400_000, 90, ("127.0.0.1",))
    if not days_ago:
        made = issuing.issue(key.spki, FIA, "node", now_ms(), 90, ("127.0.0.1",))
    return Pair(path.read_bytes(), made.pem)
