"""A federation of this moment, made once a run, and what its officers hold: TLS looks at the real clock."""

from __future__ import annotations

import functools
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

from services.access.details import Details, details_object
from services.access.jws import sign_token
from services.client.profile import Profile
from services.membership.layout import FederationFiles
from services.membership.provision import current
from services.membership.registry import Registry
from tests.fakes.world.federations import small_federation
from tests.fakes.world.keys import key_of, thumbprint_of
from tests.fakes.world.tokens import Claims, access_claims, approval_claims, officer_claims

FIA, PUNJAB, SINDH, OVERSIGHT, HUB = "pk.fia", "pk.punjab-police", "pk.sindh-police", "pk.oversight", "pk.hub"
INLINE = "/rabta.records.v1.RecordsService/Search"
CASE = {"type": "FIR", "key": "PB/LAHORE/ICHHRA/512/2024"}

WHY = Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", CASE["type"], CASE["key"])


def now_ms() -> int:
    return time.time_ns() // 1_000_000


@functools.cache
def files() -> FederationFiles:
    """Shared by every test that changes nothing in it."""
    return small_federation(Path(tempfile.mkdtemp(prefix="rabta-")) / "federation", now_ms())


def copied(folder: Path) -> FederationFiles:
    """One's own copy, for tests that publish further versions."""
    target = folder / "federation"
    shutil.copytree(files().folder, target)
    return FederationFiles(target, files().name, files().hub_id)


@functools.cache
def _shared() -> Registry:
    return registry(files().__class__(files().folder, files().name, files().hub_id))


def registry(of: FederationFiles | None = None) -> Registry:
    """The version in force; that of the shared federation is read once."""
    if of is None or of is files():
        return _shared()
    found = current(of)
    assert found is not None
    return found


def profile(of: FederationFiles, agency: str, port: int, state: Path, **changes: Any) -> Profile:
    home = of.node(agency)
    settings: dict[str, Any] = {
        "hub": of.hub_id,
        "endpoint": f"127.0.0.1:{port}",
        "agency": agency,
        "system": home.system,
        "ca": home.ca_crt,
        "hub_certificates": of.hub.tls_crt,
        "tls_key": home.tls_key,
        "tls_certificate": home.tls_crt,
        "message_key": home.message_key,
        "registry": home.registry,
        "governance": of.anchor,
        "state": state,
        **changes,
    }
    return Profile(**settings)


def _officer(of: FederationFiles, agency: str, **changes: Any) -> Claims:
    return officer_claims(
        agency, of.hub_id, registry(of).federation_id, now_ms(),
        roles=["OVERSIGHT", "STATISTICIAN"] if agency == OVERSIGHT else ["INVESTIGATOR", "BREAK_GLASS"],
        jurisdictions=["PK-PB"] if agency == PUNJAB else ["PK"], **changes,
    )  # fmt: skip


def token(
    agency: str = FIA, of: FederationFiles | None = None, details: dict[str, Any] | None = None, **changes: Any
) -> str:
    """A good access token with changes to its claims; a value of ``...`` drops the member."""
    home = of or files()
    if details:
        changes = {"authorization_details": [{**details_object(WHY), **details}], **changes}
    claims = access_claims(_officer(home, agency), thumbprint_of(home.node(agency)), WHY, **changes)
    return sign_token(claims, key_of(home, agency, "token"), "at+jwt")


def approval(
    body: bytes, agency: str = FIA, of: FederationFiles | None = None, method: str = INLINE, **changes: Any
) -> str:
    """A second person's token for one body, in a call by ``token``'s officer for ``token``'s reason."""
    home = of or files()
    approver = _officer(home, agency, sub="officer-2", jti="approval_0123456789")
    claims = approval_claims(approver, body, method, "officer-1", WHY, **changes)
    return sign_token(claims, key_of(home, agency, "token"), "rabta-approver+jwt")
