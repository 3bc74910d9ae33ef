"""What protects the person shown: said first, in English and Urdu, whatever the lines say. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from services.records.law.verdict import Verdict
from services.records.timeline.banner_words import BANNERS
from services.records.timeline.seen import Seen
from services.values.records import Banner, Identifier
from services.vocabulary.records import RecordKind, Standing


def banners(
    lines: Sequence[Seen],
    verdicts: Sequence[Verdict],
    *,
    misused: bool,
    juvenile: bool,
    conflicting: bool,
    acquittal_reported: bool,
    age_unknown: bool = False,
    text_uncertain: bool = False,
    of_many: bool = False,
    selector: Identifier | None,
) -> tuple[Banner, ...]:
    """The banners that apply, gravest first; none where there are no lines."""
    if not lines:
        return ()
    codes = set(_of_lines(lines))
    codes.update(_of_verdicts(verdicts))
    if misused:
        codes.add("misused-identity")
    if juvenile:
        codes.add("juvenile")
    if conflicting:
        codes.add("sources-differ")
    if acquittal_reported:
        codes.add("acquittal-reported")
    if age_unknown:
        codes.add("age-not-recorded")
    if of_many:
        codes.add("number-of-many")
    if text_uncertain:
        codes.add("text-in-force")
    codes.add("identity-by-name-only" if selector and selector.type == "NAME_KEY" else "identity-by-number-only")
    return tuple(banner for code, banner in BANNERS.items() if code in codes)


def with_codes(told: Iterable[Banner], *more: str) -> tuple[Banner, ...]:
    """The same and, each in its place, those that are said whatever the lines say, of nobody too."""
    codes = {*more, *(banner.code for banner in told)}
    return tuple(banner for code, banner in BANNERS.items() if code in codes)


def _of_lines(lines: Iterable[Seen]) -> Iterator[str]:
    for line in lines:
        record = line.record
        if record.kind == RecordKind.FOREIGN_RECORD:
            yield "foreign-record"
        if record.source_grade == "X" or record.information_grade in ("3", "4"):
            yield "untested"
        if not line.version.raw:
            yield "pseudonym"


def _of_verdicts(verdicts: Sequence[Verdict]) -> Iterator[str]:
    offences = [v for v in verdicts if v.offence]
    if any(v.acquitted for v in verdicts):
        yield "acquitted"
    if any(v.favourable and not v.acquitted for v in verdicts):
        yield "ended-in-favour"
    if not offences:
        yield "not-convicted"
    if any(v.conviction_reported for v in verdicts):
        yield "conviction-reported"
    if any(v.favourable and not v.decided for v in verdicts):
        yield "acquittal-reported"
    if verdicts and all(v.standing == Standing.ALLEGATION and not v.favourable for v in verdicts):
        yield "allegation-only"
    if any(v.standing == Standing.ACCUSATION for v in verdicts):
        yield "pending"
    if any(v.finality in ("APPEALABLE", "UNDER_APPEAL") for v in verdicts if v.found_guilty):
        yield "under-appeal"
