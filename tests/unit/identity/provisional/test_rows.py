"""What is kept comes back as it was; no picture and no digest has a way in."""

from __future__ import annotations

import json
from dataclasses import fields, replace

import pytest

from services.identity.provisional.rows import read, written
from services.identity.provisional.states import registered, submitted
from services.values.identity import Provisional
from tests.unit.identity.provisional.children import CARD, GUARDIAN, held, names


def test_all_of_it_comes_back() -> None:
    one = registered(submitted(held(names=names("Bilal", "بلال"), nationality="AF"), GUARDIAN), CARD)
    assert read(written(one)) == one
    assert read(written(held(birth=None, names=()))) == held(birth=None, names=())


def test_what_is_written_has_every_field() -> None:
    assert set(json.loads(written(held()))["child"]) == {field.name for field in fields(Provisional)}


def test_bytes_are_refused() -> None:
    """A token is the asking agency's, and made anew for each answer."""
    one = held()
    with pytest.raises(TypeError):
        written(replace(one, child=replace(one.child, token=bytes(32))))
