"""The review of 34 encoded rules: what each says, the test that holds it, and what a later part must still do."""

from __future__ import annotations

from typing import Final, NamedTuple

RULE_TEST: Final = "tests/unit/records/test_rules.py::test_speaks"
ABSENT_TEST: Final = "tests/unit/records/test_rules.py::TestAbsence::test_the_owner_alone_is_told"
STEP_TEST: Final = "tests/unit/records/test_standing_everywhere.py::test_one_paper_more"
BASIS_TEST: Final = "tests/unit/access/test_vocabulary.py::test_the_document_shows_every_basis_with_its_mark"
CAP_TEST: Final = "tests/unit/access/test_mutants.py::test_every_policy_and_conjunct_is_held_by_a_case_of_the_table"
WORD: Final = "tests/unit/records/test_whose_word.py"
LAWS: Final = "tests/unit/records/test_standing.py::test_each_case_of_law"
RULES_TEST: Final = "tests/unit/records/test_rules.py"
STORE: Final = "tests/unit/records/store/test_protect.py"
JUVENILE: Final = "tests/unit/records/test_juvenile.py"
ACCESS: Final = "tests/unit/access"
MARKED_CAP: Final = f"{ACCESS}/test_cap_law.py::test_people_read_it_beside_each_cap"
ORDERED: Final = "tests/unit/linkage/test_ordered.py::test_taken_only_where_the_table_says_so_of_the_listed_tier"
BANNER_TEST: Final = "tests/unit/records/test_banner_words.py::TestEach::test_is_told_with_what_it_rests_on"
VERSION_TEST: Final = "tests/unit/records/test_provisions.py::test_the_versions_that_may_have_been_in_force"
TEXTS: Final = "tests/unit/records/test_texts_in_force.py"


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
        f"{TEXTS}::test_both_texts_where_either_may_have_been_in_force",
        "the texts of 2021/22 and 2025 are not at hand: what they change is for the statutes",
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
        "abatement of a convict's appeal",
        "tests/unit/records/test_law_shown.py::test_abatement_says_that_courts_differ",
        "courts differ (s. 431, K): the finding stays as it was, said beside it, counsel",
    ),
    Reviewed("249-A and 265-K acquit, 249 and discharge do not", LAWS),
    Reviewed("a suspended sentence is still a conviction", LAWS),
    Reviewed(
        "diversion is no finding, and protects without a birth",
        f"{STORE}::TestAge::test_diverted_they_were_a_child_whatever_births_say",
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
        "a birth stated elsewhere protects them as accused",
        "tests/unit/records/store/test_protect_ages.py::TestAge::test_a_birth_in_a_victims_paper_of_another_case",
    ),
    Reviewed("probation and fine end a juvenile's case", f"{JUVENILE}::TestDone::test_what_ends_a_juveniles_case"),
    Reviewed(
        "juveniles hidden from other police: policy beside JJSA s. 13",
        f"{ACCESS}/test_cap_law.py::test_what_hides_victims_and_juveniles_from_other_agencies_is_policy_beside_the_section",
    ),
    Reviewed("victims hidden: policy beside PTPA s. 10", MARKED_CAP),
    Reviewed(
        "Anti-Rape Act ss. 24, 26",
        f"{ACCESS}/test_law_of_access.py::test_the_register_of_sex_offenders_is_upkeep_and_trial_alone",
        "the push itself comes with the statutes: no PTPA offence stands in the Schedules, the receiver is the National"
        " Police Bureau",
    ),
    Reviewed(
        "narcotics, cybercrime and customs investigate",
        f"{ACCESS}/test_law_of_access.py::TestEngines::test_whoever_investigates_by_statute_has_the_rows_of_investigators",
    ),
    Reviewed(
        "IFTA: a list of who may apply",
        f"{ACCESS}/test_law_of_access.py::TestEngines::test_the_warrant_is_for_those_whom_the_act_lists",
    ),
    Reviewed(
        "s. 94 orders for bank data: Sessions or High Court alone",
        ORDERED,
        "which of the two, by the offence (K), is for the officer and counsel",
    ),
    Reviewed(
        "witness protection Acts",
        f"{ACCESS}/test_law_of_access.py::test_the_witness_acts_that_were_not_read_are_marked",
        "unproven still: the capital's text at hand is a Bill, the provinces' Acts were not read; mark K",
    ),
)
