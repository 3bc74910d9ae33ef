"""Every field of a record has words in both languages, and no words are left over; so have laws and registers."""

from __future__ import annotations

import dataclasses
import re
import typing
from collections.abc import Iterator

import pytest

from services.access.purpose import LEGAL_BASES, REFERENCES
from services.values.records import RecordVersion
from services.vocabulary.field_readings import FIELDS, path_reading
from services.vocabulary.record_readings import REGISTERS
from services.vocabulary.statute_readings import STATUTES

ARABIC = re.compile("[\u0600-\u06ff]")


def fields_of(kind: type, seen: set[type]) -> Iterator[str]:
    """Names of the fields of a record, and of every dataclass that one of them may hold."""
    seen.add(kind)
    types = list[object]()
    for name, of in typing.get_type_hints(kind).items():
        if name in {each.name for each in dataclasses.fields(kind)}:
            yield name
            types.append(of)
    while types:
        of = types.pop()
        if isinstance(of, type) and dataclasses.is_dataclass(of):
            if of not in seen:
                yield from fields_of(of, seen)
        else:
            types.extend(typing.get_args(of))


def test_each_field_of_a_record_has_its_words_and_no_other_has() -> None:
    found = set(fields_of(RecordVersion, set()))
    assert {"sections", "interpreter", "surety_minor", "statute"} <= found, "bodies are looked into"
    assert found == set(FIELDS)


def test_each_legal_basis_and_each_type_of_case_has_its_words() -> None:
    assert set(STATUTES) == set(LEGAL_BASES)
    assert set(REGISTERS) == REFERENCES


@pytest.mark.parametrize("table", [FIELDS, REGISTERS])
def test_words_are_in_both_languages(table: dict[str, tuple[str, str]]) -> None:
    for english, urdu in table.values():
        assert english
        assert not ARABIC.search(english)
        assert ARABIC.search(urdu)


def test_a_statute_is_called_in_urdu_with_the_years_and_sections_of_its_english_name() -> None:
    for basis, urdu in STATUTES.items():
        assert ARABIC.search(urdu)
        english = re.findall("[0-9]+", LEGAL_BASES[basis].statute)
        assert set(re.findall("[0-9]+", urdu)) <= set(english), basis
        assert len(english) - len(set(english) & set(re.findall("[0-9]+", urdu))) <= 1, basis


@pytest.mark.parametrize(
    ("path", "english", "urdu"),
    [
        ("role", "role", "حیثیت"),
        ("subject.names[0].text", "person, name 1, text", "شخص، نام 1، متن"),
        ("body.sections[11].read_with[1].provision",
         "what it states, section 12, read with 2, provision", "بیان، دفعہ 12، بشمول دفعہ 2، دفعہ"),
        ("body.of_a_later_version", "what it states, of a later version", "بیان، of a later version"),
    ],
)  # fmt: skip
def test_a_path_is_read_in_words(path: str, english: str, urdu: str) -> None:
    assert path_reading(path, urdu=False) == english
    assert path_reading(path, urdu=True) == urdu
