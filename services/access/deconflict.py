"""When the desks of two agencies that watch one person may be put in touch: this project's policy (P), no law says it.

Consent is a word of each watch; what stands here bars it all the same. Whatever bars is silent, so that silence says
nothing. Pure.
"""

from __future__ import annotations

from typing import Final

from services.access.caller import Caller
from services.access.decision import RecordClass, may_be_hit
from services.access.purpose import INVESTIGATING
from services.vocabulary.access import LegalBasis, Purpose
from services.vocabulary.records import HandlingCode

OPEN_BASES: Final = frozenset({LegalBasis.CRPC_CASE, LegalBasis.TIP_SOM})
"""Laws of a case that is registered and known to its accused: no warrant, financial intelligence or foreign request."""
SECRET: Final = 3
"""Clearance of records that few of the owner's own officers may see, as of an enquiry against officers."""


def may_consent(caller: Caller) -> bool:
    """Whether an officer may offer their agency's desk: who investigates a registered case, under no secret law."""
    return (
        caller.agency_kind in INVESTIGATING
        and caller.purpose == Purpose.INVESTIGATE_CASE
        and caller.legal_basis in OPEN_BASES
        and not caller.second_basis
    )


def keeps_silent(klass: RecordClass) -> bool:
    """Whether one record of this class, whoever holds it and sees it, keeps everybody silent about its person.

    One that protects somebody, that a court or its agency closed, or that its owner tells nobody of.
    """
    protects = not may_be_hit(klass) or klass.pseudonym
    return protects or klass.str_derived or klass.handling == HandlingCode.ORCON or klass.clearance >= SECRET
