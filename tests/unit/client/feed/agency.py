"""One agency, its page key, a hub, and drafts to offer."""

from __future__ import annotations

from pathlib import Path

from rabta.records.v1.case_pb2 import Party
from rabta.records.v1.record_pb2 import RECORD_KIND_PARTY, RecordVersion

from services.client.drafts import Draft
from services.client.feed import Feed, Finding
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import Terms
from services.signing.es256 import PrivateKey
from tests.fakes.feed_hub import FeedHub

AGENCY = "pk.fia"
TERMS = Terms(bytes(range(32)), AGENCY, "pk.hub")
NOW = 1_764_000_000_000
KEY = PrivateKey.generate()


def draft(record_id: str, note: str = "first", row: int = 0) -> Draft:
    """A small draft; ``note`` is its content."""
    version = RecordVersion(agency=AGENCY, record_id=record_id, kind=RECORD_KIND_PARTY, party=Party(note=note))
    return Draft(record_id, version.SerializeToString(deterministic=True), row)


class Agency:
    """An agency that can crash: what is not in its journal is then gone."""

    def __init__(self, folder: Path, hub: FeedHub) -> None:
        self.folder = folder
        self.hub = hub
        self.findings: list[Finding] = []
        self.start()

    def start(self) -> None:
        """Open the journal and begin a run."""
        self.journal = Journal(self.folder / "feed.db", TERMS)
        self.feed = Feed(self.journal, TERMS, KEY, lambda: NOW, note=self.findings.append, patience_s=0)

    def crash(self) -> None:
        """Lose all memory and start again."""
        self.journal.close()
        self.start()
