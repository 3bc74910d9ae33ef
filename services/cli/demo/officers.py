"""Officers' keys and the signed roster of one synthetic agency."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from rabta.access.v1.purpose_pb2 import Role
from rabta.access.v1.roster_pb2 import Officer, Roster

from services.demo.told import Told
from services.issuer.signed_roster import sign_roster
from services.membership.layout import NodeFiles
from services.signing.es256 import PrivateKey
from services.signing.keyfile import make_folder, replace_private

MONTH_MS = 30 * 86_400_000


def write_roster(node: NodeFiles, agency: str, people: Iterable[Told], now_ms: int) -> None:
    """``officers/<id>.key`` for each person, and ``roster.signed`` for the agency's issuer."""
    make_folder(node.folder / "officers")
    officers = []
    for person in people:
        key = PrivateKey.generate()
        key.save(node.folder / "officers" / f"{person['id']}.key")
        roles = [cast(Role, Role.Value(f"ROLE_{name}")) for name in person["roles"]]
        officers.append(Officer(**{**person, "roles": roles}, spki=key.spki))
    roster = Roster(
        format=1, agency=agency, version=1, issued_ms=now_ms, expires_ms=now_ms + MONTH_MS, officers=officers
    )
    replace_private(node.issuer.folder / "roster.signed", sign_roster(roster, PrivateKey.load(node.roster_key)))
