"""What a sender's class makes of a record at the node of the record's owner, and at others'."""

from __future__ import annotations

import pytest

from services.access.decision import RecordClass
from services.records.app.copy_floor import at_least, floor_of
from services.records.protection.classes import Derived, Judged

WRITTEN = RecordClass("pk.fia", "PARTY", "ACCUSED")
HERE = Derived(standing="FINDING", missing_child=True)


@pytest.mark.parametrize(
    ("agreement", "standing", "missing"), [("", "FINDING", True), ("lists", "", False)], ids=["owner", "another"]
)
def test_the_class_as_written_takes_nothing_from_what_the_owners_node_judges(
    agreement: str, standing: str, missing: bool
) -> None:
    (judged,) = at_least([Judged(HERE, None)], ["ACCUSED"], {0: floor_of(WRITTEN, agreement)})
    assert (judged.derived.standing, judged.derived.missing_child) == (standing, missing)


def test_an_order_that_binds_the_owner_binds_at_its_node() -> None:
    klass = RecordClass("pk.fia", "PARTY", "ACCUSED", sealed=True, from_owner_too=True)
    (judged,) = at_least([Judged(HERE, None)], ["ACCUSED"], {0: floor_of(klass, "")})
    assert judged.derived.sealed
    assert judged.derived.from_owner_too
