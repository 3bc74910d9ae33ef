"""The network's files, read by the feeds' own readers: nothing rejected, and what they say is what was planted."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from services.demo import network, payments
from services.demo.feed_files import FeedFile, feed_files
from services.sources.feeds.options import Options
from services.sources.feeds.registry import readers
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject

FILES = {file.name: file for file in feed_files() if not file.contradicts}
SAID = {
    "bank_statements.csv": {"TRANSFERRED": 12, "WITHDREW": 4},
    "from_abroad.xml": {"TRANSFERRED": 8},
    "payroll.csv": {"TRANSFERRED": 90},
    "wallet.csv": {"TRANSFERRED": 62, "WITHDREW": 2},
    "operator_a_calls.csv": {"CALLED": 31, "USED_DEVICE": 31, "CAMPED_AT": 31},
    "operator_b_calls.csv": {"CALLED": 8, "USED_DEVICE": 8, "CAMPED_AT": 8},
    "operator_a_subscribers.csv": {"PHONE_REGISTERED_TO": 4, "IDENTIFIED_BY": 4},
    "crossings.csv": {"TRAVELLED": 27, "IDENTIFIED_BY": 11},
    "pk213.edi": {"TRAVELLED": 3, "IDENTIFIED_BY": 3},
    "unauthorised.csv": {"TRANSFERRED": 62, "WITHDREW": 2},
}


def items(folder: Path, file: FeedFile) -> list[Item]:
    mapping = Path(file.options["mapping"]) if "mapping" in file.options else None
    options = Options(provider=file.options.get("provider", ""), mapping=mapping)
    with (folder / file.agency / "feeds" / file.name).open("rb") as stream:
        return list(readers()[file.kind].read(stream, options))


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_read_whole(folder: Path, name: str) -> None:
    found = items(folder, FILES[name])
    assert [item for item in found if isinstance(item, Reject)] == []
    kinds = Counter(item.kind for item in found if isinstance(item, FeedEdge))
    assert {kind: kinds[kind] for kind in SAID[name]} == SAID[name]


@pytest.mark.parametrize("name", FILES)
def test_a_person_is_named_by_the_feeds_own_format(folder: Path, name: str) -> None:
    people = [item for item in items(folder, FILES[name]) if isinstance(item, FeedNode) and item.kind == "SUBJECT"]
    assert {item.id.split("/")[1] for item in people} <= {
        {"pacs-008": "iso20022"}.get(FILES[name].kind, FILES[name].kind)
    }


def test_the_file_that_contradicts_itself_is_refused_whole(folder: Path) -> None:
    (file,) = (each for each in feed_files() if each.contradicts)
    with pytest.raises(FileRefused, match="row 3, column at"):
        items(folder, file)


def test_a_fare_leads_to_the_account_that_the_bank_names_in_its_words(folder: Path) -> None:
    rows = [item for item in items(folder, FILES["bank_statements.csv"]) if isinstance(item, FeedEdge)]
    fares = [row for row in rows if "counterparty from the narration" in row.note]
    assert {row.end for row in fares} == {f"IBAN:{network.TRANSPORTERS_ACCOUNT}"}
    assert len(fares) == len([paid for paid in payments.trails() if paid.about == payments.FARE]) > 0


def test_the_money_in_the_rows_is_the_money_planted(folder: Path) -> None:
    rows = [item for item in items(folder, FILES["bank_statements.csv"]) if isinstance(item, FeedEdge)]
    moved = sum(row.amount_minor for row in rows if row.kind in ("TRANSFERRED", "WITHDREW"))
    assert moved == sum(paid.minor for paid in payments.trails())
    abroad = [item for item in items(folder, FILES["from_abroad.xml"]) if isinstance(item, FeedEdge)]
    assert {row.start for row in abroad if row.kind == "TRANSFERRED"} == {
        f"IBAN:{network.BUYERS_ACCOUNT}", f"IBAN:{network.MIGRANTS_ACCOUNT}",
    }  # fmt: skip


def test_burners_share_handsets_with_numbers_in_their_users_names(folder: Path) -> None:
    rows = [item for item in items(folder, FILES["operator_a_calls.csv"]) if isinstance(item, FeedEdge)]
    users: dict[str, set[str]] = {}
    for row in rows:
        if row.kind == "USED_DEVICE":
            users.setdefault(row.end, set()).add(row.start)
    assert {network.e164(network.RECRUITERS_BURNER), network.e164(network.RECRUITER.phone)} in users.values()


def test_feeds_name_documents_that_records_name_too(folder: Path) -> None:
    found = {
        item.id for name in ("bank_statements.csv", "crossings.csv") for item in items(folder, FILES[name])
        if isinstance(item, FeedNode) and item.kind == "DOCUMENT"
    }  # fmt: skip
    assert {f"CNIC:{person.cnic}" for person in (network.RECRUITER, network.TRANSPORTER, network.HAWALADAR)} <= found
