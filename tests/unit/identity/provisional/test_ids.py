"""h4: an id of its own form, by chance; thirteen digits are none."""

from __future__ import annotations

import re

import pytest

from services.access.errors import InvalidArgument
from services.identity.provisional.ids import LETTERS, PREFIX, checked_id, new_id
from services.values import identifiers
from tests.fakes import record_maker as make


def test_new_ids_have_the_form_and_none_comes_again() -> None:
    made = {new_id() for _ in range(2000)}
    assert len(made) == 2000
    assert all(re.fullmatch("PRV-[A-Z]{10}", one) for one in made)
    assert len({letter for one in made for letter in one.removeprefix(PREFIX)}) == 26, "every letter comes"
    assert {len(one) for one in made} == {len(PREFIX) + LETTERS}


def test_an_id_is_read_as_people_type_it() -> None:
    assert checked_id(" prv-abcdefghij ") == "PRV-ABCDEFGHIJ"


@pytest.mark.parametrize(
    "typed",
    [
        make.cnic(1), f"PRV-{make.cnic(1)}", "35202-0000001-1", "PRV-ABCDEFGHI", "PRV-ABCDEFGHIJK", "PRV-ABCDEFGHI1",
        "ABCDEFGHIJ", "", "PRV-ABCDE FGHI", "PRV-ابجدہوزحطی",
    ],
)  # fmt: skip
def test_h4_anything_else_is_refused_and_not_repeated(typed: str) -> None:
    with pytest.raises(InvalidArgument) as caught:
        checked_id(typed)
    (broken,) = caught.value.violations
    assert (broken.field, broken.rule) == ("id", "provisional-id")
    assert not typed or typed not in broken.text


def test_an_id_is_a_number_of_no_register() -> None:
    for kind in sorted(identifiers.TYPES - {"NAME_KEY"}):
        with pytest.raises(InvalidArgument):
            identifiers.parse(kind, "PRV-ABCDEFGHIJ", "PK" if kind == "PASSPORT" else "")
