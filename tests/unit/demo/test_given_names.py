"""Names as often as the published law says, in both scripts, none with a token twice."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest

from services.demo.given_names import SIZES, Spelt, drawn_name, rare_names
from services.demo.population import People, Person, dice_of, english, urdu
from services.names import tables
from services.names.likeness import likeness
from services.sources.exports.names import named


@pytest.fixture(scope="module")
def persons() -> list[Person]:
    people = People("names", date(2025, 12, 31), women=0.45)
    return [people.adult() for _ in range(8000)]


@pytest.fixture(scope="module")
def tokens(persons: list[Person]) -> Counter[str]:
    return Counter(token[1] for person in persons for token in (*person.name, *person.father))


def every_token() -> set[Spelt]:
    dice = dice_of("names", "every")
    return {token for gender in "MF" for _ in range(3000) for token in drawn_name(dice, gender)}


def test_tokens_of_people_and_their_fathers_have_the_published_shares(tokens: Counter[str]) -> None:
    total = sum(tokens.values())
    assert tokens["محمد"] / total == pytest.approx(0.14, abs=0.01)
    assert sum(count for _, count in tokens.most_common(100)) / total == pytest.approx(0.64, abs=0.02)


def test_each_common_token_is_about_as_common_as_published(tokens: Counter[str]) -> None:
    total = sum(tokens.values())
    for name in list(tables.frequencies())[1:12]:
        assert tokens[name] / total == pytest.approx(tables.frequencies()[name], rel=0.3), name


def test_no_name_has_a_token_twice_and_all_have_a_size_that_is_drawn(persons: list[Person]) -> None:
    for person in persons:
        assert len(set(person.name)) == len(person.name)
        assert len(person.name) in SIZES


def test_women_bear_no_mans_name_and_men_no_womans(persons: list[Person]) -> None:
    kinds = {name.urdu: name.kind for name in reversed(tables.ranked())}
    for person in persons:
        other = "m" if person.gender == "F" else "f"
        assert other not in {kinds.get(token[1], "") for token in person.name}


def test_muhammad_stands_first_and_names_of_families_last(persons: list[Person]) -> None:
    for person in persons:
        written = [token[1] for token in person.name]
        assert "محمد" not in written[1:]
        assert (
            written[-1] == "خان"
            or "خان" not in written
            or written[-1] in {"شاہ", "بٹ", "ملک", "بیگ", "بی", "بیگم", "خاتون"}
        )


def test_names_have_both_scripts_and_fit_the_page_of_old_exports() -> None:
    for spellings, written in every_token():
        assert spellings
        assert all(spelling.isascii() and spelling.istitle() for spelling in spellings)
        assert all("\u0600" <= char <= "\u06ff" for char in written)
        written.replace("ی", "ي").replace("ک", "ك").encode("cp1256")


def test_rare_names_fill_the_law_up_to_one_and_are_on_no_list() -> None:
    listed = tables.frequencies()
    words = [written for _, written in rare_names()]
    assert len(set(words)) == len(words)
    assert not listed.keys() & set(words)
    assert len(words) > 4000


def test_rare_names_are_spelt_as_the_model_reads_them() -> None:
    alike = [likeness().of(written, spellings[0].lower()) for spellings, written in rare_names()[:300]]
    assert sum(value > 0.3 for value in alike) > 200


def test_a_reader_of_exports_takes_each_name_for_one_person(persons: list[Person]) -> None:
    for person in persons[:2000]:
        for written in (urdu(person.name), *(english(person.name, variant) for variant in range(3))):
            assert named(written) is not None


def test_dice_alone_decide() -> None:
    first = [drawn_name(dice_of("names", "x"), "M") for _ in range(2)]
    assert first[0] == first[1]
