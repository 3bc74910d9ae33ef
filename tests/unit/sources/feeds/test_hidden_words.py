"""Names and remarks of a message that hide something are refused with their row, before they are sent."""

from __future__ import annotations

import pytest

from services.sources.feeds.row import FeedEdge, FeedNode, Reject, RowRead
from tests.conformance.feeds.xml_made import (
    account,
    details,
    document,
    entry,
    items,
    report,
    signatory,
    statement,
    transfer,
)
from tests.conformance.feeds.xml_made import person as man

HIDDEN = ["Karwan\u202e", "Kar\u200bwan", "Karwan\u2066", "K" * 2001]


def camt(name: str) -> str:
    inside = details().replace("<Nm>Karwan</Nm>", f"<Nm>{name}</Nm>")
    return document("camt.053.001.08", statement("camt.053", entry(inside), entry(details(reference="E-2"))))


@pytest.mark.parametrize("name", HIDDEN)
def test_an_entry_with_a_hidden_name_stays_out_and_the_next_goes_in(name: str) -> None:
    found = items("camt_053", camt(name))
    (reject,) = [item for item in found if isinstance(item, Reject)]
    assert reject.reason in {"text-characters", "text-long"}
    assert [item.fate for item in found if isinstance(item, RowRead)] == ["rejected", "taken"]
    said = [f"{item.label} {item.note}" for item in found if isinstance(item, FeedNode)]
    assert not [text for text in said if name in text]


def test_a_hidden_remark_too() -> None:
    inside = details().replace("</TxDtls>", "<RmtInf><Ustrd>loan\u202e</Ustrd></RmtInf></TxDtls>")
    found = items("camt_053", document("camt.053.001.08", statement("camt.053", entry(inside))))
    assert [item.reason for item in found if isinstance(item, Reject)] == ["text-characters"]
    assert not [item for item in found if isinstance(item, FeedEdge)]


@pytest.mark.parametrize("name", HIDDEN[:3])
def test_a_report_with_a_hidden_name_goes_in_without_that_transaction(name: str) -> None:
    held = account("from_account", within=signatory("PAH", man("t_person", name)))
    found = items("goaml", report(transfer(held, account("to_account", "0009876", "")), "CTR"))
    assert [item.reason for item in found if isinstance(item, Reject)] == ["text-characters"]
    assert not [item for item in found if isinstance(item, FeedEdge)]


def test_joiners_of_honest_urdu_are_no_hiding() -> None:
    found = items("camt_053", camt("علی\u200cرضا"))
    assert not [item for item in found if isinstance(item, Reject)]
