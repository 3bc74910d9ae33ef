"""Shape and signature of the access token: each refusal by its name."""

from __future__ import annotations

import hashlib
import json
from typing import Any

import pytest

from services.access.details import Details, details_object, read_details
from services.access.errors import TokenInvalid
from services.access.jws import MAX_BYTES, RULES, sign_token
from services.access.token import TokenCache, parse
from services.signing.es256 import PrivateKey
from tests.fakes.world.keys import b64
from tests.rows import of_rows
from tests.unit.access.token.world import (
    DESK,
    FIA,
    NOW_MS,
    NOW_S,
    PUNJAB,
    SECRET,
    Federation,
    details,
    header_of,
    raw_token,
    thumbprint,
)

WORLD = Federation()


def refused(token: str, world: Federation = WORLD) -> tuple[str, str]:
    """Field and rule of the one violation, which repeats nothing of the token."""
    with pytest.raises(TokenInvalid) as caught:
        parse(token, world.registry, NOW_MS)
    (broken,) = caught.value.violations
    assert broken.text == RULES[broken.rule]
    assert SECRET not in f"{broken}{caught.value}"
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return broken.field, broken.rule


def test_a_good_token_says_what_it_says() -> None:
    token = WORLD.access()
    found = parse(token, WORLD.registry, NOW_MS)
    assert found.kid == WORLD.token.kid
    assert found.sha256 == hashlib.sha256(token.encode()).digest()
    assert (found.claims.issuer, found.claims.officer, found.claims.system) == (FIA, "fia-1042", DESK)
    assert found.claims.roles == {"INVESTIGATOR"}
    assert found.thumbprint == thumbprint(DESK)
    assert found.own_and_kin == {hashlib.sha256(b"kin").digest()}
    assert found.details == Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")


MALFORMED: dict[str, tuple[str, list[Any]]] = {
    "iss": ("value", ["", "PK.FIA", "pk.fia ", "fia", 7, None, ["pk.fia"], SECRET]),
    "aud": ("value", ["", ["pk.rabta"], "pk.rabta,pk.fia", None, "https://hub"]),
    "sub": (
        "value",
        ["", "FIA-1042", "fia-1042 ", "fia 1042", "fia-1042\n", "fia_1042", "ﬁa-1042", "fia-١", "-fia", 1],
    ),
    "client_id": ("value", ["", "Fia", "fia desk", "x" * 65, 1]),
    "iat": ("value", ["1764000000", True, None, 0, -1, 4_102_444_801, 10**30, [NOW_S]]),
    "exp": ("value", [str(NOW_S + 600), True, None, 4_102_444_801, 2**63]),
    "jti": ("value", ["", "short", "x" * 15, "x" * 65, "x" * 15 + "=", "x" * 16 + " ", 1234567890123456]),
    "fed": ("value", ["", 7, None]),
    "roles": ("value", [[], ["investigator"], ["INVESTIGATOR", "INVESTIGATOR"], "INVESTIGATOR", [1], None, [["X"]]]),
    "clearance": ("value", [-1, 4, "2", True, None, [2]]),
    "jurisdictions": ("value", [[], ["pk"], ["PK-"], ["PK", "PK"], "PK", [None], [f"PK-{n}" for n in range(100, 200)]]),
    "trained_until": ("value", ["1", True, -1, None, 10**12]),
    "undertaking": ("value", [1, 0, "true", None, []]),
    "superiors": ("value", [["FIA-7"], [" "], None, "fia-7", ["fia-7", "fia-7"], [7], [f"o-{n}" for n in range(65)]]),
    "own_and_kin": ("value", ["", {}, [b64(b"short")], [7], [b64(b"x" * 32)] * 2, None]),
    "cnf": ("members", [{}, {"x5t": "x"}, {"jkt": b64(b"x" * 32)}, None, "x", []]),
    "authorization_details": ("value", [[], {}, [details(), details()], None, "x"]),
}


@of_rows(
    ("claim", "rule", "value"),
    [(claim, rule, value) for claim, (rule, values) in MALFORMED.items() for value in values],
)
def test_each_claim_has_one_form(claim: str, rule: str, value: Any) -> None:
    field, found = refused(WORLD.access(**{claim: value}))
    assert field == f"token.{claim}"
    assert found in {rule, "base64url", "value"}


@of_rows("text", ["A" * 43 + "=", "A" * 42 + "B", "A" * 42, "A" * 44, " " + "A" * 43, "+" + "A" * 42])
@of_rows("claim", ["fed", "own_and_kin", "cnf"])
def test_digests_have_one_spelling(claim: str, text: str) -> None:
    value: Any = {"fed": text, "own_and_kin": [text], "cnf": {"x5t#S256": text}}[claim]
    assert refused(WORLD.access(**{claim: value}))[0] == f"token.{claim}"


@of_rows("claim", sorted(MALFORMED))
def test_no_claim_may_be_missing(claim: str) -> None:
    assert refused(WORLD.access(None, **{claim: ...})) == ("token", "members")


@pytest.mark.parametrize("extra", ["nbf", "scope", "azp", "Exp", "exp ", "act", "auth_time", SECRET])
def test_no_claim_may_be_added(extra: str) -> None:
    assert refused(WORLD.access(None, **{extra: NOW_S})) == ("token", "members")


