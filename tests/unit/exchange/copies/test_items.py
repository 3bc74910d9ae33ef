"""What each item of a page says: proven to its owner and allowed by an agreement, or kept aside with its rule."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from rabta.exchange.v1.order_pb2 import ErasureOrder
from rabta.exchange.v1.page_pb2 import SyncItem

from services.exchange.copies.errors import PageUnproven
from services.exchange.copies.items import Prover
from services.exchange.copies.page import Expected, open_page
from services.membership.registry import Registry
from services.records.protection.classes import class_row, own_of
from services.signing.page import Page
from services.values.copies import RECORDS, AsideItem, CopiesPage, EndedCopy, FeedCursor
from tests.fakes.record_maker import FIA, POLICE, case_file, listing, order, party
from tests.fakes.records_node import NOW_MS, Federation
from tests.fakes.sync_pages import HOLDER, HUB, answer, copies, owner_page, removal

RECORDS_OF = [case_file(), party(), listing("ecl")]


def read(
    known: Federation, items: list[SyncItem | bytes], *pages: Page, registry: Registry | None = None, peer: str = HUB
) -> CopiesPage:
    """The page's items as the holder reads them."""
    expected = Expected(known.registry.federation_id, HUB, HOLDER, FeedCursor(RECORDS), NOW_MS)
    opened = open_page(answer(known, items, pages), expected)
    return Prover(registry or known.registry, peer, HOLDER, NOW_MS).read(opened)


def rules(page: CopiesPage) -> list[tuple[str, bool]]:
    return [(each.rule, each.waits) for each in page.aside]


@pytest.fixture(scope="module")
def owned(known: Federation) -> Page:
    return owner_page(known, *RECORDS_OF)


def test_copies_are_proven_to_their_owner(known: Federation, owned: Page) -> None:
    items = copies(owned, *RECORDS_OF)
    page = read(known, [*items, removal(4, "agencies/pk.fia/records/gone")], owned)
    assert [(each.version, each.leaf, each.sequence) for each in page.versions] == [
        (raw, index, index + 1) for index, (_, raw) in enumerate(owned.leaves)
    ]
    assert {(each.page.agency, each.page.sha256, each.agreement) for each in page.versions} == {
        (POLICE, owned.sha256, f"by-{POLICE}")
    }
    assert [each.item for each in page.versions] == [each.SerializeToString(deterministic=True) for each in items]
    assert page.ended == (EndedCopy(4, FIA, "gone"),)
    assert page.aside == ()
    assert page.count == 4


class TestProof:
    def test_a_version_without_its_page_is_no_copy(self, known: Federation, owned: Page) -> None:
        assert rules(read(known, [*copies(owned, *RECORDS_OF)])) == [("page-missing", False)] * 3

    @pytest.mark.parametrize(
        ("at", "value"),
        [("index", 0), ("index", 3), ("salt", bytes(16)), ("salt", b""), ("path", [])],
    )
    def test_a_proof_that_does_not_hold_is_kept_aside(
        self, known: Federation, owned: Page, at: str, value: Any
    ) -> None:
        items = copies(owned, *RECORDS_OF)
        proof = items[1].copy.version.proof
        if at == "path":
            del proof.path[:]
        else:
            setattr(proof, at, value)
        page = read(known, [*items], owned)
        assert rules(page) == [("not-in-page", False)]
        assert page.aside[0].header == owned.header
        assert len(page.versions) == 2

    def test_altered_bytes_are_kept_aside(self, known: Federation, owned: Page) -> None:
        items = copies(owned, *RECORDS_OF)
        items[0].copy.version.version += b"\xd8\x3e\x01"
        assert rules(read(known, [*items], owned)) == [("not-in-page", False)]

    def test_another_agencys_record_under_ones_own_key_is_no_copy(self, known: Federation) -> None:
        """The FIA's node cannot make a record of the police: the page's key is the FIA's, whatever it says."""
        forged = owner_page(replace(known, page_keys={POLICE: known.page_keys[FIA]}), *RECORDS_OF)
        assert rules(read(known, [*copies(forged, *RECORDS_OF)], forged)) == [("page-key", False)] * 3

    def test_a_page_for_another_hub_or_federation_is_none(self, known: Federation) -> None:
        for change in ({"audience": "pk.other"}, {"federation_id": bytes(32)}):
            page = owner_page(known, *RECORDS_OF, **change)
            assert rules(read(known, [*copies(page, *RECORDS_OF)], page)) == [("page-audience", False)] * 3

    def test_a_signature_that_does_not_hold_is_none(self, known: Federation, owned: Page) -> None:
        forged = replace(owned, signature=owned.signature[:-1] + bytes([owned.signature[-1] ^ 1]))
        assert rules(read(known, [*copies(owned, *RECORDS_OF)], forged)) == [("page-signature", False)] * 3

    def test_a_revoked_key_counts_by_the_hubs_word_of_before_alone(self, known: Federation, owned: Page) -> None:
        revoked = _revoked(known.registry, NOW_MS + 1)
        assert rules(read(known, [*copies(owned, *RECORDS_OF)], owned, registry=revoked)) == []
        other = read(known, [*copies(owned, *RECORDS_OF)], owned, registry=revoked, peer=FIA)
        assert rules(other) == [("key-revoked", False)] * 3
        before = _revoked(known.registry, NOW_MS)
        assert rules(read(known, [*copies(owned, *RECORDS_OF)], owned, registry=before)) == [("key-revoked", False)] * 3


