"""Rows 4-40 of the decision table (``docs/vocabulary.md``) in plain Python, one entry a row, not read off policies."""

from __future__ import annotations

from collections.abc import Callable

from services.access.decision import Level
from services.access.purpose import CASE_RECORD, QUERY_CLASSES
from services.access.reference_look import Look

I, S, D_, D = Level.INVISIBLE, Level.HIT, Level.ACTION, Level.DISCLOSED  # noqa: E741
INVESTIGATORS = ("POLICE", "FIA", "NARCOTICS", "CYBERCRIME", "CUSTOMS")
UNTOUCHED = ("INVESTIGATE_CASE", "TRIAL", "SUBJECT_ACCESS")


def row8(x: Look) -> bool:
    """Warrants, lists, custody, pending charges."""
    pending = x.at.kind == "CHARGE" and x.at.standing == "ACCUSATION"
    wanted = x.at.kind in ("LIST_ENTRY", "PROCLAMATION", "CUSTODY_EVENT")
    return x.who("CUSTODY", "POLICE", "FIA", "PRISON") and (wanted or pending)


def row10(x: Look) -> bool:
    """The accused's cases, convictions, bail."""
    kinds = ("CASE_FILE", "PARTY", "CHARGE", "COURT_EVENT", "SENTENCE", "BAIL")
    return x.who("TRIAL", "COURT", "PROSECUTION") and x.rel.of_case_accused and x.at.kind in kinds


def row12(x: Look) -> bool:
    """Convictions and conditions of own charge."""
    found = x.at.kind in ("CHARGE", "COURT_EVENT") and x.at.standing == "FINDING"
    ordered = x.at.kind in ("SENTENCE", "COMPENSATION_ORDER", "CUSTODY_EVENT")
    return x.who("SUPERVISE_OFFENDER", "PRISON", "PROBATION") and x.rel.of_case_accused and (found or ordered)


def row20(x: Look) -> bool:
    """The juvenile of the cited case: to court and probation the other cases too, to the investigating officer not."""
    trying = x.who("JUVENILE_JUSTICE", "COURT", "PROBATION") and (x.rel.in_cited_case or x.rel.of_case_accused)
    looking = x.who("JUVENILE_JUSTICE", *INVESTIGATORS) and x.of.assigned and x.rel.in_cited_case
    return (trying or looking) and x.two and x.at.juvenile not in ("NO", "UNKNOWN") and x.offender


def row15a(x: Look) -> bool:
    """What an alert of the cited case rests on, to analysts with a second person."""
    analyst = x.of.purpose == "ANALYSE_NETWORK" and "ANALYST" in x.of.roles and x.of.clearance >= 2
    return analyst and x.two and x.rel.in_alert and x.at.kind in ("LINK", "BORDER_CROSSING")


def row16(x: Look) -> bool:
    """FMU analysing; the central authority for a foreign request."""
    who = x.who("ANALYSE_NETWORK", "FMU") or x.who("FOREIGN_ASSISTANCE", "CENTRAL_AUTHORITY")
    return who and x.offender


def note(x: Look) -> bool:
    """A note of misused identity beside what else is shown of its holder."""
    fit = not (x.protected or x.oversight) and (x.of.purpose != "JUVENILE_JUSTICE" or x.two)
    return x.at.kind == "MISUSED_IDENTITY" and x.rel.travels and fit


Row = Callable[[Look], bool]