@of_rows(
    "change",
    [
        {"type": "rabta"},
        {"type": ...},
        {"purpose": "investigate_case"},
        {"purpose": ""},
        {"purpose": ["INVESTIGATE_CASE"]},
        {"purpose": ...},
        {"legal_basis": ...},
        {"query_class": ...},
        {"second_basis": ""},
        {"case": ...},
        {"case": "FIR:1"},
        {"case": {"type": "FIR"}},
        {"case": {"type": "FIR", "key": ""}},
        {"case": {"type": "FIR", "key": "A", "year": 2024}},
        {"case": {"type": "FIR", "key": "a/b"}},
        {"case": {"type": "FIR", "key": "A  B"}},
        {"case": {"type": "FIR", "key": " A"}},
        {"case": {"type": "FIR", "key": "A\u202eB"}},
        {"case": {"type": "FIR", "key": "A\x1b[31m"}},
        {"case": {"type": "FIR", "key": "E\u0301"}},
        {"case": {"type": "FIR", "key": "A" * 129}},
        {"case": {"type": "", "key": "A"}},
        {"officer": "fia-7"},
    ],
)
def test_details_have_one_form(change: dict[str, Any]) -> None:
    field, rule = refused(WORLD.access(authorization_details=[details(**change)]))
    assert field == "token.authorization_details"
    assert rule in {"value", "members"}


def test_urdu_place_names_may_stand_in_a_case_key() -> None:
    cited = [details(case={"type": "FIR", "key": "PB/لاہور/اچھرہ/512/2024"}, second_basis="COURT_ORDER")]
    found = parse(WORLD.access(authorization_details=cited), WORLD.registry, NOW_MS).details
    assert found.case_key == "PB/لاہور/اچھرہ/512/2024"
    assert found.second_basis == "COURT_ORDER"
    assert details_object(found) == cited[0]
    assert read_details("authorization_details", [details_object(found)]) == found


@pytest.mark.parametrize("life", [0, -1, 901, 86_400])
def test_lifetime_is_positive_and_at_most_a_quarter_hour(life: int) -> None:
    assert refused(WORLD.access(iat=NOW_S, exp=NOW_S + life)) == ("token.exp", "lifetime")


def test_a_quarter_hour_is_allowed() -> None:
    assert parse(WORLD.access(iat=NOW_S, exp=NOW_S + 900), WORLD.registry, NOW_MS).claims.expires_s == NOW_S + 900


@pytest.mark.parametrize(
    "text", ['"iat":1764000000.0', '"iat":1.764e9', '"iat":NaN', '"iat":Infinity', '"iat":1764000000,"iat":1764000000']
)
def test_numbers_and_members_have_one_reading(text: str) -> None:
    payload = json.dumps(WORLD.claims()).replace(f'"iat": {NOW_S - 10}', text)
    token = raw_token(WORLD.token, header_of(WORLD.token), payload)
    assert refused(token)[1] in {"json", "duplicate"}


def test_a_lone_surrogate_is_refused() -> None:
    assert refused(WORLD.access(sub="fia-\ud800"))[1] == "json"


@pytest.mark.parametrize("payload", ["[]", "null", '"x"', "{}", "x", "{", "\x00"])
def test_other_payloads_are_refused(payload: str) -> None:
    assert refused(raw_token(WORLD.token, header_of(WORLD.token), payload))[1] in {"json", "members"}


def test_a_long_token_is_refused() -> None:
    keys = [b64(hashlib.sha256(bytes([n])).digest()) for n in range(64)]
    assert len(WORLD.access(own_and_kin=keys)) <= MAX_BYTES
    assert parse(WORLD.access(own_and_kin=keys), WORLD.registry, NOW_MS)
    assert refused(WORLD.access(padding="x" * MAX_BYTES)) == ("token", "size")


@pytest.mark.parametrize("key", ["page", "roster", "message"])
def test_keys_of_other_use_are_refused(key: str) -> None:
    assert refused(WORLD.access(getattr(WORLD, key))) == ("token.kid", "key")


def test_unknown_and_governance_keys_are_refused() -> None:
    assert refused(WORLD.access(PrivateKey.generate())) == ("token.kid", "key")
    assert refused(WORLD.access(WORLD.governance[0])) == ("token.kid", "key")


def test_one_agency_never_issues_for_another() -> None:
    assert refused(WORLD.access(WORLD.punjab_token)) == ("token.iss", "issuer")
    assert refused(WORLD.access(iss=PUNJAB)) == ("token.iss", "issuer")


def test_the_key_named_is_the_key_that_must_have_signed() -> None:
    token = raw_token(WORLD.token, header_of(WORLD.token_next), json.dumps(WORLD.claims()))
    assert refused(token) == ("token", "signature")


@pytest.mark.parametrize("typ", ["rabta-approver+jwt", "rabta-assertion+jwt", "JWT", ""])
def test_tokens_of_another_kind_are_refused(typ: str) -> None:
    assert refused(sign_token(WORLD.claims(), WORLD.token, typ)) == ("token.header", "header")


@pytest.mark.parametrize("token", ["", "a", "a.b.c", "..", "Bearer x", "\ud800", SECRET * 100])
def test_what_is_no_token_is_refused(token: str) -> None:
    assert refused(token) == ("token", "compact")
    with pytest.raises(TokenInvalid):
        TokenCache().parse(token, WORLD.registry, NOW_MS)


def test_a_key_before_and_after_its_time_is_refused() -> None:
    row = WORLD.registry.key(WORLD.token.kid, "TOKEN")
    assert row is not None
    for moment in (row.not_before_ms - 1, row.not_after_ms + 1):
        with pytest.raises(TokenInvalid):
            parse(WORLD.access(), WORLD.registry, moment)
