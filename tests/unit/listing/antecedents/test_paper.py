"""The paper as JSON and PDF, in English and Urdu: the same rows, each number an island, nothing that it must not say."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from hashlib import sha256

import pytest
from pypdf import PdfReader

from services.access.details import Details
from services.draw.direction import LRI, PDI
from services.listing.antecedents.extract import Extract
from services.listing.antecedents.paper import JSON, PDFS, as_json, as_pdf, digest, files, lines, rows
from services.listing.antecedents.words import CAUTIONS, LAW
from services.records.timeline.banner_words import BANNERS
from services.values.records import RecordVersion
from tests.unit.listing.antecedents.papers import appealed, convicted, final, read
from tests.unit.records.papers import CNIC, COURT_B, FIR_B, case_file, order, record, sentence, subject

WHY = Details("TRIAL", "TRIAL_ANTECEDENTS", "", "HISTORY", "COURT_CASE", "LAHORE/12/2026")
LANGUAGES = tuple(PDFS)
_ISLAND = re.compile(f"{LRI}[^{LRI}{PDI}]*{PDI}")


def extract(*papers: RecordVersion, cautions: tuple[str, ...] = ()) -> Extract:
    told = tuple(BANNERS[code] for code in cautions)
    found = read(*papers)
    return Extract(CNIC, ("Muhammad Aslam",), "lc-7001", "pk.court", 1_770_000_000_000, WHY, b"r" * 32, told, found)


def elsewhere() -> list[RecordVersion]:
    """A conviction in another case, under appeal."""
    cases = [FIR_B, COURT_B]
    return [
        record(case_file(), role="", cases=[FIR_B]),
        record(order("CONVICTION", "2025-01-15"), cases=cases),
        record(sentence("2025-01-15", 400), cases=cases),
        replace(appealed("APPEAL_FILED", "2025-02-10"), case_references=tuple(cases)),
    ]


TWO = extract(*final(), *elsewhere(), cautions=("number-of-many",))
NONE = extract(record(case_file(), role=""), record(order("ACQUITTAL", "2024-11-20")))


def printed(of: Extract, language: str) -> str:
    """The text of the PDF without spaces, as a reader copies it out."""
    pages = PdfReader(io.BytesIO(as_pdf(of, language))).pages
    return re.sub(r"[\s\u2066-\u2069]", "", "".join(page.extract_text() for page in pages))


def test_there_are_two_rows_one_final_and_one_marked() -> None:
    assert [(each.final, each.finality) for each in TWO.convictions] == [(True, "FINAL"), (False, "UNDER_APPEAL")]
    told = [line.text for line in lines(TWO, "en")]
    assert "Final: a previous conviction." in told
    assert "UNDER APPEAL: not final, and not to be counted as a previous conviction." in told
    may = [line.text for line in lines(extract(*convicted()), "en")]
    assert "MAY STILL BE APPEALED: not final, and not to be counted as a previous conviction." in may


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_json_has_each_line_that_the_paper_prints(language: str) -> None:
    told = json.loads(as_json(TWO))
    assert told["lines"][language] == [line.text for line in lines(TWO, language)]
    shown = printed(TWO, language)
    for row in told["convictions"]:
        for step in row["steps"]:
            assert step["version"] in shown
            assert step["at"] in shown
    for value in (told["rows_sha256"], told["asked"]["request_sha256"], told["about"]["value"]):
        assert value in shown


def test_the_english_paper_prints_the_very_lines_of_the_json() -> None:
    shown = printed(TWO, "en")
    for line in json.loads(as_json(TWO))["lines"]["en"]:
        assert line.replace(" ", "") in shown, line


def test_the_digest_is_that_of_the_rows_of_the_json() -> None:
    plain = json.dumps(rows(TWO), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert json.loads(as_json(TWO))["convictions"] == rows(TWO)
    assert digest(TWO) == sha256(plain.encode()).hexdigest() != digest(NONE)


def test_the_same_extract_is_the_same_bytes() -> None:
    assert as_json(TWO) == as_json(replace(TWO))
    assert set(files(TWO)) == {JSON, *PDFS.values()}
    assert files(TWO)[JSON] == as_json(TWO)


@pytest.mark.parametrize("of", [TWO, NONE], ids=["two", "none"])
def test_in_urdu_every_number_and_latin_word_is_an_island(of: Extract) -> None:
    for line in lines(of, "ur"):
        assert not re.search(r"[0-9A-Za-z]", _ISLAND.sub("", line.text)), line.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_acquittal_is_nowhere_in_any_file(language: str) -> None:
    told = json.loads(as_json(NONE))
    assert told["convictions"] == []
    text = " ".join(told["lines"][language])
    for word in ("512/2024", "acquit", "99/2024", "بری", "بریت", "2024-11-20"):
        assert word not in text
    assert "No previous conviction is shown." in told["lines"]["en"]


def test_without_any_age_the_paper_says_so() -> None:
    missing = "No record states an age: it is not known that the person was an adult."
    assert missing in [line.text for line in lines(extract(*final(subject(born=("", "")))), "en")]
    assert missing not in [line.text for line in lines(TWO, "en")]


def test_doubt_whether_it_is_the_right_person_stands_above_the_rows() -> None:
    told = [line.text for line in lines(TWO, "en")]
    assert told.index(BANNERS["number-of-many"].text) < told.index("Final: a previous conviction.")
    assert {code for code in CAUTIONS if code not in BANNERS} == set()
    assert not CAUTIONS & {"acquitted", "pending", "juvenile", "ended-in-favour", "conviction-reported"}


def test_every_law_is_cited_with_its_mark() -> None:
    assert {mark for _, mark, _ in LAW} <= {"V", "V2", "K"}
    for language in LANGUAGES:
        told = re.sub(f"[{LRI}{PDI}]", "", " ".join(line.text for line in lines(NONE, language)))
        for provision, mark, _ in LAW:
            assert f"{provision} ({mark}): " in told


def test_a_name_cannot_turn_the_line_around() -> None:
    evil = replace(TWO, names=("Aslam\u202egnp\n\x1b[31m",))
    for language in LANGUAGES:
        text = " ".join(line.text for line in lines(evil, language))
        assert "\u202e" not in text
        assert "\n" not in text
        assert "\x1b" not in text


def test_a_long_extract_goes_on_over_pages() -> None:
    many = replace(TWO, convictions=TWO.convictions * 20)
    assert len(PdfReader(io.BytesIO(as_pdf(many, "ur"))).pages) > 2
