"""LAW 2(l): forms of sentences, and the funnel from statement to acquittal."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.statistics.funnel import Ended, Line, Told, funnel
from services.statistics.sentencing import Allowed, Form, FormPoint, Sentenced, form_point
from services.statutes.offence_rows import Mode, offence_rows
from services.values.dates import span
from tests.rows import of_rows

ROWS = offence_rows()


def law(*names: str) -> tuple[Allowed, ...]:
    """Versions of the law as the rows of statutes have them."""
    penalties = [ROWS[name].penalty for name in names]
    return tuple(Allowed(each.mode is Mode.OR_BOTH, each.min_years or 0) for each in penalties)


FINE = Sentenced(Form.FINE)


@of_rows(
    ("sentence", "versions", "expected"),
    [
        (FINE, law("ptpa3-1@2018"), FormPoint.FINE_ONLY_ALLOWED),
        (FINE, law("ptpa3-2@2022"), FormPoint.FINE_ONLY_DOUBTFUL),
        (FINE, law("ptpa3-2-sex@2018", "ptpa3-2@2022"), FormPoint.CANNOT_TELL),
        (FINE, law("ptpa4"), FormPoint.FINE_ONLY_DOUBTFUL),
        (Sentenced(Form.BOTH, 2), law("ptpa4"), FormPoint.BELOW_MINIMUM),
        (Sentenced(Form.BOTH, 25), law("ppc371a"), FormPoint.NONE),
        (FINE, law("blsa11"), FormPoint.FINE_ONLY_ALLOWED),
        (FINE._replace(by_court=False), law("ptpa4"), FormPoint.NO_COURT_RECORD),
        (Sentenced(Form.BOTH, 2, juvenile=True), law("ptpa4"), FormPoint.NONE),
        (Sentenced(Form.BOTH, 2, plea=True), law("ptpa4"), FormPoint.NONE),
        (Sentenced(Form.PROBATION), law("ptpa4"), FormPoint.PROBATION),
        (Sentenced(Form.IMPRISONMENT, 3), law("ptpa4"), FormPoint.NONE),
        (FINE, (), FormPoint.CANNOT_TELL),
    ],
    ids=["l1", "l2", "l3", "l4", "l5", "l6", "l7", "l8", "l14", "plea", "probation", "least", "no version"],
)
def test_the_form_of_a_sentence(sentence: Sentenced, versions: tuple[Allowed, ...], expected: FormPoint) -> None:
    assert form_point(sentence, versions) is expected


def day(text: str) -> int:
    return span(f"2024-{text}").first_day


def told(text: str, *names: str, changes: bool = False, victim: str = "v", protected: bool = False) -> Told:
    return Told(victim, frozenset(names), day(text), changes, protected)


def stages(line: Line) -> set[str]:
    return {str(stage) for stage in line.stages}


def test_l9_a_retraction_then_bail_then_an_acquittal() -> None:
    statements = [told("01-10", "a"), told("03-10", "a", changes=True)]
    (line,) = funnel(statements, [Ended("a", day("03-12"), day("05-01"))])
    assert stages(line) == {"N0", "N1", "N2", "N3", "N4", "N5"}
    assert line.days == 52


def test_l10_bail_before_the_retraction() -> None:
    (line,) = funnel([told("03-10", "a", changes=True)], [Ended("a", day("03-01"))])
    assert stages(line) == {"N0", "N1", "N2"}
    assert line.days is None


def test_l11_of_two_accused_only_the_one_who_is_named() -> None:
    lines = funnel([told("01-10", "a", "b"), told("03-10", "a", changes=True)], [Ended("a"), Ended("b"), Ended("c")])
    assert [(line.accused, stages(line)) for line in lines] == [("a", {"N0", "N1"}), ("b", {"N0"})]


def test_l12_another_victims_retraction_about_somebody_else() -> None:
    lines = funnel([told("01-10", "a"), told("03-10", "b", changes=True, victim="w")], [Ended("a", None, day("05-01"))])
    assert [stages(line) for line in lines] == [{"N0", "N4"}]


def test_l13_a_conviction_that_is_set_aside_is_no_acquittal() -> None:
    (line,) = funnel([told("01-10", "a", changes=True)], [Ended("a")])
    assert "N4" not in stages(line)


def test_a_measure_on_the_day_of_the_retraction_counts_and_one_on_another_day_does_not() -> None:
    before = told("01-10", "a", protected=True)
    changed = told("03-10", "a", changes=True, protected=True)
    assert "N6" in stages(funnel([changed], [Ended("a")])[0])
    assert "N6" not in stages(funnel([before, changed._replace(protected=False)], [Ended("a")])[0])


DAYS = st.integers(0, 30)
TOLD = st.builds(
    Told, st.just("v"), st.sampled_from([frozenset("a"), frozenset("ab")]), DAYS, st.booleans(), st.booleans()
)


@given(st.lists(TOLD, max_size=5), st.none() | DAYS, st.none() | DAYS)
def test_later_stages_are_parts_of_earlier_ones(
    statements: list[Told], bailed: int | None, acquitted: int | None
) -> None:
    lines = funnel(statements, [Ended("a", bailed, acquitted)])
    assert len(lines) == (1 if statements else 0)
    for line in lines:
        found = stages(line)
        assert "N3" not in found or {"N1", "N2"} <= found
        assert "N5" not in found or {"N1", "N4"} <= found
        assert "N6" not in found or "N1" in found
        assert (line.days is not None) == ("N5" in found)
