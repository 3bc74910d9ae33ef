"""The roster's bytes: taken whole under the agency's roster key, or refused by rule and field."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rabta.access.v1.roster_pb2 import Officer as OfficerMessage
from rabta.access.v1.roster_pb2 import SignedRoster

from services.issuer.domain import line_above
from services.issuer.signed_roster import RosterError, load_roster, open_signed, read_roster, sign_roster
from services.signing.es256 import PrivateKey
from services.signing.pae import HEADER, pae
from tests.budget import budget
from tests.rows import of_rows
from tests.unit.access.token.world import FIA, NOW_MS, PUNJAB, Federation
from tests.unit.issuer.roster import CASE, KIN, Rosters, signed

WORLD = Federation()
ROSTERS = Rosters()
GOOD = signed(ROSTERS.message(), WORLD.roster)


def refused(raw: bytes, world: Federation = WORLD, agency: str = FIA) -> str:
    with pytest.raises(RosterError) as caught:
        load_roster(raw, world.registry, agency, NOW_MS)
    return str(caught.value)


def test_a_good_roster_names_its_officers() -> None:
    roster = load_roster(GOOD, WORLD.registry, FIA, NOW_MS)
    assert (roster.agency, roster.version, roster.kid) == (FIA, 1, WORLD.roster.kid)
    officer = roster.officers[ROSTERS.ahmed.kid]
    assert (officer.id, officer.roles, officer.clearance) == ("fia-1042", frozenset({"INVESTIGATOR"}), 2)
    assert (officer.own_and_kin, officer.cases) == (frozenset({KIN}), frozenset({CASE}))
    assert roster.officers[ROSTERS.bano.kid].id == "fia-2001"


def test_what_is_signed_is_what_the_issuer_takes() -> None:
    raw = sign_roster(ROSTERS.message(), WORLD.roster)
    assert raw == GOOD
    with pytest.raises(RosterError):
        sign_roster(ROSTERS.message(version=0), WORLD.roster)


@pytest.mark.parametrize("key", ["token", "page", "message", "punjab_token"])
def test_another_key_is_refused(key: str) -> None:
    assert refused(signed(ROSTERS.message(), getattr(WORLD, key))) == "key: kid"
    assert refused(signed(ROSTERS.message(), PrivateKey.generate())) == "key: kid"


def test_a_revoked_roster_key_is_refused() -> None:
    world = Federation()
    raw = signed(ROSTERS.message(), world.roster)
    assert load_roster(raw, world.registry, FIA, NOW_MS)
    world.revoke(world.roster)
    assert refused(raw, world) == "key: kid"


def test_another_agencys_roster_is_refused() -> None:
    assert refused(signed(ROSTERS.message(agency=PUNJAB), WORLD.roster)) == "agency: agency"
    assert refused(GOOD, agency=PUNJAB) == "key: kid"


def test_a_signature_over_another_type_is_refused() -> None:
    payload = ROSTERS.message().SerializeToString(deterministic=True)
    signature = WORLD.roster.sign(pae(HEADER, payload))
    raw = SignedRoster(payload=payload, kid=WORLD.roster.kid, signature=signature).SerializeToString()
    assert refused(raw) == "signature: signature"


@budget(200)
@given(st.integers(0, len(GOOD) - 1), st.integers(1, 255))
def test_any_byte_changed_is_refused(place: int, flip: int) -> None:
    raw = bytearray(GOOD)
    raw[place] ^= flip
    refused(bytes(raw))


@given(st.integers(0, len(GOOD) - 1))
def test_any_cut_is_refused(length: int) -> None:
    refused(GOOD[:length])


@pytest.mark.parametrize("raw", [b"", b"\x00", b"x" * 100, GOOD + GOOD, GOOD + b"\x22\x00"])
def test_what_is_no_roster_is_refused(raw: bytes) -> None:
    assert refused(raw).split(":")[0] in {"size", "protobuf", "canonical"}


def test_unknown_fields_are_refused() -> None:
    with pytest.raises(RosterError, match="canonical"):
        read_roster(ROSTERS.message().SerializeToString() + b"\x78\x01", b"")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": 2}, "format: format"),
        ({"version": 0}, "version: version"),
        ({"issued_ms": 0}, "validity: expires_ms"),
        ({"expires_ms": NOW_MS - 86_400_000}, "validity: expires_ms"),
        ({"expires_ms": 2**60}, "validity: expires_ms"),
    ],
)
def test_the_head_has_one_form(change: dict[str, Any], said: str) -> None:
    assert refused(signed(ROSTERS.message(**change), WORLD.roster)) == said


@of_rows(
    ("change", "said"),
    [
        ({"id": "FIA-1042"}, "form: officers[0].id"),
        ({"id": "fia 1042"}, "form: officers[0].id"),
        ({"id": ""}, "form: officers[0].id"),
        ({"id": "a" * 129}, "form: officers[0].id"),
        ({"superior": "FIA-7"}, "form: officers[0].superior"),
        ({"superior": "fia-1042"}, "superior: officers[0].superior"),
        ({"clearance": 4}, "range: officers[0].clearance"),
        ({"trained_until_ms": -1}, "range: officers[0].trained_until_ms"),
        ({"trained_until_ms": 2**60}, "range: officers[0].trained_until_ms"),
        ({"spki": b""}, "key: officers[0].spki"),
        ({"spki": b"x" * 91}, "key: officers[0].spki"),
        ({"roles": [0]}, "enum: officers[0].roles"),
        ({"roles": [99]}, "enum: officers[0].roles"),
        ({"roles": [1, 1]}, "distinct: officers[0].roles"),
        ({"jurisdictions": ["pk"]}, "form: officers[0].jurisdictions"),
        ({"jurisdictions": ["PK", "PK"]}, "distinct: officers[0].jurisdictions"),
        ({"jurisdictions": [f"PK-{n:03}" for n in range(65)]}, "count: officers[0].jurisdictions"),
        ({"own_and_kin": ["3520112345671"]}, "form: officers[0].own_and_kin"),
        ({"own_and_kin": [f"CNIC:{n}" for n in range(65)]}, "count: officers[0].own_and_kin"),
        ({"cases": ["FIR:"]}, "form: officers[0].cases"),
        ({"cases": ["FIR: X"]}, "form: officers[0].cases"),
        ({"cases": ["FIR:A\u202eB"]}, "form: officers[0].cases"),
        ({"cases": [CASE, CASE]}, "distinct: officers[0].cases"),
    ],
)
def test_each_officer_has_one_form(change: dict[str, Any], said: str) -> None:
    message = ROSTERS.message(officers=[ROSTERS.officer(**change), ROSTERS.second()])
    assert refused(signed(message, WORLD.roster)) == said


def test_two_officers_share_neither_id_nor_key() -> None:
    same_id = ROSTERS.message(officers=[ROSTERS.officer(), ROSTERS.second(id="fia-1042", superior="")])
    same_key = ROSTERS.message(officers=[ROSTERS.officer(), ROSTERS.officer(id="fia-2001")])
    assert refused(signed(same_id, WORLD.roster)) == "distinct: officers[1]"
    assert refused(signed(same_key, WORLD.roster)) == "distinct: officers[1]"


def test_the_outer_file_can_be_opened_without_a_registry() -> None:
    outer = open_signed(GOOD)
    assert read_roster(outer.payload, outer.kid).version == 1


def chain(*superiors: str) -> list[OfficerMessage]:
    """Officers o-0, o-1 ... each with this direct superior."""
    keys = (PrivateKey.generate() for _ in superiors)
    officers = enumerate(zip(superiors, keys, strict=True))
    return [ROSTERS.officer(key, id=f"o-{number}", superior=above) for number, (above, key) in officers]


def lines(*superiors: str) -> dict[str, frozenset[str]]:
    message = ROSTERS.message(officers=chain(*superiors))
    found = load_roster(signed(message, WORLD.roster), WORLD.registry, FIA, NOW_MS)
    return {officer.id: officer.superiors for officer in found.officers.values()}


def test_the_line_is_drawn_to_its_end() -> None:
    """Through officers of the roster, to one without a superior or one whom the roster does not list."""
    found = lines("o-1", "o-2", "chief-9", "", "o-3")
    assert found["o-0"] == {"o-1", "o-2", "chief-9"}
    assert found["o-2"] == {"chief-9"}
    assert found["o-3"] == frozenset()
    assert found["o-4"] == {"o-3"}


@pytest.mark.parametrize("circle", [("o-1", "o-0"), ("o-1", "o-2", "o-0"), ("o-1", "o-2", "o-1")])
def test_a_line_in_a_circle_is_refused(circle: tuple[str, ...]) -> None:
    assert refused(signed(ROSTERS.message(officers=chain(*circle)), WORLD.roster)) == "superior: officers[0].superior"


def test_a_line_is_as_long_as_a_token_holds() -> None:
    up = [f"o-{number + 1}" for number in range(64)]
    assert len(lines(*up)["o-0"]) == 64
    message = ROSTERS.message(officers=chain(*up, "o-65"))
    assert refused(signed(message, WORLD.roster)) == "superior: officers[0].superior"


@given(st.lists(st.integers(0, 12), min_size=1, max_size=10))
def test_everybody_above_is_in_the_line_once(above: list[int]) -> None:
    """Against the definition: the least set that holds the superior, and the superior of each member."""
    direct = {f"o-{number}": f"o-{up}" for number, up in enumerate(above)}
    for officer in direct:
        closure: set[str] = set()
        grown = {direct[officer]}
        while grown - closure:
            closure |= grown
            grown = {direct[one] for one in closure if one in direct}
        try:
            line = line_above(officer, direct)
        except ValueError:
            assert any(one in _reach(one, direct) for one in {officer, *closure})
        else:
            assert set(line) == closure
            assert officer not in closure


def _reach(officer: str, direct: dict[str, str]) -> set[str]:
    seen: set[str] = set()
    while (officer := direct.get(officer, "")) and officer not in seen:
        seen.add(officer)
    return seen
