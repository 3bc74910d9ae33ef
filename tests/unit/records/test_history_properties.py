"""What holds of every history, over random files of several agencies about one man."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from services.records import wire
from services.records.timeline.history import compose
from services.tables.text import unsafe_at
from services.values.records import (
    CaseReference,
    GetHistoryResponse,
    History,
    MisusedIdentity,
    RecordVersion,
    VisibleVersion,
)
from services.values.validation.validate import violations
from services.vocabulary.steps import OF_COURT, OF_INVESTIGATION
from tests.budget import budget
from tests.unit.records.papers import (
    COURT_A,
    FIR_A,
    FIR_B,
    NOW_MS,
    PPC,
    PTPA,
    case_file,
    crossing,
    custody,
    order,
    party,
    record,
    sentence,
    step,
    subject,
    visible,
    warrant,
)

OTHER_CASE = CaseReference("FIR", "SD/KARACHI SOUTH/SADDAR/1/2020")
dates = st.sampled_from(
    ["2023-11-02", "2024-01-15", "2024-03-05", "2024-03-20", "2024-06-01", "2024-09-01", "2025-02-01"]
)
expiries = st.sampled_from(["", "2024-12-31", "2027-01-01"])
agencies = st.sampled_from(["pk.punjab", "pk.fia", "pk.court", "pk.prisons"])
cases = st.sampled_from([(FIR_A,), (FIR_B,), (FIR_A, COURT_A), (COURT_A,), (FIR_A, FIR_B)])
people = st.sampled_from(
    [subject(), subject("Nazir Hussain"), subject(born=("2006", "2007")), subject(father="Ghulam")]
)
custodies = st.sampled_from(["ARREST", "PRODUCTION", "POLICE_REMAND", "ADMISSION", "ESCAPE"])
releases = st.sampled_from(["BAIL", "ACQUITTED", "SENTENCE_SERVED"])
bodies = st.one_of(
    st.builds(step, st.sampled_from(sorted(OF_INVESTIGATION)), dates),
    st.builds(order, st.sampled_from(sorted(OF_COURT)), dates, st.sampled_from([PPC, PTPA])),
    st.builds(custody, custodies, dates, days=st.integers(0, 20)),
    st.builds(lambda at, why: custody("RELEASE", at, reason=why), dates, releases),
    st.builds(sentence, dates, st.sampled_from([365, 730])),
    st.builds(party),
)


@st.composite
def papers(draw: st.DrawFn) -> RecordVersion:
    """One sound paper about the man, as accused."""
    return record(
        draw(bodies),
        agency=draw(agencies),
        cases=draw(cases),
        of=draw(people),
        grade=draw(st.sampled_from([("A", "1"), ("B", "2"), ("X", "4")])),
        status=draw(st.sampled_from(["ACTIVE", "ACTIVE", "CORRECTED"])),
        valid_from="2024-03-05",
    )


loose = st.one_of(
    st.builds(lambda at: record(crossing(f"{at}T10:00"), agency="pk.fia", role="LISTED", cases=()), dates),
    st.builds(lambda until: record(warrant(expires=until), role="LISTED", cases=()), expiries),
    st.just(record(MisusedIdentity(), role="LISTED", cases=())),
    st.just(record(case_file(), role="")),
)
files = st.lists(st.one_of(papers(), papers(), loose), max_size=10, unique_by=lambda paper: paper.record_id)


def seen(file: list[RecordVersion]) -> list[VisibleVersion]:
    return [visible(paper, 1_700_000_000_000 + index) for index, paper in enumerate(file)]


def told(file: list[RecordVersion]) -> History:
    return compose(seen(file), now_ms=NOW_MS)


@given(files)
def test_the_papers_are_sound(file: list[RecordVersion]) -> None:
    for paper in file:
        assert violations(paper) == ()


@given(files)
def test_every_paper_is_one_line_with_its_proof(file: list[RecordVersion]) -> None:
    history = told(file)
    assert sorted(line.version for line in history.timeline) == sorted(paper.name for paper in file)
    raws = {paper.name: wire.encode(paper) for paper in file}
    assert [v.version for v in history.versions] == [raws[line.version] for line in history.timeline]
    assert all(v.proof is not None for v in history.versions)


@given(files, st.randoms(use_true_random=False))
def test_arrival_order_changes_nothing(file: list[RecordVersion], random: Random) -> None:
    shuffled = seen(file)
    random.shuffle(shuffled)
    assert compose(shuffled, now_ms=NOW_MS) == told(file)


@given(files)
def test_everything_named_is_on_the_timeline(file: list[RecordVersion]) -> None:
    history = told(file)
    names = {line.version for line in history.timeline}
    assert {name for case in history.cases for name in case.evidence} <= names
    assert {side.version for conflict in history.conflicts for side in conflict.sides} <= names
    for line in history.timeline:
        assert {flag.version for flag in line.flags} <= {line.version}


@given(files)
def test_a_conflict_has_two_sides_at_least_and_they_differ(file: list[RecordVersion]) -> None:
    for conflict in told(file).conflicts:
        assert len(conflict.sides) >= 2
        assert len({(side.value, side.version) for side in conflict.sides}) == len(conflict.sides)
        assert all(side.grade and side.owner and side.value for side in conflict.sides)


@given(files)
def test_presumption_of_innocence(file: list[RecordVersion]) -> None:
    history = told(file)
    offences = [case for case in history.cases if case.offence]
    codes = {banner.code for banner in history.banners}
    assert ("not-convicted" in codes) == (bool(file) and not offences)
    assert ("acquitted" in codes) == any(c.outcome.startswith("acquitted") for c in history.cases)
    guilty = {case.references for case in offences}
    for case in history.cases:
        assert (case.finality in ("", "NONE")) == (case.standing != "FINDING")
        assert not case.offence or case.outcome.startswith("convicted")
        assert case.references in guilty or not case.offence


@given(files)
def test_no_line_against_them_stands_higher_than_its_case(file: list[RecordVersion]) -> None:
    history = told(file)
    convicting = {f"{r.type}:{r.key}" for case in history.cases if case.offence for r in case.references}
    for line in history.timeline:
        if line.standing == "FINDING" and line.case_key not in convicting:
            assert line.text.startswith(("acquitted", "compounded")), line.text


@given(files)
def test_lines_are_safe_in_both_languages(file: list[RecordVersion]) -> None:
    for line in told(file).timeline:
        assert unsafe_at(line.text) == -1
        assert line.text_ur.count("\u2066") == line.text_ur.count("\u2069")
        assert line.text
        assert line.text_ur


@given(files)
def test_it_travels(file: list[RecordVersion]) -> None:
    history = told(file)
    assert wire.decode(GetHistoryResponse, wire.encode_history(history)).history == history


@budget(60)
@given(files, st.lists(papers(), min_size=1, max_size=4), st.sampled_from(["VICTIM", "WITNESS", "COMPLAINANT"]))
def test_what_they_suffered_elsewhere_never_shows_beside_what_they_are_accused_of(
    file: list[RecordVersion], elsewhere: list[RecordVersion], role: str
) -> None:
    """Two stores that differ only in the protected papers answer alike."""
    accused = [record(party()), *file]
    suffered = [replace(paper, role=role, case_references=(OTHER_CASE,)) for paper in elsewhere]
    assert told([*accused, *suffered]) == told(accused)


@budget(60)
@given(files, papers())
def test_an_expunged_record_leaves_no_trace(file: list[RecordVersion], paper: RecordVersion) -> None:
    assert paper.body is not None
    gone = replace(
        paper,
        version=2,
        previous_sha256=b"p" * 32,
        status="EXPUNGED",
        subject=None,
        role="",
        case_references=(),
        body=type(paper.body)(),
    )
    assert violations(gone) == ()
    versions = [*seen(file), visible(paper, 5), visible(gone, 6)]
    assert compose(versions, now_ms=NOW_MS) == told(file)
    assert compose(versions, now_ms=NOW_MS, as_of_recorded_ms=5) == History()


@budget(60)
@given(files, papers())
def test_a_withdrawn_paper_is_shown_and_decides_nothing(file: list[RecordVersion], paper: RecordVersion) -> None:
    fir = record(party(), cases=paper.case_references)
    withdrawn = replace(paper, status="WITHDRAWN", status_note="wrong man")
    without, history = told([fir, *file]), told([fir, *file, withdrawn])
    assert withdrawn.name in {line.version for line in history.timeline}
    assert {(c.standing, c.outcome, c.offence, c.evidence) for c in history.cases} == {
        (c.standing, c.outcome, c.offence, c.evidence) for c in without.cases
    }
    assert history.conflicts == without.conflicts


@budget(60)
@given(files, st.integers(0, 10))
def test_as_of_a_time_is_what_was_known_then(file: list[RecordVersion], known: int) -> None:
    at = 1_700_000_000_000 + known
    assert compose(seen(file), now_ms=NOW_MS, as_of_recorded_ms=at) == told(file[: known + 1])


@budget(60)
@given(files, dates)
def test_as_of_a_date_shows_nothing_later(file: list[RecordVersion], date: str) -> None:
    history = compose(seen(file), now_ms=NOW_MS, as_of_valid=date)
    bodies_of = {paper.name: getattr(paper.body, "at", "") for paper in file}
    assert all(bodies_of[line.version][:10] <= date for line in history.timeline if bodies_of[line.version])
