"""A person is referred to those who help, from a form: what a file of `rabta referral send` says, in its order.

All of it goes by POST. What the consent does not cover the hub leaves out, and says so; without one that covers anybody
it keeps nothing (``docs/referral.md``).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final, TypeVar, cast

from rabta.referral.v1 import referral_pb2 as pb
from rabta.referral.v1 import referral_service_pb2 as service
from starlette.responses import Response

from services.client.reason import reading_class
from services.console.form import BadForm
from services.console.page import Page, PageRequest
from services.console.pages.compensation import PROTECTING
from services.console.pages.referrals import shown_one
from services.listing.part import enum_word
from services.vocabulary.referral import PROVINCES

if TYPE_CHECKING:
    from google.protobuf.internal.enum_type_wrapper import EnumTypeWrapper

PATH: Final = "/referrals/send"
CASES: Final = ("FIR", "COURT_CASE")
NUMBERED: Final = ("1", "2", "3", "4", "5")
"""Of the cases that a form has, as many as a referral names."""
LONGEST: Final = 2000
"""Characters of a note and of reasons, as the protocol has it."""
LONGEST_WORD: Final = 100
MAX_BODIES: Final = 50
E = TypeVar("E", bound=int)
_DAY: Final = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_SUBJECT: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)


def words_of(kind: EnumTypeWrapper) -> tuple[str, ...]:
    """The words of an enum of the protocol, without the one that says nothing."""
    return tuple(word for each in kind.values() if (word := enum_word(kind.DESCRIPTOR, each)))


OFFERED: Final = {
    "help": words_of(pb.HelpKind),
    "urgency": words_of(pb.ReferralUrgency),
    "child": ("CANNOT_TELL", "YES", "NO"),
    "guardian": ("", *words_of(pb.GuardianStanding)),
    "by": ("", *words_of(pb.ConsentBy)),
    "view": ("", *words_of(pb.ChildView)),
    "rule": ("", *words_of(pb.InterviewRule)),
}
"""Words of each choice; the empty one says nothing."""
NOTES: Final = words_of(pb.NoteKind)


async def form(asked: PageRequest) -> Response:
    """The form, with the proposal of a found child where one was chosen."""
    return _page(asked, {"proposal": asked.field("proposal")})


async def send(asked: PageRequest) -> Response:
    """Send it, once by the form's own id; a form that says too little comes back as it was filled in."""
    try:
        request = filled(asked)
    except BadForm:
        return _page(asked, asked.form, note="refer.unfit", status=400)
    kind = reading_class(asked.why.purpose)
    answer = await asked.hub.call(request, service.SendReferralResponse, asked.why, kind)
    question = asked.question(asked.text("asked.refer"), "referral", "send", "FILE.toml")
    return shown_one(asked, question, answer, [answer.value.referral])


def filled(asked: PageRequest) -> service.SendReferralRequest:
    """What the form says. Raises BadForm."""
    if asked.why.purpose not in PROTECTING or asked.field("province") not in PROVINCES:
        raise BadForm("who protects, and where")
    request = service.SendReferralRequest(
        request_id=asked.field("request_id"),
        subject=_said(asked, "subject", _SUBJECT),
        help=_one_of(asked, "help", pb.HelpKind),
        urgency=_one_of(asked, "urgency", pb.ReferralUrgency),
        province=asked.field("province"),
        district=_text(asked, "district", least=1),
        child=_one_of(asked, "child", pb.ChildAnswer),
        guardian=_one_of(asked, "guardian", pb.GuardianStanding),
        life_at_risk=bool(asked.field("life_at_risk")),
        girl=bool(asked.field("girl")),
        language=_text(asked, "language"),
        threat_near=_text(asked, "threat_near"),
        proposal=_text(asked, "proposal"),
    )
    request.cases.extend(_case(asked, each) for each in NUMBERED if asked.field(f"key-{each}"))
    for each in NOTES:
        if text := _text(asked, f"note-{each}", LONGEST):
            request.notes.add(kind=_value(pb.NoteKind, each), text=text)
    if asked.field("by"):
        request.consent.CopyFrom(_consent(asked, request.help))
    if asked.field("rule"):
        request.interview.rule = _one_of(asked, "rule", pb.InterviewRule)
        if request.interview.rule == pb.INTERVIEW_RULE_NOT_BEFORE:
            request.interview.day = _said(asked, "interview_day", _DAY)
    return request


def _consent(asked: PageRequest, asked_for: pb.HelpKind) -> pb.ReferralConsent:
    """The consent, of the help that is asked for and of it alone. Raises BadForm."""
    bodies = asked.field("recipients").split()
    if not 1 <= len(bodies) <= MAX_BODIES or any(len(each) > LONGEST_WORD for each in bodies):
        raise BadForm("whom the consent lets ask")
    return pb.ReferralConsent(
        by=_one_of(asked, "by", pb.ConsentBy),
        help=[asked_for],
        recipients=bodies,
        notes=[_value(pb.NoteKind, each) for each in NOTES if asked.field(f"covers-{each}")],
        view=_one_of(asked, "view", pb.ChildView),
        reasons=_text(asked, "reasons", LONGEST),
        day=_said(asked, "consent_day", _DAY),
        language=_text(asked, "consent_language", least=1),
    )


def _case(asked: PageRequest, number: str) -> pb.ReferredCase:
    kind, key = asked.field(f"type-{number}"), " ".join(asked.field(f"key-{number}").upper().split())
    if kind not in CASES or len(key) > LONGEST_WORD:
        raise BadForm("no register")
    return pb.ReferredCase(type=kind, key=key)


def _one_of(asked: PageRequest, name: str, kind: type[E]) -> E:
    """A choice; 0 for an empty one where the form has it. Raises BadForm."""
    word = asked.field(name)
    if word not in OFFERED[name]:
        raise BadForm(f"{name} is no word of the form")
    return _value(kind, word) if word else cast(E, 0)


def _value(kind: type[E], word: str) -> E:
    """The value of a word of an enum, whose class the protocol's runtime makes its wrapper."""
    wrapper = cast("EnumTypeWrapper", kind)
    return cast(E, next(each for each in wrapper.values() if enum_word(wrapper.DESCRIPTOR, each) == word))


def _said(asked: PageRequest, name: str, of: re.Pattern[str]) -> str:
    if of.fullmatch(asked.field(name)) is None:
        raise BadForm(f"{name} is not of its form")
    return asked.field(name)


def _text(asked: PageRequest, name: str, most: int = LONGEST_WORD, least: int = 0) -> str:
    """A text with its lines ended as the protocol has them. Raises BadForm."""
    said = asked.field(name).replace("\r\n", "\n")
    if not least <= len(said) <= most:
        raise BadForm(f"{name} is too long or short")
    return said


def _page(asked: PageRequest, given: Mapping[str, str], note: str = "", status: int = 200) -> Response:
    return asked.page(
        "refer.html",
        status,
        note=note,
        given=given,
        offered=OFFERED,
        provinces=sorted(PROVINCES),
        cases=CASES,
        numbered=NUMBERED,
        notes=NOTES,
        longest=LONGEST,
        protects=asked.why.purpose in PROTECTING,
    )


ROUTES: Final = (Page(PATH, form), Page(PATH, send, "POST"))
