"""Callers that never stop asking, and remember every answer they believed: what must be found again after a crash."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from rabta.records.v1.records_service_pb2 import SubmitPageResponse
from rabta.signing.v1.page_pb2 import PageHeader

from services.client.check_answer import Proven
from services.client.errors import Unproven
from services.values.records import RecordVersion
from tests.e2e.bodies import HISTORY, SUBMIT, history_of, submission
from tests.e2e.caller import Line, Question
from tests.e2e.people import CUSTOMS, FIA, INVESTIGATOR, PUNJAB, PUNJAB_INVESTIGATOR, RECORDERS, SINDH, Officer
from tests.e2e.planted import KNOWN, ref
from tests.e2e.world import World
from tests.fakes import record_maker as make

WRITERS = (FIA, PUNJAB, SINDH, CUSTOMS)
READERS = (INVESTIGATOR, PUNJAB_INVESTIGATOR, INVESTIGATOR, PUNJAB_INVESTIGATOR)
VERSIONS, AT_ONCE = 3, 2


class Believed(NamedTuple):
    """An OK answer that a client holds: its entry's place and commitment, and the request it answers."""

    index: int  # type: ignore[assignment]  # tuple.index is not asked: the log's word for an entry's place
    commitment: bytes
    request_sha256: bytes


@dataclass
class Load:
    """``records``: ids by owner whose page was answered OK. ``unanswered``: calls without a believable OK."""

    world: World
    answers: list[Believed] = field(default_factory=list)
    records: dict[str, list[str]] = field(default_factory=lambda: {agency: [] for agency in WRITERS})
    unanswered: int = 0
    stopping: threading.Event = field(default_factory=threading.Event)
    _threads: list[threading.Thread] = field(default_factory=list)
    _broken: list[BaseException] = field(default_factory=list)

    def start(self) -> None:
        self.stopping.clear()
        work: list[Callable[[], None]] = [partial(self._read, who) for who in READERS]
        work += [partial(self._write, agency) for agency in WRITERS]
        self._threads = [threading.Thread(target=self._guarded, args=(each,)) for each in work]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        """Every writer goes on until its last page is answered."""
        self.stopping.set()
        for thread in self._threads:
            thread.join(60)
            assert not thread.is_alive()
        assert not self._broken, self._broken

    def _guarded(self, work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:
            self._broken.append(error)

    def _read(self, officer: Officer) -> None:
        line, body = self.world.fresh_line(officer.agency), history_of(KNOWN)
        token, since = self.world.token(officer), time.monotonic()
        while not self.stopping.is_set():
            if time.monotonic() - since > 300:
                token, since = self.world.token(officer), time.monotonic()
            self._answered(line, self.world.ask(HISTORY, body, token, agency=officer.agency))
        line.close()

    def _write(self, agency: str) -> None:
        """Two pages at once, over two connections, and then the next two."""
        lines = [self.world.fresh_line(agency) for _ in range(AT_ONCE)]
        with ThreadPoolExecutor(AT_ONCE) as together:
            while not self.stopping.is_set():
                ids, bodies = zip(*(self._cut(agency) for _ in range(AT_ONCE)), strict=True)
                for made, answer in zip(ids, together.map(partial(self._put, agency), lines, bodies), strict=True):
                    assert answer.accepted == VERSIONS
                    self.records[agency] += made
        for line in lines:
            line.close()

    def _cut(self, agency: str) -> tuple[list[str], bytes]:
        """The ids in the feed's next page, and the page as it is sent."""
        ids = [f"{agency[3:]}-{os.urandom(8).hex()}" for _ in range(VERSIONS)]
        page = self.world.page(agency, [record_of(agency, one) for one in ids])
        self.world.feeds[agency] = (PageHeader.FromString(page.header).page_number, page.sha256)
        return ids, submission(page, f"load-{os.urandom(8).hex()}")

    def _put(self, agency: str, line: Line, body: bytes) -> SubmitPageResponse:
        """A page without an answer goes out again, the same bytes under a fresh nonce."""
        token, proven = self.world.token(RECORDERS[agency]), None
        while proven is None:
            proven = self._answered(line, self.world.ask(SUBMIT, body, token, agency=agency))
        return SubmitPageResponse.FromString(proven.body)

    def _answered(self, line: Line, question: Question) -> Proven | None:
        """The proven OK, remembered; None for anything else."""
        try:
            proven = self.world.proven(question, line.send(question, timeout=5))
        except Unproven:
            return self._wait()
        if proven.header.grpc_status:
            assert proven.details
            return self._wait()
        self.answers.append(Believed(proven.header.audit_index, proven.header.commitment, question.digest))
        return proven

    def _wait(self) -> Proven | None:
        """Nothing to believe, and a breath before the next try."""
        self.unanswered += 1
        time.sleep(0.05)
        return None


def record_of(agency: str, record_id: str) -> RecordVersion:
    man = make.person(make.cnic(int.from_bytes(record_id[-8:].encode()) % 9_000_000), name="Load Man")
    return make.party(record_id, agency=agency, subject=man, case_references=ref("PB/LAHORE/ICHHRA/600/2022"))
