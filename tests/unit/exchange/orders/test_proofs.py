"""An order to expunge holds by its owner's own word alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from rabta.records.v1.record_pb2 import RECORD_STATUS_ACTIVE, RECORD_STATUS_WITHDRAWN

from services.exchange.orders.proofs import MISSING, UNFIT, why_not
from services.signing.es256 import PrivateKey
from services.values.exchange import ErasureOrder, SignedPageHeader
from tests.fakes import live
from tests.fakes.given_records import FIA, PUNJAB, name_of
from tests.rows import of_rows
from tests.unit.exchange.orders.words import proven

ONE = name_of("one")


def test_the_owners_last_version_in_their_own_page_holds() -> None:
    assert why_not(proven(ONE), live.registry()) == ""


@pytest.mark.parametrize("part", ["proof", "page"])
def test_without_it_nothing_holds(part: str) -> None:
    assert why_not(replace(proven(ONE), **{part: None}), live.registry()) == MISSING  # type: ignore[arg-type]  # a field by name
    proof = proven(ONE).proof
    assert proof is not None
    assert why_not(replace(proven(ONE), proof=replace(proof, proof=None)), live.registry()) == MISSING


def altered() -> dict[str, ErasureOrder]:
    good = proven(ONE)
    assert good.proof is not None
    assert good.proof.proof is not None
    assert good.page is not None
    place = good.proof.proof
    message = PrivateKey.load(live.files().node(FIA).message_key)
    return {
        "another agency's word": proven(ONE, signer=PUNJAB),
        "another agency's word that names the owner": proven(ONE, signer=PUNJAB, said=FIA),
        "a version that names another agency": proven(ONE, said=PUNJAB),
        "a version that is withdrawn": proven(ONE, status=RECORD_STATUS_WITHDRAWN),
        "a version that stands": proven(ONE, status=RECORD_STATUS_ACTIVE),
        "a key of no page": proven(ONE, key=message),
        "a key of nobody": proven(ONE, key=PrivateKey.generate()),
        "another federation": proven(ONE, federation_id=b"f" * 32),
        "the word about another record": replace(proven(name_of("two")), record=ONE),
        "another page": replace(good, page=proven(ONE, 2).page),
        "no page": replace(good, page=SignedPageHeader(b"\xff", b"s" * 64)),
        "an altered version": replace(good, proof=replace(good.proof, version=good.proof.version + b"\x78\x01")),
        "another place": replace(good, proof=replace(good.proof, proof=replace(place, index=1))),
        "another salt": replace(good, proof=replace(good.proof, proof=replace(place, salt=b"s" * 16))),
        "no version": replace(good, proof=replace(good.proof, version=b"\xff")),
    }


@of_rows("name", sorted(altered()))
def test_anything_else_is_nobodys_word(name: str) -> None:
    assert why_not(altered()[name], live.registry()) == UNFIT


def test_a_key_that_was_revoked_speaks_for_nobody() -> None:
    held = live.registry()
    keys = {kid: replace(row, revoked_ms=1) if row.agency == FIA else row for kid, row in held.keys.items()}
    assert why_not(proven(ONE), replace(held, keys=keys)) == UNFIT
    late = {kid: replace(row, not_before_ms=2**50) if row.agency == FIA else row for kid, row in held.keys.items()}
    assert why_not(proven(ONE), replace(held, keys=late)) == UNFIT