GRANTS: dict[str, tuple[Level, Row]] = {
    "4": (D, lambda x: x.own),
    "5": (D, lambda x: x.of.purpose == "INVESTIGATE_CASE" and x.at.owner == x.of.agency and x.at.kind in CASE_RECORD),
    "6": (D, lambda x: x.who("INVESTIGATE_CASE", *INVESTIGATORS) and x.at.kind in CASE_RECORD),
    "7": (S, lambda x: x.who("PRELIMINARY_ENQUIRY", *INVESTIGATORS) and x.at.kind in CASE_RECORD),
    "8": (D, row8),
    "9": (
        D_,
        lambda x: x.who("CHECKPOINT", "BORDER", "CUSTOMS", "POLICE") and x.at.kind in ("LIST_ENTRY", "PROCLAMATION"),
    ),
    "10": (D, row10),
    "11": (
        D,
        lambda x: (
            x.who("TRIAL", "COURT", "PROSECUTION")
            and x.rel.in_cited_case
            and x.of.assigned
            and (x.protected or x.at.kind == "STATEMENT")
        ),
    ),
    "12": (D, row12),
    "13": (
        D,
        lambda x: (
            x.of.purpose == "ANALYSE_NETWORK"
            and "ANALYST" in x.of.roles
            and x.of.clearance >= 2
            and x.at.kind in CASE_RECORD
        ),
    ),
    "14": (D, lambda x: x.at.kind == "LINK" and x.of.query_class == "COMMS_MONEY" and x.of.clearance >= 2),
    "15": (
        D,
        lambda x: (
            (x.who("INVESTIGATE_CASE", *INVESTIGATORS) or x.who("ANALYSE_NETWORK", *INVESTIGATORS))
            and x.rel.of_case_accused
            and x.at.kind == "BORDER_CROSSING"
        ),
    ),
    "15a": (S, row15a),
    "16": (S, row16),
    "17": (D, lambda x: x.who("PROTECT_VICTIM", "CHILD_PROTECTION") and x.rel.referred and x.protected),
    "18": (D_, lambda x: x.who("PROTECT_VICTIM", "CHILD_PROTECTION") and x.at.danger and x.offender),
    "19": (
        D,
        lambda x: x.who("FIND_MISSING_CHILD", "POLICE", "BORDER", "CUSTOMS", "CHILD_PROTECTION") and x.at.missing_child,
    ),
    "20": (D, row20),
    "21": (
        D,
        lambda x: x.who("OVERSIGHT", "OVERSIGHT") and (x.at.kind == "AUDIT_ENTRY" or (x.rel.complained and x.two)),
    ),
    "22": (
        D,
        lambda x: (
            x.of.purpose == "SUBJECT_ACCESS"
            and x.at.owner == x.of.agency
            and x.rel.own_record
            and x.at.standing in ("FINDING", "ACCUSATION")
        ),
    ),
    "note": (D, note),
    "37": (D, lambda x: x.rel.released),
}


def cap23(x: Look) -> bool:
    """Cap on whom a record names as victim, witness or complainant (decision table row 23)."""
    alert = x.of.purpose == "CHECKPOINT" and x.at.list_type == "CHILD_ALERT"
    trial = x.of.purpose == "TRIAL" and x.rel.in_cited_case
    missing = x.of.purpose == "FIND_MISSING_CHILD" and x.at.missing_child
    spared = alert or trial or missing or x.of.purpose == "PROTECT_VICTIM"
    return x.protected and not (spared or x.own or x.oversight)


def cap23b(x: Look) -> bool:
    """A note of misused identity by who has no say in it, but to its writer and beside the writer's own records."""
    return x.at.misuse_claimed and not (x.at.owner == x.of.agency or x.rel.beside_own or x.oversight)


def cap24(x: Look) -> bool:
    """Juvenile at the act, or possibly."""
    court = x.of.purpose == "TRIAL" and x.rel.in_cited_case
    return x.at.juvenile in ("YES", "POSSIBLE") and not (
        x.of.purpose == "JUVENILE_JUSTICE" or court or x.own or x.oversight
    )


def cap24a(x: Look) -> bool:
    """An entry at a checkpoint, of somebody whose age was never recorded."""
    entry = x.at.kind in ("LIST_ENTRY", "PROCLAMATION")
    return x.at.juvenile == "UNKNOWN" and x.of.purpose == "CHECKPOINT" and entry and not x.own


def graph(x: Look) -> bool:
    """A question to the graph."""
    return x.of.query_class in ("NETWORK", "COMMS_MONEY")


def cap24b(x: Look) -> bool:
    """Accused of whom no age was ever recorded."""
    pictured = graph(x) or x.of.purpose == "ANALYSE_NETWORK"
    accused = x.at.role in ("SUSPECT", "ACCUSED") or x.at.standing != ""
    return x.at.juvenile == "UNKNOWN" and accused and pictured and not (x.own or x.rel.released)


def cap25(x: Look) -> bool:
    """Diverted, or sentence done."""
    trying = x.who("JUVENILE_JUSTICE", "COURT", "PROBATION")
    return x.at.juvenile == "DONE" and not (trying or x.own or x.oversight)


def cap26(x: Look) -> bool:
    """Sealed by a court."""
    return x.at.sealed and not ((x.named and x.two) or (x.own and not x.at.from_owner_too))


def cap26_own(x: Look) -> bool:
    """Sealed by its own agency."""
    case = x.of.purpose == "TRIAL" and x.rel.in_cited_case
    return x.at.own_sealed and not (
        (x.named and x.two) or case or x.own or x.oversight or x.of.purpose == "SUBJECT_ACCESS"
    )


def cap27(x: Look) -> bool:
    """A protected person's identity and place."""
    unit = ("PROTECTION_UNIT" in x.of.roles or x.named) and x.two
    return x.at.protected_person and not (unit or x.own)


def part(x: Look) -> bool:
    """A part in the case in which a stranger accuses somebody."""
    return x.rel.has_part or x.at.stranger_to == x.of.agency


