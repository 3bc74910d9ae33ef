"""The score of a pair: bits that add up, zones with their rules, sentences for every level."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.matching.alignment import Aligner
from services.matching.default_model import FILE, default_model
from services.matching.household import BOUNDED, FIELD
from services.matching.levels import LEVELS
from services.matching.model import BadModel, Model, read, written
from services.matching.person import Born, Described, Gender
from services.matching.score import Zone, score
from services.matching.words import SENTENCES
from services.names.likeness import likeness
from services.names.parse import parsed
from tests.rows import of_rows

ALIGNER = Aligner(likeness())
MODEL = default_model()
NUMBER = "3520299000011"
PERSONS = [
    Described(name=parsed("Muhammad Yousaf"), related=parsed("Abdul Rehman"), born=Born(1980, 3, 4), gender=Gender.MAN),
    Described(name=parsed("محمد یوسف"), related=parsed("عبدالرحمن"), born=Born(1980, 3, 4), cnic=NUMBER),
    Described(name=parsed("Fatima Bibi"), gender=Gender.WOMAN, cnic=NUMBER, area="35202"),
    Described(name=parsed("Imran Khan"), phones=frozenset({"1"}), area="42301"),
    Described(),
]
PAIRS = [(a, b) for a in range(len(PERSONS)) for b in range(len(PERSONS))]


def weighing(bits: float, **changed: dict[str, float]) -> Model:
    """A model in which every level weighs alike, but for those named."""
    weights = {
        field: {level: changed.get(field, {}).get(level, bits) for level in all_} for field, all_ in LEVELS.items()
    }
    return read(written("test", 0.0, weights, link=10.0, review=0.0))


@of_rows(("a", "b"), PAIRS)
def test_bits_add_up_and_are_the_same_in_both_directions(a: int, b: int) -> None:
    told = score(ALIGNER, MODEL, PERSONS[a], PERSONS[b])
    assert told.bits == pytest.approx(MODEL.prior + sum(each.bits for each in told.fields))
    assert score(ALIGNER, MODEL, PERSONS[b], PERSONS[a]) == told
    assert 0 <= told.probability <= 1
    assert told.model == MODEL.name


def test_one_man_in_two_scripts_is_rather_one_than_two() -> None:
    same, two = score(ALIGNER, MODEL, *PERSONS[:2]), score(ALIGNER, MODEL, PERSONS[0], PERSONS[3])
    assert same.probability > 0.8 > 0.2 > two.probability
    assert two.zone is Zone.REJECT


@given(st.sampled_from(PAIRS), st.sampled_from(["Zulfiqar Mengal", "محمد یوسف", "Xyzzyq", "Muhammad Yousaf"]))
def test_a_third_person_changes_no_score(pair: tuple[int, int], third: str) -> None:
    fresh = Aligner(likeness())
    before = score(fresh, MODEL, PERSONS[pair[0]], PERSONS[pair[1]])
    score(fresh, MODEL, Described(name=parsed(third)), PERSONS[pair[0]])
    assert score(fresh, MODEL, PERSONS[pair[0]], PERSONS[pair[1]]) == before


def test_a_number_alone_never_links() -> None:
    model = weighing(-1.0, cnic={"same": 40.0})
    alone = score(ALIGNER, model, Described(cnic=NUMBER), Described(cnic=NUMBER))
    assert alone.bits > model.link
    assert alone.zone is Zone.REVIEW
    named = Described(name=parsed("Ali"), cnic=NUMBER)
    assert score(ALIGNER, model, named, named).zone is Zone.REVIEW
    assert score(ALIGNER, weighing(1.0, cnic={"same": 40.0}), named, named).zone is Zone.LINK


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Described(name=parsed("Imran"), cnic=NUMBER), Described(name=parsed("Nasreen"), cnic=NUMBER)),
        (Described(gender=Gender.MAN, cnic=NUMBER), Described(gender=Gender.WOMAN, cnic=NUMBER)),
    ],
    ids=["name", "gender"],
)
@pytest.mark.parametrize("bits", [-50.0, 50.0])
def test_an_equal_number_whose_bearers_contradict_goes_to_review(one: Described, other: Described, bits: float) -> None:
    assert score(ALIGNER, weighing(bits), one, other).zone is Zone.REVIEW


def test_zones_follow_the_thresholds() -> None:
    ali = Described(name=parsed("Ali"))
    assert [score(ALIGNER, weighing(bits), ali, ali).zone for bits in (-1.0, 0.0, 9.9, 10.0)] == [
        Zone.REJECT,
        Zone.REVIEW,
        Zone.REVIEW,
        Zone.LINK,
    ]


def test_every_level_has_its_sentence_in_both_languages() -> None:
    of_fields = {field: set(levels) for field, levels in SENTENCES.items() if field != FIELD}
    assert of_fields == {field: set(levels) for field, levels in LEVELS.items()}
    assert set(SENTENCES[FIELD]) == {BOUNDED}
    for sentences in SENTENCES.values():
        assert len(set(sentences.values())) == len(sentences)
        for sentence in sentences.values():
            assert sentence.english.isascii()
            assert not re.search("[a-zA-Z{}]", sentence.urdu)


def test_a_score_says_its_sentences_in_order() -> None:
    told = score(ALIGNER, MODEL, *PERSONS[:2])
    assert [each.field for each in told.fields] == ["name", "related", "parity", "born"]
    assert told.fields[-1].sentence == SENTENCES["born"]["day"]


def test_the_shipped_model_is_the_one_of_its_checksum() -> None:
    assert read(FILE.read_text("utf-8")) == MODEL
    assert re.fullmatch(r"matcher-\d+\+[0-9a-f]{12}", MODEL.name)


def test_more_agreement_weighs_more_in_the_shipped_model() -> None:
    for field, levels in LEVELS.items():
        weights = [MODEL.weights[field][level] for level in levels]
        assert weights == sorted(weights), field
    for field in ("name", "related", "cnic", "token", "born", "phone", "area"):
        assert MODEL.weights[field][LEVELS[field][0]] < 0 < MODEL.weights[field][LEVELS[field][-1]], field


def test_a_model_is_read_as_it_was_written() -> None:
    text = written(MODEL.version, MODEL.prior, MODEL.weights, MODEL.link, MODEL.review)
    assert read(text) == MODEL


def changed(**parts: object) -> str:
    """The shipped model with other parts, under their own checksum."""
    body = json.loads(FILE.read_text("utf-8")) | parts
    return written(body["version"], body["prior"], body["weights"], body["link"], body["review"])


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FILE.read_text("utf-8").replace('"prior": -', '"prior": -1'), "checksum"),
        ("[]", "no model"),
        ("{", "no model"),
        ("{}", "no model"),
        (changed(weights={}), "other fields"),
        (changed(weights={field: {"x": 1.0} for field in LEVELS}), "other levels"),
        (changed(link=1.0, review=2.0), "thresholds"),
        (changed(prior=float("inf")), "thresholds"),
    ],
    ids=["changed", "list", "torn", "empty", "fields", "levels", "thresholds", "infinite"],
)
def test_a_model_that_is_unfit_is_refused(text: str, why: str) -> None:
    with pytest.raises(BadModel, match=why):
        read(text)
