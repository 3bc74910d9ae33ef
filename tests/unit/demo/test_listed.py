"""The entries of the story's exit list: sound records of FIA's about two people, such as the agreements give."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from services.access.copies import may_hold
from services.access.decision import RecordClass
from services.demo import story
from services.demo.agreements import agreements
from services.demo.listed import ERASED_BY, MISTAKEN, SOUGHT, entries
from services.demo.offences import CUSTOMS, FIA
from services.records import wire
from services.values.records import ListEntry, RecordVersion
from tests.unit.access.copies_cases import agency


@pytest.mark.parametrize("entry", entries(), ids=lambda entry: entry.record_id)
def test_each_is_a_record_that_the_hub_takes(entry: RecordVersion) -> None:
    submitted = replace(entry, version=1, status="ACTIVE")
    assert wire.decode_version(wire.encode(submitted)) == submitted
    assert isinstance(entry.body, ListEntry)
    assert (entry.body.action, bool(entry.body.authority)) == ("PREVENT_EXIT", True)


def test_they_are_of_two_people_of_whom_one_is_in_no_other_file() -> None:
    numbers = [entry.subject.identifiers[0].value for entry in entries() if entry.subject]
    assert numbers == [SOUGHT, MISTAKEN]
    assert story.story()["named_nowhere"] == MISTAKEN
    assert len({entry.record_id for entry in entries()}) == len(numbers)
    assert ERASED_BY


def test_customs_may_hold_them() -> None:
    rows = [*agreements(date(2026, 11, 27))]
    for entry in entries():
        klass = RecordClass(entry.agency, entry.kind, entry.role, handling=entry.handling)
        found = may_hold([row for row in rows if row.giver == FIA], agency(CUSTOMS), klass, "CHECKPOINT")
        assert found is not None
