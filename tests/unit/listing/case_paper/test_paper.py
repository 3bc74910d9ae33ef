"""The paper of a case as JSON and PDF, English and Urdu: of each accused once, the same bytes for the same answers."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest
from pypdf import PdfReader

from services.draw.direction import LRI, PDI
from services.listing.antecedents.answer import NoExtract
from services.listing.case_paper.bundle import MAX_ACCUSED, CasePaper, case_of, in_order
from services.listing.case_paper.paper import JSON, PDFS, as_json, as_pdf, digest_of, files, lines, rows
from services.listing.case_paper.words import LAW, STANDS
from services.values.records import Identifier
from tests.unit.listing.case_paper.answers import CONVICTED, DOUBTED, OTHER, TRIED, WHY
from tests.unit.records.papers import CNIC, OTHER_CNIC

LANGUAGES = tuple(PDFS)
BOTH, ONE = case_of([TRIED, OTHER]), case_of([CONVICTED])
_ISLAND = re.compile(f"{LRI}[^{LRI}{PDI}]*{PDI}")


def printed(of: CasePaper, language: str) -> str:
    """The text of the PDF without spaces, as a reader copies it out."""
    pages = PdfReader(io.BytesIO(as_pdf(of, language))).pages
    return re.sub(r"[\s\u2066-\u2069]", "", "".join(page.extract_text() for page in pages))


def told(of: CasePaper, language: str) -> list[str]:
    return [line.text for line in lines(of, language)]


def test_what_is_of_the_case_stands_once_whoever_it_was_asked_about() -> None:
    versions = [step.version for step in BOTH.of_case]
    assert len(versions) == len(set(versions)) == 2
    assert [each.about.value for each in BOTH.accused] == [CNIC.value, OTHER_CNIC.value]
    assert not {step.version for step in BOTH.accused[0].steps} & {step.version for step in BOTH.accused[1].steps}


def test_the_order_in_which_the_numbers_were_given_makes_no_other_paper() -> None:
    assert in_order([OTHER, TRIED]) == [TRIED, OTHER]
    assert as_json(case_of([OTHER, TRIED])) == as_json(BOTH) != as_json(ONE)


@pytest.mark.parametrize(
    ("answers", "why"),
    [
        ([], "one to"),
        ([replace(TRIED, about=Identifier("CNIC", f"{n:013}")) for n in range(MAX_ACCUSED + 1)], "one to"),
        ([TRIED, TRIED], "given twice"),
        ([TRIED, replace(OTHER, officer="lc-7002")], "several officers"),
        ([TRIED, replace(OTHER, agency="pk.high-court")], "several officers"),
        ([TRIED, replace(OTHER, details=replace(WHY, case_key="LAHORE/1/2026"))], "several officers"),
        ([TRIED, replace(OTHER, history=replace(OTHER.history, cases=()))], "of number 2, in their order, nobody"),
    ],
    ids=["none", "many", "twice", "officer", "court", "case", "nobody"],
)
def test_of_other_answers_no_paper_is_made(answers: list[object], why: str) -> None:
    with pytest.raises(NoExtract, match=why):
        case_of(answers)  # type: ignore[arg-type]  # answers, in a table


@pytest.mark.parametrize("of", [BOTH, ONE], ids=["two", "one"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_has_each_line_that_the_paper_prints(of: CasePaper, language: str) -> None:
    whole = json.loads(as_json(of))
    assert whole["lines"][language] == told(of, language)
    shown = printed(of, language)
    for step in [*whole["steps"], *(step for each in whole["accused"] for step in each["steps"])]:
        for value in (step["version"], step["at"], step["page_sha256"], step["signed_by"]):
            assert value in shown
    for value in (whole["rows_sha256"], *(each["sha256"] for each in whole["asked"]["requests"])):
        assert value in shown


def test_the_english_paper_prints_the_very_lines_of_the_json() -> None:
    shown = printed(BOTH, "en")
    for line in json.loads(as_json(BOTH))["lines"]["en"]:
        assert line.replace(" ", "") in shown, line


def test_the_digest_is_that_of_the_rows_of_the_json() -> None:
    whole = json.loads(as_json(BOTH))
    assert {key: whole[key] for key in rows(BOTH)} == rows(BOTH)
    plain = json.dumps(rows(BOTH), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert whole["rows_sha256"] == digest_of(BOTH) == sha256(plain.encode()).hexdigest() != digest_of(ONE)
    assert set(files(BOTH)) == {JSON, *PDFS.values()}


@pytest.mark.parametrize("of", [BOTH, ONE], ids=["two", "one"])
def test_in_urdu_every_number_and_latin_word_is_an_island(of: CasePaper) -> None:
    for line in told(of, "ur"):
        assert not re.search(r"[0-9A-Za-z]", _ISLAND.sub("", line)), line


def test_how_somebody_stands_is_above_what_is_recorded_of_them() -> None:
    english = told(BOTH, "en")
    stands = [at for at, line in enumerate(english) if line == STANDS["ACCUSATION"][0]]
    arrested = next(at for at, line in enumerate(english) if "arrested" in line)
    assert len(stands) == 2
    assert stands[0] < arrested < stands[1]
    assert STANDS["FINAL"][0] in told(ONE, "en")
    assert not any("presumed innocent" in line for line in told(ONE, "en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_in_it_tells_of_whom_the_case_protects(language: str) -> None:
    text = (" ".join(told(case_of([DOUBTED, OTHER]), language))).casefold()
    for word in ("victim", "witness", "shelter", "referr", "gulberg", "withheld", "r-1", "متاثرہ", "گواہ", "ferozepur"):
        assert word not in text
    assert "number-of-many" in as_json(case_of([DOUBTED])).decode()
    assert "review-first" not in as_json(case_of([DOUBTED])).decode()


def test_every_law_is_cited_with_its_mark() -> None:
    assert {mark for _, mark, _ in LAW} <= {"V", "V2", "K"}
    for language in LANGUAGES:
        text = re.sub(f"[{LRI}{PDI}]", "", " ".join(told(ONE, language)))
        for provision, mark, _ in LAW:
            assert f"{provision} ({mark}): " in text


def test_a_name_or_an_officer_cannot_turn_a_line_around() -> None:
    evil = "Aslam\u202egnp\n\x1b[31m"
    accused = replace(BOTH.accused[0], names=(evil,))
    for language in LANGUAGES:
        text = "".join(told(replace(BOTH, officer=evil, accused=(accused,)), language))
        assert not {"\u202e", "\n", "\x1b"} & set(text)


def test_a_case_of_many_goes_on_over_pages() -> None:
    many = replace(BOTH, accused=BOTH.accused * 10)
    assert len(PdfReader(io.BytesIO(as_pdf(many, "ur"))).pages) > 2


def test_where_nothing_of_the_case_is_shown_the_paper_says_no_more_than_that() -> None:
    bare = replace(BOTH, of_case=(), accused=(replace(BOTH.accused[0], steps=()),))
    assert told(bare, "en").count("No record is shown.") == 2
