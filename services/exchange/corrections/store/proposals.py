"""Proposed corrections at rest: ``corrections.db`` of the node's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from services.exchange.corrections.rows import read, written
from services.exchange.corrections.states import Proposal, oversight_ms
from services.exchange.desk.store.requests import Form, StoredRequests
from services.store.database import Database, Transaction

ROOT: Final = Path(__file__).with_name("sql")
FILE: Final = "corrections.db"
MAX_OF_CASE: Final = 50
"""Proposals of one agency in one case that may wait for one owner (P), as many as questions about hits."""
FORM: Final = Form("corrections", "correction", written, read, oversight_ms)


class StoredProposals(StoredRequests[Proposal]):
    """See :class:`services.exchange.desk.ports.Requests`. ``secret``: the node's, 32 bytes."""

    def __init__(self, database: Database, secret: bytes) -> None:
        super().__init__(database, secret, FORM)

    async def full(self, tx: Transaction, request: Proposal, most: int) -> bool:
        """Of the same agency about the same record, whatever the case; or of its case about all of the owner's."""
        ((of_case,),) = await tx.rows("waiting", self.asker(request), self.owner(request.owner))
        rows = await tx.rows("of_record_waiting", self.record(request.record))
        of_record = sum(each.request.agency == request.agency for each in self.numbered(rows))
        return of_case >= MAX_OF_CASE or of_record >= most
