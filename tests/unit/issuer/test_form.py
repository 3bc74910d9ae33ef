"""Form parameters: each documented one exactly once, and nothing else."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.approver import Act
from services.access.details import Details
from services.issuer.errors import REASONS, Declined, InvalidDetails, InvalidRequest, UnsupportedGrantType
from services.issuer.form import GRANT, read_approve_form, read_token_form
from tests.fakes.world.keys import b64
from tests.unit.access.token.world import METHOD, WHY, details

DETAILS = json.dumps([details()])
FIELDS = {"grant_type": GRANT, "assertion": "a.b.c", "authorization_details": DETAILS}
APPROVE = {
    "grant_type": GRANT,
    "assertion": "a.b.c",
    "method": METHOD,
    "for_sub": "fia-1042",
    "body_sha256": b64(b"x" * 32),
    "authorization_details": DETAILS,
}


def encoded(fields: Any) -> bytes:
    return urlencode(fields).encode()


def test_a_good_form() -> None:
    form = read_token_form(encoded({**FIELDS, "client_id": "fia-desk"}))
    assert (form.client_id, form.assertion, form.details_text) == ("fia-desk", "a.b.c", DETAILS)
    assert form.details == Details("INVESTIGATE_CASE", "CRPC_CASE", "", "HISTORY", "FIR", "PB/LAHORE/ICHHRA/512/2024")
    assert read_token_form(encoded(FIELDS)).client_id == ""
    approve = read_approve_form(encoded(APPROVE))
    assert approve.act == Act(METHOD, "fia-1042", b"x" * 32, WHY.digest)
    assert approve.details == WHY


def test_who_is_to_be_asked_may_be_named_by_its_id() -> None:
    assert read_token_form(encoded(FIELDS)).audience == ""
    assert read_token_form(encoded({**FIELDS, "audience": "pk.nadra"})).audience == "pk.nadra"
    assert read_approve_form(encoded({**APPROVE, "audience": "pk.nadra"})).audience == "pk.nadra"


@pytest.mark.parametrize("audience", ["", "PK.NADRA", "nadra", "pk.nadra\n", "pk." + "a" * 62, "pk.nadra\0pk.fia"])
def test_an_audience_that_is_no_agencys_id_is_refused(audience: str) -> None:
    for read, fields in ((read_token_form, FIELDS), (read_approve_form, APPROVE)):
        with pytest.raises(InvalidRequest):
            read(encoded({**fields, "audience": audience}))


@pytest.mark.parametrize("missing", sorted(APPROVE))
def test_nothing_of_an_approval_may_be_missing(missing: str) -> None:
    with pytest.raises(InvalidRequest):
        read_approve_form(encoded({name: value for name, value in APPROVE.items() if name != missing}))


@pytest.mark.parametrize(
    ("name", "text"),
    [("method", "Search"), ("method", ""), ("for_sub", "FIA-1042"), ("for_sub", ""), ("for_sub", "a b")],
)
def test_whose_act_by_which_method_has_one_form(name: str, text: str) -> None:
    with pytest.raises(InvalidRequest):
        read_approve_form(encoded({**APPROVE, name: text}))


@pytest.mark.parametrize("missing", sorted(FIELDS))
def test_nothing_may_be_missing(missing: str) -> None:
    with pytest.raises(InvalidRequest):
        read_token_form(encoded({name: value for name, value in FIELDS.items() if name != missing}))


@pytest.mark.parametrize("extra", ["scope", "role", "resource", "sub", "Assertion", "body_sha256", ""])
def test_nothing_may_be_added(extra: str) -> None:
    with pytest.raises(InvalidRequest):
        read_token_form(encoded({**FIELDS, extra: "x"}))


@pytest.mark.parametrize("twice", sorted(FIELDS))
def test_nothing_may_stand_twice(twice: str) -> None:
    with pytest.raises(InvalidRequest):
        read_token_form(encoded([*FIELDS.items(), (twice, FIELDS[twice])]))


@pytest.mark.parametrize("body", [b"", b"x", b"&", b"grant_type", b"\xff=1", b"a=%ff", b"{}", b"=" * 9, b"a=1&" * 50])
def test_what_is_no_form(body: bytes) -> None:
    for read in (read_token_form, read_approve_form):
        with pytest.raises(InvalidRequest):
            read(body)


@pytest.mark.parametrize("grant", ["", "client_credentials", "password", GRANT.upper(), GRANT + " "])
def test_one_grant_only(grant: str) -> None:
    for read, fields in ((read_token_form, FIELDS), (read_approve_form, APPROVE)):
        with pytest.raises(UnsupportedGrantType):
            read(encoded({**fields, "grant_type": grant}))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "x",
        json.dumps([details(), details()]),
        json.dumps([details(role="JUDGE")]),
        json.dumps([details(type="other")]),
        json.dumps([details(purpose=...)]),
        '[{"type":"rabta_query","type":"rabta_query"}]',
        "[NaN]",
    ],
)
def test_details_are_one_object_in_its_form(text: str) -> None:
    for read, fields in ((read_token_form, FIELDS), (read_approve_form, APPROVE)):
        with pytest.raises(InvalidDetails):
            read(encoded({**fields, "authorization_details": text}))


@pytest.mark.parametrize("text", ["", "x", b64(b"x" * 31), b64(b"x" * 32) + "=", "0" * 64])
def test_a_body_digest_is_32_bytes(text: str) -> None:
    with pytest.raises(InvalidRequest):
        read_approve_form(encoded({**APPROVE, "body_sha256": text}))


@given(st.binary(max_size=400))
def test_any_bytes_are_refused_by_name(body: bytes) -> None:
    for read in (read_token_form, read_approve_form):
        with pytest.raises(Declined) as caught:
            read(body)
        assert caught.value.why in REASONS