def _revoked(registry: Registry, at_ms: int) -> Registry:
    """Every page key revoked."""
    keys = {kid: replace(row, revoked_ms=at_ms) for kid, row in registry.keys.items()}
    return replace(registry, keys=keys)


class TestAgreements:
    def test_what_no_agreement_gives_is_not_even_kept(self, known: Federation, owned: Page) -> None:
        ended = replace(known.registry, agreements=())
        page = read(known, [*copies(owned, *RECORDS_OF)], owned, registry=ended)
        assert page.versions == ()
        assert [(each.rule, each.item, each.header) for each in page.aside] == [("no-agreement", b"", b"")] * 3
        assert page.aside[1].record_id == "party"

    def test_what_is_never_given_is_not_held_though_the_sender_gives_it(self, known: Federation) -> None:
        sealed = order("seal", "SEALED")
        page = owner_page(known, sealed)
        assert rules(read(known, [*copies(page, sealed)], page)) == [("no-agreement", False)]

    def test_a_class_that_is_not_known_is_for_the_records_to_keep_aside(self, known: Federation, owned: Page) -> None:
        (only,) = read(known, [copies(owned, *RECORDS_OF[:1], record_class='{"new":1}')[0]], owned).versions
        assert only.klass == '{"new":1}'

    def test_a_class_of_another_owner_is_refused(self, known: Federation, owned: Page) -> None:
        text = class_row(own_of(replace(RECORDS_OF[0], agency=HOLDER))).attributes
        page = read(known, [copies(owned, *RECORDS_OF[:1], record_class=text)[0]], owned)
        assert rules(page) == [("class-of-another", False)]

    def test_ones_own_records_need_no_agreement(self, known: Federation) -> None:
        mine = listing("own", agency=HOLDER)
        page = owner_page(known, mine)
        held = read(known, [*copies(page, mine)], page, registry=replace(known.registry, agreements=()))
        assert len(held.versions) == 1


class TestOtherItems:
    def test_what_is_not_known_waits_byte_for_byte(self, known: Federation) -> None:
        unknown = SyncItem(sequence=1).SerializeToString() + b"\xa2\x06\x03new"
        page = read(known, [unknown])
        assert page.aside == (AsideItem(1, unknown, "item", "unknown-kind", waits=True),)

    def test_an_order_is_no_item_of_the_records(self, known: Federation) -> None:
        assert rules(read(known, [SyncItem(sequence=1, order=ErasureOrder(id=bytes(16)))])) == [
            ("order-in-records", False)
        ]

    @pytest.mark.parametrize("name", ["", "agencies/pk.fia", "agencies/pk.fia/records/a/versions/1", "x" * 200])
    def test_a_removal_names_a_record(self, known: Federation, name: str) -> None:
        assert rules(read(known, [removal(1, name)])) == [("record-name", False)]

    def test_bytes_that_are_no_item_are_kept(self, known: Federation) -> None:
        page = read(known, [b"\xff\xff", removal(2, "agencies/pk.fia/records/r")])
        assert [(each.rule, each.item, each.sequence) for each in page.aside] == [("malformed", b"\xff\xff", 1)]

    @pytest.mark.parametrize("numbers", [(1, 1), (2, 1), (0, 1), (1, 3), (1, 1 << 40)])
    def test_items_rise_within_the_page(self, known: Federation, numbers: tuple[int, ...]) -> None:
        with pytest.raises(PageUnproven, match="item-order"):
            read(known, [removal(number, "agencies/pk.fia/records/r") for number in numbers])