def written(x: Look) -> bool:
    """Any officer of its writer, oversight, and the owner's release: who see an accusation as it was written."""
    return x.at.owner == x.of.agency or x.oversight or x.rel.released


def stays(x: Look) -> bool:
    """What a protecting body's word leaves standing as an action: proclamations, lists but for watch and black ones."""
    listed = x.at.has_authority and x.at.list_type not in ("WATCH", "BLACKLIST")
    return x.at.interim and (x.at.kind == "PROCLAMATION" or listed)


def cap29(x: Look) -> bool:
    """Statement of whom the law protects."""
    guarded = x.at.kind == "STATEMENT" and (x.protected or x.at.protected_person)
    return guarded and not (x.of.purpose == "TRIAL" or x.own or x.oversight)


def cap32(x: Look) -> bool:
    """Expired, cancelled or without authority."""
    unfounded = x.at.kind == "LIST_ENTRY" and not x.at.has_authority
    return x.of.query_class == "CHECKPOINT" and (unfounded or not x.rel.list_in_force)


def cap33(x: Look) -> bool:
    """Derived from a suspicious transaction report."""
    holder = x.of.agency_kind == "FMU" or x.of.agency in x.at.releasable_to
    return x.at.str_derived and not (holder and x.of.clearance >= 3)


def glass(x: Look) -> bool:
    """Broken glass, which never reaches juvenile, victim or witness."""
    return x.of.break_glass and x.at.juvenile in ("NO", "UNKNOWN") and not x.protected


def cap36(x: Look) -> bool:
    """Not named in the owner's terms."""
    return x.of.agency not in x.at.releasable_to and not (x.own or x.oversight)


def cap39(x: Look) -> bool:
    """The registry, or a foreign request that does not come through the central authority."""
    foreign = x.of.purpose == "FOREIGN_ASSISTANCE" and x.of.agency_kind != "CENTRAL_AUTHORITY"
    criminal = x.at.kind in CASE_RECORD - {"MISUSED_IDENTITY"}
    return criminal and (foreign or x.of.agency_kind == "IDENTITY_REGISTRY")


def cited_link(x: Look) -> bool:
    """A row of a feed on which an alert of the cited case rests, and a second person."""
    return x.at.kind == "LINK" and x.rel.in_alert and x.two


CAPS: tuple[tuple[str, str, Level, Row], ...] = (
    ("23", "protected-role", I, cap23),
    ("23a", "contradicted", S, lambda x: x.at.contradicted and part(x) and not written(x)),
    ("23b", "misuse-claimed", D_, cap23b),
    ("24", "juvenile", I, lambda x: cap24(x) and x.of.purpose != "CHECKPOINT"),
    ("24", "juvenile", D_, lambda x: cap24(x) and x.of.purpose == "CHECKPOINT"),
    ("24a", "age-unknown", D_, cap24a),
    ("24b", "age-unknown", S, cap24b),
    ("25", "juvenile-done", I, cap25),
    ("26", "sealed", I, cap26),
    ("26", "sealed", I, cap26_own),
    ("27", "protected-person", I, lambda x: cap27(x) and not stays(x)),
    ("27", "protected-person", D_, lambda x: cap27(x) and stays(x)),
    ("29", "statement", I, cap29),
    ("30", "favourable", I, lambda x: x.at.favourable and not (x.of.purpose in UNTOUCHED or x.own or x.oversight)),
    ("31", "untested", S, lambda x: (x.at.enquiry_only or x.at.weak_grade) and not x.spared),
    ("31a", "stranger", S, lambda x: x.at.stranger_to != "" and not (part(x) or written(x))),
    ("32", "not-in-force", I, cap32),
    ("33", "str", I, cap33),
    ("34", "out-of-scope", I, lambda x: x.at.feed in ("CONTENT", "TRAVEL") and not x.rel.in_scope),
    ("34", "out-of-scope", S, lambda x: x.at.feed in ("CDR", "MONEY") and not x.rel.in_scope),
    (
        "35",
        "clearance",
        S,
        lambda x: x.of.clearance < x.at.clearance and not (x.protected or glass(x) or x.spared),
    ),
    ("36", "handling", S, lambda x: x.at.handling == "H3" and cap36(x) and not (glass(x) or x.rel.released)),
    ("36", "originator", I, lambda x: x.at.handling == "ORCON" and cap36(x)),
    ("39", "direct-query", I, cap39),
    ("40", "expunged", I, lambda x: x.at.expunged),
    ("1", "not-asked", I, lambda x: x.at.kind not in QUERY_CLASSES[x.of.query_class] and not cited_link(x)),
    ("1", "not-asked", S, lambda x: x.at.kind not in QUERY_CLASSES[x.of.query_class] and cited_link(x)),
)
