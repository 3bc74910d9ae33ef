"""The roster as people write it: every word known, every mistake named."""

from __future__ import annotations

from pathlib import Path

import pytest

from services.access.jws import encode_segment
from services.issuer.roster_text import read_text
from services.issuer.signed_roster import RosterError, open_signed, read_roster, sign_roster
from services.signing.es256 import PrivateKey
from tests.unit.access.token.world import NOW_MS

HEAD = 'agency = "pk.fia"\nversion = 4\nexpires = 2026-06-30\n'
OFFICER = """
[[officers]]
id = "fia-1042"
key = "fia-1042.pub"
display_name = "عائشہ"
roles = ["INVESTIGATOR"]
clearance = 2
jurisdictions = ["PK"]
trained_until = 2026-12-31T12:00:00+05:00
undertaking_signed = true
superior = "fia-7"
own_and_kin = ["CNIC:3520112345671"]
cases = ["FIR:PB/LAHORE/ICHHRA/512/2024"]
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "fia-1042.pub").write_bytes(PrivateKey.generate().public().pem())
    return tmp_path / "roster.toml"


def test_what_is_written_is_what_is_signed(path: Path) -> None:
    path.write_text(HEAD + OFFICER)
    signed = open_signed(sign_roster(read_text(path, NOW_MS), PrivateKey.generate()))
    roster = read_roster(signed.payload, signed.kid)
    (officer,) = roster.officers.values()
    assert (roster.agency, roster.version, roster.issued_ms) == ("pk.fia", 4, NOW_MS)
    assert roster.expires_ms == 1_782_777_600_000
    assert officer.trained_until_ms == 1_798_700_400_000
    assert (officer.id, officer.roles, officer.superior) == ("fia-1042", frozenset({"INVESTIGATOR"}), "fia-7")
    assert not officer.suspended
    assert officer.passkeys == {}


def test_a_passkey_is_written_as_a_browser_gives_it(path: Path) -> None:
    credential, public = b"credential-00001", PrivateKey.generate().public()
    word = f"{encode_segment(credential)}.{encode_segment(public.spki)}"
    path.write_text(f'{HEAD}{OFFICER}passkeys = ["{word}"]\n')
    signed = open_signed(sign_roster(read_text(path, NOW_MS), PrivateKey.generate()))
    roster = read_roster(signed.payload, signed.kid)
    assert roster.holders[credential].id == "fia-1042"
    assert roster.holders[credential].passkeys[credential].kid == public.kid


@pytest.mark.parametrize("word", ["", ".", "AAAA", "AAAA.", ".AAAA", "AA==.AAAA", "AAAA.AAAA.AAAA"])
def test_a_passkey_that_is_not_two_texts_in_base64url_is_refused(path: Path, word: str) -> None:
    path.write_text(f'{HEAD}{OFFICER}passkeys = ["{word}"]\n')
    with pytest.raises(RosterError) as caught:
        read_text(path, NOW_MS)
    assert str(caught.value) == "form: officers[0].passkeys"


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("version = 4", "version = -1", "range: version"),
        ("version = 4", 'version = "4"', "type: version"),
        ("version = 4", "", "missing: version"),
        ("expires = 2026-06-30", 'expires = "2026-06-30"', "type: expires"),
        ("expires = 2026-06-30", "expires = 2026-06-30\nowner = 1", "unknown: owner"),
        ('id = "fia-1042"', "", "missing: officers[0].id"),
        ("superior =", "superiour =", "unknown: officers[0].superiour"),
        ("clearance = 2", "suspendet = true\nclearance = 2", "unknown: officers[0].suspendet"),
        ("clearance = 2", 'clearance = "2"', "type: officers[0].clearance"),
        ("clearance = 2", "clearance = true", "type: officers[0].clearance"),
        ("clearance = 2", "clearance = -2", "range: officers[0]"),
        ("undertaking_signed = true", "undertaking_signed = 1", "type: officers[0].undertaking_signed"),
        ('["INVESTIGATOR"]', '["investigator"]', "enum: officers[0].roles"),
        ('["INVESTIGATOR"]', "[1]", "type: officers[0].roles"),
        ('["INVESTIGATOR"]', '"INVESTIGATOR"', "type: officers[0].roles"),
        ("fia-1042.pub", "absent.pub", "key: officers[0].key"),
        ("fia-1042.pub", "roster.toml", "key: officers[0].key"),
        ("[[officers]]", "[[officer]]", "unknown: officer"),
        ("agency", "agency =", "toml: roster.toml"),
    ],
)
def test_each_mistake_is_named(path: Path, old: str, new: str, said: str) -> None:
    path.write_text((HEAD + OFFICER).replace(old, new))
    with pytest.raises(RosterError) as caught:
        read_text(path, NOW_MS)
    assert str(caught.value) == said


def test_officers_must_be_tables(path: Path) -> None:
    path.write_text(HEAD + "officers = [1]\n")
    with pytest.raises(RosterError, match=r"table: officers\[0\]"):
        read_text(path, NOW_MS)
