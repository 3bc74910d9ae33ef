"""Reads ``table.csv``: the decision table as test data.

Words of a call, each a fact that would otherwise be false or ordinary:
``second`` an equal second person (``=same`` the very officer, ``=spelt`` the same spelt
otherwise, ``=junior`` a subordinate, ``=distant`` one further down, ``=lower`` of lower clearance, ``=nobody`` nameless),
``glass``, ``cited`` the record is of the cited case, ``assigned``/``unassigned`` (assigned
where the purpose needs it), ``accused``, ``referred``, ``complained``, ``subject``,
``scope``, ``shown``, ``released``, ``lapsed``, ``kin``, ``suspended``, ``untrained``, ``unsigned``;
``role=A+B basis= besides= case=TYPE:KEY state= cl= ask=PERMISSION``.

Words of a record: kind first; ``mine`` (owner is the caller's agency), ``role= standing=
juvenile= handling= feed= list= clearance= owner=``, ``names=`` whom the order names,
``terms=`` whom the owner's terms name, and the flags below.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any, cast

from services.access.caller import Approver, Caller, CaseFacts
from services.access.decision import Level, RecordClass, Relation
from services.access.purpose import CASE_RECORD, PURPOSES, QUERY_CLASSES, RECORD_KINDS
from services.vocabulary.access import CaseState, Permission
from tests.fakes.world.callers import officer

NOW_MS = 1_750_000_000_000
ME, OTHER = "pk.me", "pk.other"
KINDS = {
    "RECORD*": RECORD_KINDS,
    "CASE*": CASE_RECORD,
    "ANTECEDENT*": QUERY_CLASSES["ANTECEDENTS"],
    "CRIMINAL*": CASE_RECORD - {"MISUSED_IDENTITY"},
}
# What an officer of that purpose ordinarily cites and is: basis, reference, role.
ORDINARY = {
    "INVESTIGATE_CASE": ("CRPC_CASE", "FIR:PB/LAHORE/ICHHRA/512/2024", "INVESTIGATOR"),
    "PRELIMINARY_ENQUIRY": ("CRPC_PROCESS", "ENQUIRY:LHR/31/2024", "INVESTIGATOR"),
    "ANALYSE_NETWORK": ("TIP_SOM", "OPERATION:SAHIL 3", "ANALYST"),
    "CHECKPOINT": ("EXIT_CONTROL", "MOVEMENT:POST 7", "CHECKPOINT_OFFICER"),
    "CUSTODY": ("CRPC_CUSTODY", "ARREST:77/2024", "CUSTODY_OFFICER"),
    "TRIAL": ("TRIAL_ANTECEDENTS", "COURT_CASE:SC/LHR/9/2024", "JUDGE"),
    "SUPERVISE_OFFENDER": ("PRISON_PROBATION", "ORDER:12/2024", "PROBATION_OFFICER"),
    "JUVENILE_JUSTICE": ("JJSA", "COURT_CASE:JC/LHR/2/2024", "INVESTIGATOR"),
    "PROTECT_VICTIM": ("VICTIM_WITNESS", "REFERRAL:5/2024", "PROTECTION_OFFICER"),
    "FIND_MISSING_CHILD": ("ZAINAB", "MISSING_CHILD:6/2024", "PROTECTION_OFFICER"),
    "FOREIGN_ASSISTANCE": ("MLA_2020", "MLA:UK/1/2024", "CENTRAL_AUTHORITY"),
    "RECORD_UPKEEP": ("DATA_OVERSIGHT", "RECORD:AGENCIES/PK.ME/RECORDS/1", "RECORD_OFFICER"),
    "OVERSIGHT": ("DATA_OVERSIGHT", "REVIEW:4/2025", "OVERSIGHT"),
    "STATISTICS": ("DATA_OVERSIGHT", "RELEASE_PLAN:1", "STATISTICIAN"),
    "SUBJECT_ACCESS": ("DATA_OVERSIGHT", "APPLICATION:8/2025", "SUBJECT_ACCESS"),
}
RELATIONS = {
    "cited": "in_cited_case",
    "accused": "of_case_accused",
    "referred": "referred",
    "complained": "complained",
    "subject": "own_record",
    "scope": "in_scope",
    "alert": "in_alert",
    "shown": "travels",
    "besideown": "beside_own",
    "haspart": "has_part",
    "released": "released",
}
APPROVERS = {
    "": Approver("me-2", 9, frozenset({"me-9"}), b"\x01" * 32),
    "same": Approver("me-1", 9, frozenset({"me-9"}), b"\x01" * 32),
    "spelt": Approver(" ME-１ ", 9, frozenset({"me-9"}), b"\x01" * 32),
    "junior": Approver("me-3", 9, frozenset({"me-1"}), b"\x01" * 32),
    "distant": Approver("me-3", 9, frozenset({"me-5", "me-1", "me-9"}), b"\x01" * 32),
    "lower": Approver("me-4", 0, frozenset({"me-9"}), b"\x01" * 32),
    "nobody": Approver("", 9, frozenset(), b"\x01" * 32),
}
FLAGS = {
    "sealed": "sealed",
    "ownsealed": "own_sealed",
    "fromowner": "from_owner_too",
    "interim": "interim",
    "protected": "protected_person",
    "pseudonym": "pseudonym",
    "contradicted": "contradicted",
    "misuse": "misuse_claimed",
    "favourable": "favourable",
    "enquiry": "enquiry_only",
    "weak": "weak_grade",
    "str": "str_derived",
    "authority": "has_authority",
    "danger": "danger",
    "missing": "missing_child",
    "expunged": "expunged",
}
TEXTS = {
    "role": "role",
    "standing": "standing",
    "juvenile": "juvenile",
    "handling": "handling",
    "feed": "feed",
    "list": "list_type",
    "stranger": "stranger_to",
    "owner": "owner",
}
NAMED = {"me": f"{ME}/me-1", "us": ME, "another": f"{ME}/me-2", "other-agency": OTHER}
LEVELS = {"I": Level.INVISIBLE, "S": Level.HIT, "D*": Level.ACTION, "D": Level.DISCLOSED}


@dataclass(frozen=True, slots=True)
class Row:
    """One case: a call, a record or a permission, and what must come of it."""

    text: str
    row: str
    caller: Caller
    case: CaseFacts
    glass: bool
    kin: bool
    permission: Permission
    klass: RecordClass | None
    relation: Relation
    refusal: str
    level: Level
    pseudonym: bool
    cause: str


def rows() -> list[Row]:
    """Every case of the file, alternatives spelt out."""
    with Path(__file__).with_name("table.csv").open(encoding="utf-8", newline="") as file:
        lines = csv.DictReader(line for line in file if not line.startswith("#"))
        return [
            _row(line, *words)
            for line in lines
            for words in product(_each(line["who"]), _each(line["call"]), _each(line["record"]))
        ]


def call(who: str, words: str) -> tuple[Caller, CaseFacts, Relation, dict[str, str]]:
    """A call in the words of the table; some of them are no words of the vocabulary, which must open nothing."""
    kind, purpose, query_class = who.split()
    said = dict(word.partition("=")[::2] for word in _spoken(words))
    basis, case, role = ORDINARY[purpose]
    case_type, _, case_key = said.get("case", case).partition(":")
    clearance = int(said.get("cl", "1"))
    caller = officer(
        ME,
        kind,
        "me-1",
        NOW_MS,
        roles=frozenset(said.get("role", role).split("+")),
        clearance=clearance,
        trained_until_ms=NOW_MS if "untrained" in said else NOW_MS + 1,
        undertaking_signed="unsigned" not in said,
        suspended="suspended" in said,
        superiors=frozenset({"me-9"}),
        purpose=purpose,
        legal_basis=said.get("basis", basis),
        second_basis=said.get("besides", ""),
        query_class=query_class,
        case_type=case_type,
        case_key=case_key,
        approver=APPROVERS[said["second"]] if "second" in said else None,
    )
    assigned = "assigned" in said or (PURPOSES[purpose].own_case and "unassigned" not in said)
    relation = Relation(list_in_force="lapsed" not in said, **{name: word in said for word, name in RELATIONS.items()})
    state = said.get("state", CaseState.RESOLVED)
    return caller, CaseFacts(cast("CaseState", state), assigned), relation, said


def record(words: str) -> RecordClass:
    """A record class in the words of the table."""
    kind, *rest = words.split()
    said = dict(word.partition("=")[::2] for word in rest)
    unknown = said.keys() - FLAGS.keys() - TEXTS.keys() - {"mine", "names", "terms", "clearance"}
    assert not unknown, unknown
    given: dict[str, Any] = {"owner": ME if "mine" in said else OTHER}
    given |= {TEXTS[word]: value for word, value in said.items() if word in TEXTS}
    given |= {name: word in said for word, name in FLAGS.items()}
    return RecordClass(
        **given,
        kind=kind,
        spared=frozenset({NAMED[said["names"]]}) if "names" in said else frozenset(),
        releasable_to=frozenset({ME if said["terms"] == "me" else OTHER}) if "terms" in said else frozenset(),
        clearance=int(said.get("clearance", "0")),
    )


def _row(line: dict[str, str], who: str, words: str, about: str) -> Row:
    caller, case, relation, said = call(who, words)
    verdict, _, rest = line["result"].partition(" ")
    gate = verdict in ("admit", "refuse")
    return Row(
        text=f"{line['row']}: {who} | {words} | {about}",
        row=line["row"],
        caller=caller,
        case=case,
        glass="glass" in said,
        kin="kin" in said,
        permission=cast("Permission", said.get("ask", Permission.RECORD_READ)),
        klass=None if gate else record(about),
        relation=relation,
        refusal=rest if gate else "",
        level=Level.INVISIBLE if gate else LEVELS[verdict],
        pseudonym=rest == "alias",
        cause=line["cause"],
    )


def _spoken(words: str) -> Iterator[str]:
    """Words of a call; a space inside a case key is written as it is."""
    known = {*RELATIONS, "second", "glass", "kin", "suspended", "untrained", "unsigned", "assigned", "unassigned"}
    known |= {"lapsed", "role", "basis", "besides", "case", "state", "cl", "ask"}
    for word in words.split():
        assert word.partition("=")[0] in known, word
        yield word


def _each(words: str) -> Iterator[str]:
    """Every reading of ``a|b`` and of the kinds' short names."""
    choices = []
    for word in words.split():
        head, equals, tail = word.rpartition("=")
        options = [kind for option in tail.split("|") for kind in sorted(KINDS.get(option, {option}))]
        choices.append([f"{head}{equals}{option}" for option in options])
    return (" ".join(choice) for choice in product(*choices))
