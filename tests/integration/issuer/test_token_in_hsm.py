"""An agency whose page, roster, token and message keys lie in a PKCS#11 token: it enters, and its issuer serves."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.access.jws import sign_token, verified_payload
from services.issuer.signed_roster import load_roster, sign_roster
from services.membership import home, office
from services.membership.admission import Terms, admit, weigh
from services.membership.layout import NodeFiles
from services.membership.provision import AgencySpec, asked, sign_and_publish
from services.signing.cohort import sign_header, verify_request
from services.signing.page import FIRST, Feed, build_page, verify_page
from services.signing.pkcs11 import MODULE, PIN
from services.signing.reference import load_signer
from services.signing.signer import Signer
from tests.fakes import softhsm
from tests.fakes.world.federations import federation_of
from tests.unit.issuer.roster import Rosters
from tests.unit.membership.world import NOW

USES = ("PAGE", "TOKEN", "ROSTER", "MESSAGE")


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> dict[str, Signer]:
    monkeypatch.setenv(MODULE, softhsm.shared())
    monkeypatch.setenv(PIN, softhsm.PIN)
    return {use: load_signer(f"pkcs11:token={softhsm.TOKEN};object={use}") for use in USES}


def test_keys_in_a_token_enter_and_sign(keys: dict[str, Signer], tmp_path: Path) -> None:
    """No file of these four exists; what they sign holds under the registry."""
    files = federation_of(tmp_path, NOW)
    node = NodeFiles(tmp_path / "anf", "pk.anf", "node")
    spec = AgencySpec("pk.anf", "NARCOTICS", "ANF")
    file = home.new_member(node, spec, asked(files, "pk.anf", NOW), home.Given(keys, {}))
    assert {path.name for path in node.folder.rglob("*.key")} == {"tls.key"}
    admit(files, weigh(files, file.encode(), NOW, Terms()))
    registry = sign_and_publish(files)
    assert office.current(files) is not None
    for use, key in keys.items():
        row = registry.key(key.kid, use)
        assert row is not None
        row.public.verify(key.sign(b"x"), b"x")
    message = Rosters().message(agency="pk.anf", issued_ms=NOW - 1, expires_ms=NOW + 1000)
    assert load_roster(sign_roster(message, keys["ROSTER"]), registry, "pk.anf", NOW).agency == "pk.anf"
    assert verified_payload(sign_token({"a": 1}, keys["TOKEN"], "at+jwt"), keys["TOKEN"].public()) == b'{"a":1}'
    page = build_page(keys["PAGE"], Feed(bytes(32), "pk.anf", "pk.hub", "records", 1, FIRST), [b"v"], NOW)
    assert verify_page(keys["PAGE"].public(), page.header, page.signature, page.leaves).count == 1
    verify_request(keys["MESSAGE"].public(), b"header", sign_header(keys["MESSAGE"], b"header"))
