"""goAML reports of our own: every report kind, every kind of party, and what each becomes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from services.sources.feeds.goaml import THRESHOLD_REPORTS
from services.sources.feeds.row import FeedEdge, FeedNode, FileRefused, Item, Reject, Remark
from tests.conformance.feeds.xml_made import (
    CODES,
    KARACHI,
    account,
    activity,
    edges,
    entity,
    figures,
    items,
    kinds,
    many,
    person,
    reasons,
    remarks,
    report,
    signatory,
    transfer,
)  # fmt: skip
from tests.rows import of_rows
from tests.shared import shared

BILAL, SANA = person("from_person"), person("to_person", "Sana", "4220112345672", "3331234567")
FROM, TO = account("from_account"), account("to_account", "7700", "")


def read(body: str, code: str = "STR", **options: object) -> list[Item]:
    return items("goaml", report(body, code), **options)


@of_rows("code", CODES)
@of_rows("body", [transfer(BILAL, SANA), activity(person("person_my_client"))], ids=["transfer", "activity"])
def test_every_report_kind_is_read_and_marked(code: str, body: str) -> None:
    found = read(body, code, schema=shared("data", "goaml", "v5.0.2", "goAMLSchema.xsd"))
    assert figures(found) == ((10, 9, 0) if "<transaction>" in body else (4, 3, 0))
    assert ("str-derived" in remarks(found)) == (code not in THRESHOLD_REPORTS)
    if code not in THRESHOLD_REPORTS:
        assert isinstance(found[0], Remark), "said before anything goes in"


def test_an_unknown_or_missing_code_is_marked() -> None:
    assert "str-derived" in remarks(read(transfer(BILAL, SANA), "NEW"))
    bare = report(transfer(BILAL, SANA)).replace("<report_code>STR</report_code>", "")
    assert "str-derived" in remarks(items("goaml", bare))
    assert "str-derived" in remarks(items("goaml", "<report/>"))


@of_rows("mine", ["", "_my_client"])
@of_rows("start", [BILAL, FROM, entity("from_entity")], ids=["person", "account", "entity"])
@of_rows("end", [SANA, TO, entity("to_entity")], ids=["person", "account", "entity"])
def test_every_pair_of_parties_gives_one_transfer(start: str, end: str, mine: str) -> None:
    found = read(transfer(start, end, mine=mine))
    (moved,) = edges(found, "TRANSFERRED")
    assert (moved.amount_minor, moved.currency, moved.at_ms) == (12_000_050, "PKR", 1_716_543_000_000)
    assert not reasons(found)
    known = {(item.kind, item.id) for item in found if isinstance(item, FeedNode)}
    assert {("ACCOUNT", moved.start), ("ACCOUNT", moved.end)} <= known


def test_nodes_come_before_their_edges() -> None:
    known: set[str] = set()
    for item in read(transfer(account("from_account", within=signatory("PAH", person("t_person"))), SANA)):
        if isinstance(item, FeedNode):
            known.add(item.id)
        elif isinstance(item, FeedEdge):
            assert {item.start, item.end} <= known


@pytest.mark.parametrize(
    ("role", "kind"),
    [("PAH", "ACCOUNT_HELD_BY"), ("JAH", "ACCOUNT_HELD_BY"), ("SSIGN", "ACCOUNT_USED_BY"), ("POA", "ACCOUNT_USED_BY"), ("-", "ACCOUNT_USED_BY")],
)  # fmt: skip
def test_who_holds_and_who_only_signs(role: str, kind: str) -> None:
    found = read(transfer(account("from_account", within=signatory(role, person("t_person"))), TO))
    (held,) = edges(found, kind)
    assert held.start == f"IBAN:{KARACHI}"
    assert json.loads(held.note)["says"] == "reporting entity 101"
    subject = next(item for item in found if isinstance(item, FeedNode) and item.kind == "SUBJECT")
    named = f"ACCOUNT IBAN:{KARACHI}" if kind == "ACCOUNT_HELD_BY" else "DOCUMENT PASSPORT:PK/AB3520212"
    assert json.loads(subject.note)["target_key"] == named


def test_a_conductor_uses_the_account() -> None:
    found = read(transfer(FROM, TO, conductor=person("t_conductor")))
    (used,) = edges(found, "ACCOUNT_USED_BY")
    assert json.loads(used.note)["role"] == "conductor"


def test_a_company_its_account_and_its_director() -> None:
    director = person("director_id").replace("</director_id>", "<role>DIR</role></director_id>")
    within = entity("t_entity", director) + signatory("SSIGN", person("t_person", "Sana", "4220112345672"))
    found = read(transfer(account("from_account", within=within), TO))
    (owned,), (officer,) = edges(found, "ACCOUNT_OF"), edges(found, "OFFICER_OF")
    assert owned.end == officer.end == "PK:77123"
    assert owned.at_ms == 1_430_766_000_000
    assert json.loads(officer.note)["role"] == "DIR"


def test_a_person_has_documents_and_a_phone() -> None:
    found = read(activity(person("person")))
    assert kinds(found) == {"SUBJECT": 1, "DOCUMENT": 2, "PHONE": 1, "IDENTIFIED_BY": 2, "PHONE_REGISTERED_TO": 1}
    assert {edge.end for edge in edges(found, "IDENTIFIED_BY")} == {"CNIC:3520212345671", "PASSPORT:PK/AB3520212"}
    assert edges(found, "PHONE_REGISTERED_TO")[0].start == "+923001234567"


def test_the_same_man_in_two_transactions_is_one_and_the_same_transaction_once() -> None:
    once = figures(read(transfer(BILAL, SANA)))
    thrice = read(transfer(BILAL, SANA) * 3)
    assert figures(thrice) == (*once[:2], 2)
    assert reasons(thrice) == ["said-twice"] * 2
    again = transfer(BILAL, SANA).replace("T-1", "T-3")
    assert figures(read(transfer(BILAL, SANA) + again)) == (once[0], once[1] + 1, 0)


def test_ids_do_not_hang_on_the_place_in_the_file() -> None:
    alone = {item.id for item in read(transfer(BILAL, SANA)) if isinstance(item, FeedEdge)}
    later = {
        item.id for item in read("\n\n" + transfer(FROM, TO) + transfer(BILAL, SANA)) if isinstance(item, FeedEdge)
    }
    assert alone < later


@pytest.mark.parametrize(
    ("roles", "transfers", "rejected"),
    [
        (("RMITR", "BNFCR"), 1, []), (("CASHD", "SELL"), 1, []), (("RMITR", "RMITR", "BNFCR"), 0, ["direction-not-told"]),
        (("WITN", "ASSOC"), 0, ["direction-not-told"]), (("RMITR", "BNFCR", "WITN"), 1, []),
    ],
)  # fmt: skip
def test_many_parties(roles: tuple[str, ...], transfers: int, rejected: list[str]) -> None:
    parties = [
        (role, person("person", f"Man{number}", f"352021234567{number}")) for number, role in enumerate(roles, 1)
    ]
    found = read(many(*parties))
    assert len(edges(found, "TRANSFERRED")) == transfers
    assert reasons(found) == rejected
    assert kinds(found)["SUBJECT"] == len(roles), "parties go in, whoever paid"


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("120000.5000", "120000.505", "amount-decimals"), ("120000.5000", "-5", "amount-negative"),
        ("120000.5000", "1e9", "amount-pattern"), ("120000.5000", "", "amount-pattern"),
        ("120000.5000", "9" * 18, "amount-size"), ("2024-05-24T14:30:00", "2024-02-30T14:30:00", "time-impossible"),
        ("2024-05-24T14:30:00", "24 May", "time-pattern"), (KARACHI, KARACHI[:-1] + "3", "iban-check"),
        ("<to_person>", "<to_nobody>", "party-missing"),
    ],
)  # fmt: skip
def test_a_bad_transaction_goes_in_not_at_all(old: str, new: str, reason: str) -> None:
    raw = report(transfer(FROM, SANA)).replace(old, new).replace("</to_person>", "</to_person>")
    if "nobody" in new:
        raw = raw.replace("</to_person>", "</to_nobody>")
    found = items("goaml", raw + "\n")
    assert figures(found) == (0, 0, 1)
    (reject,) = (item for item in found if isinstance(item, Reject))
    assert (reject.reason, reject.row) == (reason, 2)
    assert reject.column.startswith("transaction/")


def test_a_bad_detail_is_rejected_alone_and_its_value_not_told() -> None:
    found = read(transfer(person("from_person", phone="12"), SANA))
    assert reasons(found) == ["phone-pattern"]
    assert len(edges(found, "TRANSFERRED")) == 1
    (reject,) = (item for item in found if isinstance(item, Reject))
    assert "12" not in reject.shape
    assert "99" in reject.shape


def births(found: list[Item]) -> list[object]:
    """Of each person: the birth, and the documents that show it."""
    notes = [json.loads(item.note) for item in found if isinstance(item, FeedNode) and item.kind == "SUBJECT"]
    return [(said.get("born"), said.get("documents")) for said in notes]


PAPERS = ["PASSPORT:PK/AB3520212", "CNIC:3520212345671"]
BORN = "<birthdate>1980-01-02T00:00:00</birthdate>"


@of_rows(
    ("written", "born", "rejected"),
    [
        ("1980-01-02T00:00:00", "1980-01-02", []),
        ("1980-01-02", "1980-01-02", []),
        ("1980-01-02T00:00:00Z", "1980-01-02", []),
        ("1980-01-02T23:30:00-05:00", "1980-01-02", []),
        ("2024-05-26T00:00:00", "2024-05-26", []),
        ("2024-05-27T00:00:00", None, ["birth-after-act"]),
        ("1753-01-01T00:00:00", None, ["birth-placeholder"]),
        ("1900-01-01T00:00:00", None, ["birth-placeholder"]),
        ("1980-02-30T00:00:00", None, ["time-impossible"]),
        ("02/01/1980", None, ["time-pattern"]),
        ("", None, []),
    ],
)
def test_a_birth_is_read_beside_the_documents_that_show_it(written: str, born: str | None, rejected: list[str]) -> None:
    told = activity(person("person_my_client")).replace(BORN, f"<birthdate>{written}</birthdate>")
    found = read(told)
    assert births(found) == [(born, PAPERS if born else None)]
    assert reasons(found) == rejected
    assert len(edges(found, "IDENTIFIED_BY")) == 2, "the rest of the party goes in"


def test_a_birth_after_the_transaction_is_rejected_where_the_report_came_later() -> None:
    late = BORN.replace("1980-01-02", "2024-05-25")
    assert reasons(read(activity(person("person")).replace(BORN, late))) == []
    found = read(transfer(BILAL.replace(BORN, late), SANA))
    assert reasons(found) == ["birth-after-act"]
    assert births(found) == [(None, None), ("1980-01-02", ["PASSPORT:PK/AB4220112", "CNIC:4220112345672"])]
    assert len(edges(found, "TRANSFERRED")) == 1


def test_a_birth_without_a_document_names_none() -> None:
    bare = activity("<person><first_name>Bilal</first_name><last_name>Ahmed</last_name>" + BORN + "</person>")
    assert births(read(bare)) == [("1980-01-02", None)]


def test_zones() -> None:
    told = transfer(BILAL, SANA).replace("2024-05-24T14:30:00", "2024-05-24T14:30:00Z")
    found = read(told)
    assert "no-zone" not in remarks(found)
    assert edges(found, "TRANSFERRED")[0].at_ms == 1_716_561_000_000
    assert edges(read(transfer(BILAL, SANA), zone="UTC"), "TRANSFERRED")[0].at_ms == 1_716_561_000_000
    assert "no-zone" in remarks(read(transfer(BILAL, SANA)))


def test_what_the_graph_has_no_kind_for_is_counted() -> None:
    goods = "<goods_services><item><item_type>GOLD</item_type></item><item><item_type>CAR</item_type></item></goods_services>"
    found = read(activity(person("person")).replace("</activity>", f"{goods}</activity>"))
    assert next(item.text for item in found if isinstance(item, Remark) and item.code == "goods").startswith("2 ")


def test_another_file_is_refused(tmp_path: Path) -> None:
    for raw in ("<html/>", "<reports/>", '<report xmlns="urn:x"/>', "<Document><BkToCstmrStmt/></Document>"):
        with pytest.raises(FileRefused):
            items("goaml", raw)
    nothing = tmp_path / "broken.xsd"
    nothing.write_text("<xs:schema")
    for schema in (nothing, tmp_path / "absent.xsd"):
        with pytest.raises(FileRefused, match="schema"):
            items("goaml", report(""), schema=schema)
