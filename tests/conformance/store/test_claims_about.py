"""A claim by what it is about, of any store."""

from __future__ import annotations

import pytest

from services.records.claim_rows import ClaimRow
from services.records.ports import Store, Transaction
from tests.conformance.store.stores import put, read, wait

AGENCY = "pk.punjab-police"
ONE, TWO, NONE = (AGENCY, "record-1"), (AGENCY, "record-2"), ("", "")
ROWS = (
    ClaimRow("h1", "AGE", 2, AGENCY, 1, AGENCY, "", "", 5, 9, "OPEN"),
    ClaimRow("h2", "AGE", 2, "pk.fia", 1, AGENCY, "", "", 5, 9, "OPEN"),
    ClaimRow("h3", "EXTRACT", 0, "", 1, AGENCY, "Sessions", "7", 5, 9, "OPEN"),
)


@pytest.mark.parametrize(
    ("asked", "handle"),
    [
        (("AGE", AGENCY, ONE, TWO), "h1"),
        (("AGE", "pk.fia", ONE, TWO), "h2"),
        (("EXTRACT", "", ONE, NONE), "h3"),
        (("SEALED", AGENCY, ONE, TWO), ""),
        (("AGE", AGENCY, TWO, TWO), ""),
        (("AGE", AGENCY, ONE, NONE), ""),
        (("AGE", "pk.customs", ONE, TWO), ""),
    ],
)
def test_it_is_found_by_fact_owner_source_and_record(store: Store, asked: tuple[object, ...], handle: str) -> None:
    async def job(tx: Transaction) -> None:
        await tx.raise_claims(ROWS)

    async def run() -> None:
        await put(store, 1, 2)
        await store.write(job)
        found = await read(store, "claim_about", *asked)
        assert (found.line.handle if found else "") == handle
        if found:
            assert found.source_version == 1
            assert found.line == await read(store, "claim", handle)

    wait(run())
