"""Whose word counts, said once more in plain ifs, row by row of the table in the documentation. Tests alone ask it.

Written apart from ``table.py``: where the two differ, one of them is wrong. Pure.
"""

from __future__ import annotations


def degree(fact: str, speaker: str) -> str:
    """How far the word of a speaker goes on a fact."""
    court = speaker in ("COURT", "SUPERIOR", "OTHER_COURT")
    custodian = court or speaker in ("PRISON", "CUSTODIAN")
    of_case = speaker in ("COURT", "OWNER")
    hides = ("FAVOURABLE_END", "DIVERSION", "TIE", "SEALING", "SEALING_EVERYWHERE", "PROTECTED_PERSON")
    if speaker == "BEFORE" and fact in (*hides, "AGE_STATEMENT", "AGE_CLAIM"):
        return "INTERIM"
    if fact == "COURT_STEP":
        if speaker == "COURT":
            return "DECIDES"
        return "CORROBORATES" if speaker == "PRISON" else "REPORTED"
    if fact in ("FAVOURABLE_END", "OPEN_END", "DIVERSION"):
        if speaker == "COURT":
            return "DECIDES"
        return "OWN_CASE" if speaker == "OWNER" else "CLAIM"
    if fact == "POLICE_STEP":
        return "OWN_CASE" if speaker == "OWNER" else "CLAIM"
    if fact in ("ACCUSATION", "PROTECTED_ROLE"):
        return "DECIDES" if of_case else "CLAIM"
    if fact in ("TIE", "REFERRAL"):
        return "DECIDES" if of_case else "NOTHING"
    if fact in ("SEALING", "EXPUNGEMENT", "LIFTING"):
        return "DECIDES" if speaker == "COURT" else "OWN"
    if fact == "SEALING_EVERYWHERE":
        return "DECIDES" if speaker == "SUPERIOR" else "OWN"
    if fact == "PROTECTED_PERSON":
        if court:
            return "DECIDES"
        return "INTERIM" if speaker in ("PROTECTOR", "CUSTODIAN") else "OWN"
    if fact == "AGE_FINDING":
        return "DECIDES" if speaker == "COURT" else "CLAIM"
    return _of_age_or_identity(fact, speaker, court=court, custodian=custodian)


def _of_age_or_identity(fact: str, speaker: str, *, court: bool, custodian: bool) -> str:
    if fact == "MISUSED_IDENTITY":
        return "DECIDES" if court or speaker in ("OWNER", "REGISTRY") else "CLAIM"
    if speaker == "OWNER":
        return "OWN_CASE"
    if fact == "AGE_DOCUMENT":
        return "DECIDES" if custodian or speaker == "REGISTRY" else "INTERIM"
    if fact == "AGE_STATEMENT":
        return "DECIDES" if custodian else "CLAIM"
    assert fact == "AGE_CLAIM"
    return "DECIDES" if custodian or speaker == "PROSECUTION" else "CLAIM"


def works(fact: str, speaker: str, *, own: bool, same_case: bool, same_number: bool) -> bool:
    """Whether it changes a record: the speaker's ``own``, one of the ``same_case``, or of the ``same_number``."""
    how = degree(fact, speaker)
    if how == "NOTHING":
        return False
    if own:
        return True
    if how in ("OWN", "REPORTED", "CLAIM", "CORROBORATES"):
        return False
    if same_case:
        return True
    if how == "OWN_CASE" or not same_number:
        return False
    in_case_only = ("SEALING", "AGE_FINDING", "AGE_CLAIM", "ACCUSATION", "PROTECTED_ROLE", "REFERRAL", "TIE", "LIFTING")
    steps = ("COURT_STEP", "FAVOURABLE_END", "OPEN_END", "DIVERSION", "POLICE_STEP")
    return fact not in in_case_only and fact not in steps


def counts(owner: str, writers: frozenset[str], by: str, target: str) -> bool:
    """Whether a day of the act told by an agency counts for records of ``target``; ``writers`` wrote in the case."""
    if owner and owner in writers:
        return by == owner
    return by == target


def moves(owner: str, by: str, target: str) -> bool:
    """Whether a step told by ``by`` moves where records of ``target`` say that a person stands."""
    if owner:
        return by == owner
    return by == target
