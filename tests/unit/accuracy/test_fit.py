"""The fit, on corpora small enough to be worked by hand; the committed tables against the whole corpus."""

from __future__ import annotations

import hashlib
from math import log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.names import tables
from tests.accuracy.fit import edits
from tests.accuracy.fit.corpus import HELD_OUT, is_held_out, read
from tests.accuracy.fit.maximise import backward, chances, expected, fitted, forward, maximised, pairs

WORD = next(word for word in ("با", "بی", "بو", "بن") if not is_held_out(word))


def test_a_tenth_is_held_out_by_the_digest_of_the_word() -> None:
    words = [f"ب{number}" for number in range(3000)]
    held = [word for word in words if is_held_out(word)]
    assert len(held) / len(words) == pytest.approx(1 / HELD_OUT, abs=0.02)
    assert all(int(hashlib.sha256(word.encode()).hexdigest(), 16) % 10 == 0 for word in held)


def test_rows_are_folded_and_forms_counted() -> None:
    corpus = read([f"{WORD}\tBa\t2\n", f"{WORD}\tba\t1\n", f"{WORD}\tb'aa\t1\n", "12\tx\t1\n", f"{WORD}\t...\t1\n"])
    assert {**corpus.fitted} == {WORD: {"ba": 3, "baa": 1}}
    assert not corpus.held_out


def test_what_is_spelt_alike_is_held_out_together() -> None:
    alike = next(
        (first, second)
        for first, second in ((f"ب{a}ے", f"ب{a}ی") for a in "ابتثجحخدذرزسشصضطظعغفقکگلمنوہ")
        if is_held_out(first) and not is_held_out(second)
    )
    corpus = read([f"{alike[0]}\ta\t1\n", f"{alike[1]}\tb\t1\n"])
    assert not corpus.fitted
    assert set(corpus.held_out) == {alike[1]}


def test_forward_and_backward_sums_meet() -> None:
    model, _ = fitted({"باب": {"bab": 4, "baab": 1}, "بب": {"bab": 1}}, rounds=2)
    keys = pairs({"باب": {"bab": 1}})[0][0]
    table = {key: dict(pieces) for key, pieces in model.table.items()}
    rows = [chances(key, "bab", table) for key in keys]
    ahead, behind = forward(rows, 3), backward(rows, 3)
    for one, other in zip(ahead, behind, strict=True):
        assert sum(a * b for a, b in zip(one, other, strict=True)) == pytest.approx(ahead[-1][-1])


def test_counts_of_one_pair_are_one_for_each_letter() -> None:
    counts, likelihood = expected(pairs({"باب": {"bab": 1}}), None)
    assert [sum(pieces.values()) for pieces in counts.values()] == pytest.approx([1.0, 1.0, 1.0])
    assert likelihood < 0


def test_the_fit_finds_the_only_way_to_write_a_letter() -> None:
    model, told = fitted({"ب": {"b": 9}, "بب": {"bb": 9}, "اب": {"ab": 9}, "ا": {"a": 9}})
    assert model.table["#ب#"]["b"] > 0.99
    assert model.table["#اc"]["a"] > 0.99
    assert told == sorted(told)
    assert told[-1] > log(0.9)


def test_a_form_too_long_for_its_letters_is_left_out() -> None:
    assert pairs({"ب": {"babab": 1, "bab": 4}}) == [(("#ب#",), "bab", 2.0)]
    assert expected([(("#ب#",), "babab", 1.0)], None)[1] == 0.0


def test_a_rare_neighbourhood_is_drawn_towards_all_of_them() -> None:
    table = maximised({"#ب#": {"b": 97.0, "p": 3.0}, "cبc": {"p": 1.0}})
    assert table["cبc"]["b"] > 0.5 > table["#ب#"]["p"]
    assert all(sum(pieces.values()) == pytest.approx(1) for pieces in table.values())


@given(st.text("abc", max_size=6), st.text("abc", max_size=6))
def test_an_alignment_gives_both_words_back(first: str, second: str) -> None:
    changes = list(edits.aligned(first, second))
    kept = sum(a == b for a, b in changes)
    assert len(changes) >= max(len(first), len(second))
    assert kept <= min(len(first), len(second))
    assert sorted("".join(a + b for a, b in changes)) == sorted(first + second)


def test_a_change_that_writers_make_is_cheaper() -> None:
    costs = edits.roman({"و": {"ali": 1, "aly": 1}, "ب": {"kali": 1, "kaly": 1, "kalo": 1}})
    assert costs["i", "y"] < costs.get(("i", "o"), 1.0) <= 1.0
    assert all(a < b for a, b in costs)


def test_letters_of_forms_are_counted_with_their_edges() -> None:
    assert edits.pairs_of_letters({"ب": {"ab": 1, "aa": 1}}) == {
        "$a": 1.0,
        "a$": pytest.approx(1 / 3, abs=1e-3),
        "aa": pytest.approx(1 / 3, abs=1e-3),
        "ab": pytest.approx(1 / 3, abs=1e-3),
        "b$": 1.0,
    }


@pytest.mark.parametrize("table", ["edits.tsv", "roman_letters.tsv"])
def test_no_row_of_the_corpus_is_in_a_table(table: str) -> None:
    rows = (tables.DATA / table).read_text("utf-8").splitlines()[1:]
    assert all(len(cell) <= 2 for row in rows for cell in row.split("\t")[:-1])
