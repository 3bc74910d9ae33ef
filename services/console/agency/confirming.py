"""A second officer's confirmation of a passkey: the act that they touch for, and what the issuer's token of it proves.

The token names who touched, for which officer, and the digest of the very row. The issuer keeps it in its journal. Its
method is none of the protocol, so that it approves no call.
"""

from __future__ import annotations

from typing import Final

from services.access.approver import Act, read_approval
from services.access.details import Details
from services.access.jws import BadJws
from services.client.profile import Profile
from services.client.registries import held
from services.console.agency.enrolment import MadePasskey

METHOD: Final = "/rabta.console.Enrolment/Confirm"


def act_to_confirm(made: MadePasskey, details: Details) -> Act:
    """What a second officer approves, for the reason that they stated."""
    return Act(METHOD, made.officer, made.digest, details.digest)


def confirmed(made: MadePasskey, profile: Profile, now_ms: int) -> bool:
    """Whether the agency's issuer says that the named second officer touched for this row."""
    if not made.token:
        return False
    try:
        claims, act = read_approval(made.token, held(profile).current(), now_ms)
    except BadJws:
        return False
    same = (act.method, act.officer, act.body_sha256) == (METHOD, made.officer, made.digest)
    return same and (claims.issuer, claims.officer) == (profile.agency, made.second)
