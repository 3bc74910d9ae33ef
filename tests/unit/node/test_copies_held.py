"""Stretches of names as stretches of ids: the same records, in the order of the names' bytes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.node.copies_held import stretches
from services.values.exchange import NameRange

AGENCIES = ("pk.fia", "pk.fia-north", "pk.fia.cyber", "pk.punjab-police")
"""Their order is another than that of names below them: `-` and `.` sort before `/`."""
IDS = ("-", "a", "a-1", "a.1", "a1", "b", "z_")
NAMES = sorted(f"agencies/{agency}/records/{record_id}" for agency in AGENCIES for record_id in IDS)
BOUNDS = st.sampled_from(["", *NAMES, "agencies/pk.fia", "agencies/pk.fia/records/", "agencies/pk.g", "zzz", "a"])


def by_stretches(within: NameRange) -> list[str]:
    return [
        f"agencies/{found.agency}/records/{record_id}"
        for found in stretches(within, AGENCIES)
        for record_id in IDS
        if record_id >= found.since and (not found.until or record_id < found.until)
    ]


@given(BOUNDS, BOUNDS)
def test_a_range_is_the_records_whose_names_are_in_it(since: str, until: str) -> None:
    wanted = [name for name in NAMES if name >= since and (not until or name < until)]
    assert by_stretches(NameRange(since, until)) == wanted


def test_all_names_are_every_record() -> None:
    assert by_stretches(NameRange()) == NAMES
