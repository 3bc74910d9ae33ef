"""Referrals over a real socket: three bodies of child protection, of which two give shelter, and how each is asked."""

from __future__ import annotations

import itertools
from typing import Any

from google.protobuf.message import Message
from rabta.referral.v1 import referral_pb2 as referral
from rabta.referral.v1 import referral_service_pb2 as pb

from services.membership.spec import AgencySpec
from services.signing.keyfile import replace_private
from tests.e2e.attacks.judging import Seen, answered, put
from tests.e2e.people import FIA_CASE, PROTECTOR, Officer
from tests.e2e.world import World

REFERRALS = "/rabta.referral.v1.ReferralService/"
FIRST, SECOND = "pk.lahore-shelter", "pk.punjab-shelter"
BODIES = [AgencySpec(each, "CHILD_PROTECTION", f"Agency {each}", ("PK",), clearance=2) for each in (FIRST, SECOND)]
FIRST_DESK = Officer(FIRST, "ls-1", ("PROTECTION_OFFICER",), 2, PROTECTOR.why)
SECOND_DESK = Officer(SECOND, "ps-1", ("PROTECTION_OFFICER",), 2, PROTECTOR.why)
DUTIES = "".join(
    f'[[bearer]]\nbody = "{body}"\nprovince = "PB"\ndistrict = "Lahore"\nhelp = ["SHELTER"]\n'
    'women = true\nfrom = 2020-01-01\nmark = "V2"\n'
    for body in (FIRST, SECOND)
)
_NUMBERS = itertools.count(1)


def list_bearers(world: World) -> None:
    """Both shelters in the list of duty bearers of the hub's node, which does not run yet."""
    replace_private(world.files.hub.folder / "duty_bearers.toml", DUTIES.encode())


def send(world: World, officer: Officer, request: Message, **how: Any) -> Seen:
    """One call of the service, by the name of its request."""
    method = REFERRALS + request.DESCRIPTOR.name.removesuffix("Request")
    return put(world, world.asking(officer, method, request.SerializeToString(deterministic=True), **how))


def referring_to_shelter(**more: Any) -> pb.SendReferralRequest:
    """An adult of FIA's case who wants a shelter, another one each time."""
    number = next(_NUMBERS)
    consent = referral.ReferralConsent(
        by=referral.CONSENT_BY_SELF, help=[referral.HELP_KIND_SHELTER], recipients=[FIRST, SECOND],
        notes=[referral.NOTE_KIND_NEEDS], day="2026-05-20", language="ur",
    )  # fmt: skip
    said = {
        "request_id": f"referral-{number:06d}", "subject": f"p-{number}", "help": referral.HELP_KIND_SHELTER,
        "urgency": referral.REFERRAL_URGENCY_NOW, "province": "PB", "district": "Lahore",
        "cases": [referral.ReferredCase(type="FIR", key=FIA_CASE)], "child": referral.CHILD_ANSWER_NO,
        "consent": consent, "notes": [referral.ReferralNote(kind=referral.NOTE_KIND_NEEDS, text="A bed tonight.")],
        "interview": referral.Interview(rule=referral.INTERVIEW_RULE_THROUGH_DESK),
    }  # fmt: skip
    return pb.SendReferralRequest(**{**said, **more})


def referred(world: World, **more: Any) -> referral.Referral:
    """A referral that was taken."""
    seen = send(world, PROTECTOR, referring_to_shelter(**more))
    return pb.SendReferralResponse.FromString(answered(world, seen, leaves=2)).referral


def changing(id_: str, act: str, **more: Any) -> pb.ChangeReferralRequest:
    """One act."""
    return pb.ChangeReferralRequest(
        request_id=f"referral-{next(_NUMBERS):06d}", id=id_, act=f"REFERRAL_ACT_{act}", **more
    )


def listed(world: World, officer: Officer) -> dict[str, referral.Referral]:
    """The first page of an officer's list, by id."""
    page = pb.ListReferralsResponse.FromString(answered(world, send(world, officer, pb.ListReferralsRequest())))
    return {each.id: each for each in page.referrals}
