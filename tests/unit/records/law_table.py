"""Renders ``docs/law.md`` from the code: rules, steps, legal bases, dated versions, and the review of 34 encoded rules.

Run as a module to write the document.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

from services.access.purpose import LEGAL_BASES
from services.records.provisions import MARKS, VERSIONS
from services.records.ruling import RULES
from services.records.transitions import STEPS
from tests.shared import ROOT

DOCUMENT: Final = ROOT / "docs" / "law.md"
HEAD: Final = """# The law as it is encoded

Made from the code by `python -m tests.unit.records.law_table`; a test holds the two equal, and that each test named
here exists. Marks: **V** read in the statute's text · **V2** read in a secondary source · **K** common knowledge ·
**P** policy of this project, no law says it · **check** to be compared with the Act. All but V go to counsel before
production. Sections are of the CrPC 1898 unless named otherwise.
"""
RULE_TEST: Final = "tests/unit/records/test_rules.py::test_speaks"
ABSENT_TEST: Final = "tests/unit/records/test_rules.py::TestAbsence::test_the_owner_alone_is_told"
STEP_TEST: Final = "tests/unit/records/test_standing_everywhere.py::test_one_paper_more"
BASIS_TEST: Final = "tests/unit/access/test_vocabulary.py::test_the_document_shows_every_basis_with_its_mark"
CAP_TEST: Final = "tests/unit/access/test_mutants.py::test_every_policy_and_conjunct_is_held_by_a_case_of_the_table"
WORD: Final = "tests/unit/records/test_whose_word.py"
LAWS: Final = "tests/unit/records/test_standing.py::test_each_case_of_law"
RULES_TEST: Final = "tests/unit/records/test_rules.py"
STORE: Final = "tests/unit/records_store/test_protect.py"
JUVENILE: Final = "tests/unit/records/test_juvenile.py"


class Reviewed(NamedTuple):
    """One row of the review. ``test``: what holds it where it is right; else ``why`` not."""

    rule: str
    test: str = ""
    why: str = ""


REVIEW: Final[tuple[Reviewed, ...]] = (
    Reviewed(
        "only a court's record makes a finding",
        f"{WORD}::TestReportedConviction::test_police_report_and_make_no_finding",
        "the jail's certificate beside it (s. 511 (K)), and an extract once confirmed",
    ),
    Reviewed(
        "PTPA 2018 is V as passed, amended since",
        "tests/unit/records/test_provisions.py::test_the_versions_that_may_have_been_in_force",
        "the texts of 2021/22 and 2025 are not at hand: several versions stand as possible",
    ),
    Reviewed("withdrawal after a charge acquits, also after absence or stopping", LAWS),
    Reviewed("release under s. 63 before cognizance is not favourable", LAWS),
    Reviewed(
        "an end in favour hides no later warrant",
        f"{STORE}::TestWarrants::test_a_warrant_issued_by_that_day_goes_one_issued_later_stays",
    ),
    Reviewed("a composition keeps its standing; PTPA and POSM flagged", f"{RULES_TEST}::test_speaks"),
    Reviewed(
        "an appeal dismissed is final at its level only",
        f"{WORD}::TestFinality::test_a_dismissal_is_final_at_its_level_only",
    ),
    Reviewed("an accepted untraced report clears nobody", LAWS),
    Reviewed("a private complaint is no FIR", f"{WORD}::TestPoliceStep::test_a_private_complaint_is_no_fir"),
    Reviewed(
        "abatement of a convict's appeal", why="courts differ (s. 431, K): kept as it was, marked unproven, counsel"
    ),
    Reviewed("249-A and 265-K acquit, 249 and discharge do not", LAWS),
    Reviewed("a suspended sentence is still a conviction", LAWS),
    Reviewed(
        "diversion is no finding, and protects without a birth",
        f"{STORE}::TestAge::test_diverted_he_was_a_child_whatever_births_say",
    ),
    Reviewed(
        "after an acquittal nothing convicts but a court seized again",
        "tests/unit/records/test_standing_machine.py::"
        "test_no_way_leads_back_to_an_offence_but_through_a_court_seized_again",
    ),
    Reviewed("challan 14 and 3 days, also where none came", ABSENT_TEST),
    Reviewed("ZARRA told within two hours, also where never", ABSENT_TEST, "the section number stays to be confirmed"),
    Reviewed(
        "a missing child needs a FIR, but of an agency with a book",
        f"{RULES_TEST}::test_is_silent",
        "Sindh's four hours (Act XI of 2021) are not a rule yet: no field says when the FIR came",
    ),
    Reviewed(
        "registering a cross-border FIR is never investigating; POSM at a station flagged",
        f"{RULES_TEST}::test_is_silent",
    ),
    Reviewed("police remand is summed over agencies; ATA apart", f"{RULES_TEST}::test_speaks"),
    Reviewed(
        "a second paper of one arrest raises nothing",
        f"{RULES_TEST}::test_is_silent",
        "preventive detention (Art. 10(3)) has no record kind here, so no exception",
    ),
    Reviewed("no woman in police custody but for qatl or dacoity", f"{RULES_TEST}::test_speaks"),
    Reviewed(
        "a juvenile's investigator is not below sub-inspector",
        f"{RULES_TEST}::test_speaks",
        "supervision by SP or SDPO and the probation officer's help (K) have no field",
    ),
    Reviewed(
        "a range that straddles 18 is protected, turning 18 lifts nothing", f"{JUVENILE}::test_turning_18_lifts_nothing"
    ),
    Reviewed(
        "a court's finding of age decides for its case", f"{JUVENILE}::TestFound::test_the_courts_finding_decides"
    ),
    Reviewed(
        "no birth anywhere is not adult: age never recorded",
        f"{RULES_TEST}::TestAbsence::test_a_history_shows_them_to_the_owner_and_not_to_others",
    ),
    Reviewed(
        "a birth stated elsewhere protects him as accused",
        why="measured by the store's own tests; which births count for whom is AUTHORITY 2's, in the store",
    ),
    Reviewed("probation and fine end a juvenile's case", f"{JUVENILE}::TestDone::test_what_ends_a_juveniles_case"),
    Reviewed(
        "juveniles hidden from other police: policy beside JJSA s. 13", CAP_TEST, "the table of caps above says so"
    ),
    Reviewed("victims hidden: policy beside PTPA s. 10", CAP_TEST, "the table of caps above says so"),
    Reviewed(
        "Anti-Rape Act ss. 24, 26",
        why="no push to that register exists: no PTPA offence stands in its Schedules, the receiver is the National"
        " Police Bureau; the basis serves upkeep and trial alone",
    ),
    Reviewed(
        "narcotics, cybercrime and customs investigate",
        why="they are kinds of agency with investigators; rows 6, 7, 15 and 20 of the table of access name POLICE and"
        " FIA alone still",
    ),
    Reviewed("IFTA: a list of who may apply", why="the gate says 'not FIA' still: FMU passes it"),
    Reviewed(
        "s. 94 orders for bank data: Sessions or High Court alone",
        why="a call names no court for its second basis yet: the officer and oversight answer for it",
    ),
    Reviewed(
        "witness protection Acts",
        why="unproven: the capital's text at hand is a Bill, Acts of KP and Balochistan were not read; mark K",
    ),
)
POLICY_CAPS: Final = (
    (
        "r23",
        "PTPA s. 10(2): the Government may, as prescribed, limit disclosure (V)",
        "P: that other police do not see victims",
    ),
    (
        "r24, r25",
        "JJSA ss. 9, 13, 19: no disclosure to the public or in media (V2 heading, K)",
        "P: that other police do not see juveniles",
    ),
    ("r30", "presumption of innocence; CrPC s. 403 (K)", "P: that what ended in favour is hidden"),
)


def _table(heads: str, rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    names = heads.split("|")
    yield f"| {' | '.join(names)} |"
    yield f"|{'---|' * len(names)}"
    yield from (f"| {' | '.join(row)} |" for row in rows)


def _marked(text: str) -> tuple[str, str]:
    known = MARKS[text]
    return known.mark, known.source or "-"


def _span(ends: tuple[str, str]) -> str:
    first, last = ends
    if not first:
        return "-"
    return first if first == last else f"{first} to {last or 'not known'}"


def document() -> str:
    """The whole text."""
    parts = [HEAD, "## Rules\n"]
    parts += _table(
        "rule|says|section|mark|source|test",
        (
            (
                f"`{r.id}`",
                r.effect.lower(),
                r.source,
                *_marked(r.source),
                f"`{ABSENT_TEST if r.scope == 'OWNER' else RULE_TEST}`",
            )
            for r in RULES
        ),
    )
    parts.append("\n## Steps of a case\n")
    parts += _table(
        "event|leads to|section|mark|source|test",
        ((s.event, s.target, s.statute, *_marked(s.statute), f"`{STEP_TEST}`") for s in STEPS),
    )
    parts.append("\n## Legal bases\n")
    parts += _table(
        "basis|statute|mark|test",
        ((f"`{n.lower()}`", b.statute, b.mark, f"`{BASIS_TEST}`") for n, b in LEGAL_BASES.items()),
    )
    parts.append("\n## Caps: what the law says, and what is this project's policy\n")
    parts += _table("rows|law|beside it|test", ((*row, f"`{CAP_TEST}`") for row in POLICY_CAPS))
    parts.append("\n## Laws that changed\n\nWhere two may have been in force both are shown.\n")
    parts += _table(
        "version|law|from|until|mark|source",
        ((f"`{v.id}`", v.law, _span(v.since), _span(v.until), v.known.mark, v.known.source or "-") for v in VERSIONS),
    )
    parts.append("\n## The review of 34 encoded rules\n")
    parts += _table(
        "row|rule|held by|where not, why",
        ((str(n), r.rule, f"`{r.test}`" if r.test else "-", r.why or "-") for n, r in enumerate(REVIEW, 1)),
    )
    return "\n".join(parts) + "\n"


def named_tests() -> set[str]:
    """Every test that the document names."""
    return {RULE_TEST, ABSENT_TEST, STEP_TEST, BASIS_TEST, CAP_TEST} | {row.test for row in REVIEW if row.test}


if __name__ == "__main__":
    DOCUMENT.write_text(document(), "utf-8")
