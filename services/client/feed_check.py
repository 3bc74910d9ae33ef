"""Does the hub still hold what an agency sent it? Its own journal against the log, and against records read back.

Every page that went in left an outcome in the log, with the page's number and the digest of its header, which
names the digest of the page before: so the last one speaks for the whole feed. What the store shows of a record
is the version that the journal holds, or the hub has lost or turned back what it was given.
"""

from __future__ import annotations

from hashlib import sha256

from rabta.records.v1.record_pb2 import RecordVersion
from rabta.records.v1.records_service_pb2 import GetRecordRequest, GetRecordResponse

from audit.entry import EntryKind, OpenEntry, decode_open
from services.client.channel import Channel
from services.client.errors import Refusal
from services.client.receipt import MAX_PROMISES, settle
from services.client.store.feed_journal import Journal
from services.client.store.journal_rows import HeldRecord
from services.client.versions import check_versions
from services.evidence.timeline import record_pages

SUBMIT = "/rabta.records.v1.RecordsService/SubmitPage"
GET_RECORD = "/rabta.records.v1.RecordsService/GetRecord"


async def check_feed(channel: Channel, journal: Journal, feed: str) -> list[str]:
    """What is wrong between the journal's last answered page and the log; empty where they agree. Raises Unproven."""
    number, digest = journal.answered_head()
    if not number:
        return []
    origin = channel.origin()
    wanted = channel.promises.newest(origin, SUBMIT, MAX_PROMISES)
    settled = await settle(channel, wanted)
    entries = [decode_open(receipt.open) for receipt in settled.receipts.values()]
    pages = [entry for entry in entries if _is_page(entry, feed)]
    found = []
    if any(entry.feed_page > number for entry in pages):
        found.append(f"the log holds later pages than page {number}, the journal's last: the journal is an old copy")
    here = [entry.feed_chain_sha256 for entry in pages if entry.feed_page == number]
    if not here:
        found.append(f"page {number}: no outcome of it could be proven in the log that is open")
    elif digest not in here:
        found.append(f"page {number}: the log names another page than the journal")
    return found


def _is_page(entry: OpenEntry, feed: str) -> bool:
    return entry.kind == EntryKind.OUTCOME and entry.method == SUBMIT and entry.feed == feed and not entry.status


async def check_record(channel: Channel, held: HeldRecord, token: str) -> str:
    """What is wrong with one record of the profile's agency at the hub; empty where it is the journal's version.

    What the agency has expunged itself is rightly not shown.

    Raises Unproven, and Refusal but for NOT_FOUND.
    """
    name = f"agencies/{channel.profile.agency}/records/{held.record_id}"
    request = GetRecordRequest(name=name).SerializeToString(deterministic=True)
    try:
        exchange = await channel.call(GET_RECORD, request, token)
    except Refusal as refusal:
        if refusal.reason != "NOT_FOUND":
            raise
        return "" if held.expunged else f"{name}: not shown; sealed since, or gone"
    answer = GetRecordResponse.FromString(exchange.proven.body)
    if answer.HasField("remains"):
        sealed = f"{name}: {'expunged' if answer.remains.expunged else 'sealed by a court'} since"
        return "" if held.expunged and answer.remains.expunged else sealed
    check_versions(channel.profile, [answer.version], record_pages(answer))
    if held.expunged:
        return f"{name}: expunged, and still shown"
    if sha256(answer.version.version).digest() == held.sha256:
        return ""
    version = RecordVersion.FromString(answer.version.version).version
    return f"{name}: the hub holds version {version}, the journal another version {held.version}"
