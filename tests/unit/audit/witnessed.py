"""A log and its witnesses, played by hand: who cosigns, who refuses, what time it is."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from audit.cosign import Ahead, Cosigned, Inconsistent, Rejected, Witness
from audit.log import Log, Report
from audit.note import Note
from audit.settings import WriterSettings
from tests.unit.audit.logs import witness_signer
from tests.unit.audit.writers import SetClock, make_settings

NAMES = [witness_signer(number).key.name for number in range(4)]
MINUTE = 60_000


def witnessed_settings(base: Path, count: int = 4, quorum: int = 3, **changes: Any) -> WriterSettings:
    witnesses = tuple(Witness(witness_signer(number).key, "http://127.0.0.1:1") for number in range(count))
    settings = make_settings(base, clock=SetClock(), steady=SetClock(), witnesses=witnesses, quorum=quorum)
    return replace(settings, **changes)


def cosigned(number: int, note: bytes, time_s: int) -> Report:
    signer, text = witness_signer(number), Note.parse(note).text
    return Report(signer.key.name, text, Cosigned((signer.line(text, time_s),), time_s))


def answer(log: Log, *numbers: int, ahead_s: int = 0) -> None:
    """These witnesses cosign the head that is on offer, at the time of the log's clock."""
    note = log.tick()
    assert note is not None
    for number in numbers:
        log.witnessed(cosigned(number, note, log.settings.clock() // 1000 + ahead_s))


def refuse(log: Log, number: int, reason: Ahead | Inconsistent | Rejected) -> None:
    log.witnessed(Report(NAMES[number], Note.parse(log.heads.probe()).text, reason))


def pass_time(log: Log, ms: int) -> None:
    for clock in (log.settings.clock, log.settings.steady):
        assert isinstance(clock, SetClock)
        clock.ms += ms


SILENT = Rejected(0, "TimeoutError")


def ready(base: Path, **changes: Any) -> Log:
    log = Log(witnessed_settings(base, **changes))
    answer(log, 0, 1, 2, 3)
    return log
