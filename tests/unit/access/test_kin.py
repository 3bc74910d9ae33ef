"""Numbers that an officer has declared their own or their kin's are found by a digest that every token shares."""

from __future__ import annotations

from hashlib import sha256

import pytest

from services.access.kin import kin_digest
from services.records.tokens import filed_under
from services.values.node_ids import canonical
from services.values.records import Identifier

CARD = "3520112345671"


def test_it_is_the_digest_of_the_page() -> None:
    assert kin_digest("PHONE:+923001234567") == sha256(b"rabta own or kin\0PHONE:+923001234567").digest()


@pytest.mark.parametrize("kind", ["CNIC", "NICOP", "POC", "NTN"])
def test_cards_over_one_series_are_one_number(kind: str) -> None:
    assert kin_digest(f"{kind}:{CARD}") == kin_digest(f"CNIC:{CARD}")
    assert kin_digest(filed_under(Identifier(kind, CARD))) == kin_digest(f"{kind}:{CARD}")


@pytest.mark.parametrize(
    "text",
    [
        "NTN:1234567",
        "OLD_NIC:3520112345671",
        "PHONE:3520112345671",
        "CNIC:3520112345672",
        canonical("ACCOUNT", "HBL:3520112345671"),
    ],
)
def test_no_other_number_is(text: str) -> None:
    assert kin_digest(text) != kin_digest(f"CNIC:{CARD}")
