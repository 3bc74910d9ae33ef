"""What a later registry may fill in of whose word a version is, and what it never changes."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from services.records.authority.gaps import NOBODY, filled
from services.records.authority.speaker import Speaker, speaker_at_large
from services.records.authority.voice import read_voice, voice_text
from services.values.records import SILENT, RecordVersion, Voice

AGENCY = st.sampled_from(["", "pk.a", "pk.b"])


@st.composite
def voices(draw: st.DrawFn, *, kinds: tuple[str, ...] = ("POLICE", "COURT")) -> Voice:
    voice = Voice(draw(st.sampled_from(kinds)), (draw(AGENCY), draw(AGENCY)))
    if draw(st.booleans()):
        voice = voice._replace(protects=("ACT",))
    if draw(st.booleans()):
        return voice
    return voice._replace(
        court=draw(st.sampled_from(["C1", "C2"])),
        tier=draw(st.sampled_from(["SESSION", "HIGH"])),
        above=draw(st.sampled_from([(), ("C9",)])),
        tries=(draw(st.booleans()), draw(st.booleans())),
        acts=draw(st.sampled_from([(), ("JJSA-2018",)])),
    )


@given(voices(), voices())
def test_nothing_that_was_said_changes(held: Voice, later: Voice) -> None:
    found = filled(held, later)
    assert found.kind == held.kind
    assert all(one == other for one, other in zip(held.holders, found.holders, strict=True) if one)
    for name in ("court", "tier", "above", "acts", "protects"):
        assert getattr(held, name) in ("", (), getattr(found, name)), name
    if held.court:
        assert (found.tier, found.tries) == (held.tier, held.tries)
    assert not found.before


@given(voices(), voices())
def test_every_gap_is_filled(held: Voice, later: Voice) -> None:
    found = filled(held, later)
    assert all(mine == (was or new) for mine, was, new in zip(found.holders, held.holders, later.holders, strict=True))
    if not held.court:
        assert (found.court, found.tries) == (later.court, later.tries)
    if held.court != later.court and held.court:
        assert (found.above, found.acts) == (held.above, held.acts), "another court's superiors are not this one's"


@given(voices(), voices(), voices())
def test_once_filled_it_stays(held: Voice, later: Voice, last: Voice) -> None:
    found = filled(held, later)
    assert filled(found, later) == found
    assert filled(found, last).court == (found.court or last.court)


@given(voices())
def test_a_voice_of_before_becomes_what_the_registry_says_and_is_marked(later: Voice) -> None:
    found = filled(SILENT, later)
    assert found == later._replace(before=True)
    assert read_voice(voice_text(found)) == found
    assert filled(found, later) == found


def test_whom_no_registry_lists_is_a_stranger() -> None:
    found = filled(SILENT, SILENT)
    assert found == Voice(NOBODY, before=True)
    assert speaker_at_large(RecordVersion(voice=found)) is Speaker.STRANGER
    assert speaker_at_large(RecordVersion(voice=SILENT)) is Speaker.BEFORE
