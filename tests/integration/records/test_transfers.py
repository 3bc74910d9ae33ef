"""A case handed over and taken is the receiver's, for who cites it and whose word counts there; until then nothing moves."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from services.access.caller import Caller
from services.access.errors import CaseNotYours
from services.values.records import CaseReference, InvestigationEvent
from tests.fakes.record_maker import (
    CNIC,
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    fir,
    following,
    party,
    version,
    withdrawn,
)
from tests.fakes.records_node import Node, caller
from tests.integration.records.test_in_cited_case import SEEN, put, seen


class TestTransfer:
    """Each agency's own word on a victim is seen by its officer of the case: whose case it is shows in who sees it."""

    OURS = fir()
    THEIRS = CaseReference("FIR", "FIA/LAHORE/AHTC/7/2021")
    THIRD = CaseReference("FIR", "SD/KARACHI/CLIFTON/1/2022")
    FILE = case_file(case_references=(OURS,))
    HANDED = version("INVESTIGATION_EVENT", "handed", InvestigationEvent("TRANSFER", "2021-02-01", to=FIA))
    TAKEN = case_file("taken", agency=FIA, officers=("fia-1",), case_references=(THEIRS, OURS))
    WORDS = (SEEN, replace(SEEN, agency=FIA, record_id="fias"), replace(SEEN, agency=SINDH, record_id="sindhs"))
    RECEIVER = caller(FIA, "fia-1", case_key=THEIRS.key)
    UNDER_OLD = replace(RECEIVER, case_key=OURS.key)
    OTHER, THIRD_PARTY = case_file("other", case_references=(fir(40),)), caller(case_key=fir(40).key)

    def shown(self, node: Node, who: Caller) -> set[str]:
        try:
            return seen(node, who)
        except CaseNotYours:
            return set()

    def test_both_numbers_are_the_receiver_s_and_no_more_the_giver_s(self, node: Node) -> None:
        alone = replace(self.TAKEN, case_references=(self.THEIRS,))
        put(node, self.FILE, *self.WORDS)
        for step in (self.HANDED, alone):
            put(node, step)
            assert self.shown(node, caller()) == {"victim"}
            assert self.shown(node, self.RECEIVER) | self.shown(node, self.UNDER_OLD) == set()
        put(node, following(alone, case_references=(self.THEIRS, self.OURS)))
        assert self.shown(node, self.RECEIVER) == self.shown(node, self.UNDER_OLD) == {"fias"}
        assert self.shown(node, caller()) == set()
        put(node, withdrawn(self.HANDED))
        assert self.shown(node, caller()) == {"victim"}
        assert self.shown(node, self.RECEIVER) | self.shown(node, self.UNDER_OLD) == set()

    @pytest.mark.parametrize("handed", ["to-another", "by-a-stranger", "by-nobody"])
    def test_a_file_that_takes_what_was_not_handed_to_it_opens_nothing(self, node: Node, handed: str) -> None:
        body = InvestigationEvent("TRANSFER", "2021-02-01", to=SINDH if handed == "to-another" else FIA)
        word = replace(self.HANDED, body=body, agency=SINDH if handed == "by-a-stranger" else POLICE)
        put(node, self.FILE, *self.WORDS, self.TAKEN, *([] if handed == "by-nobody" else [word]))
        assert self.shown(node, caller()) == {"victim"}
        assert self.shown(node, self.RECEIVER) | self.shown(node, self.UNDER_OLD) == set()

    def test_handed_on_it_is_the_third_one_s(self, node: Node) -> None:
        onward = replace(self.HANDED, record_id="on", agency=FIA, case_references=(self.THEIRS,))
        onward = replace(onward, body=InvestigationEvent("TRANSFER", "2021-05-01", to=SINDH))
        last = case_file("last", agency=SINDH, officers=("sd-1",), case_references=(self.THIRD, self.THEIRS))
        theirs = (replace(each, case_references=(self.THEIRS,)) for each in self.WORDS)
        put(node, self.FILE, *theirs, self.HANDED, self.TAKEN, onward, last)
        assert self.shown(node, caller(SINDH, "sd-1", case_key=self.THIRD.key)) == {"sindhs"}
        assert self.shown(node, caller(SINDH, "sd-1", case_key=self.THEIRS.key)) == {"sindhs"}
        assert self.shown(node, self.RECEIVER) | self.shown(node, caller()) == set()

    def test_joint_agencies_are_the_new_owner_s_to_name(self, node: Node) -> None:
        mine = case_file("mine", agency=SINDH, officers=("sd-1",))
        named = replace(self.FILE, body=changed_body(self.FILE, joint=(SINDH,)))
        who = caller(SINDH, "sd-1")
        put(node, named, *self.WORDS, mine)
        assert self.shown(node, who) == {"sindhs"}
        put(node, self.HANDED, self.TAKEN)
        assert self.shown(node, who) == set()
        put(node, following(self.TAKEN, body=changed_body(self.TAKEN, joint=(SINDH,))))
        assert self.shown(node, who) == {"sindhs"}

    @pytest.mark.parametrize("order", ["giver-first", "receiver-first"])
    def test_what_it_decides_works_from_then_on_and_what_the_first_decided_stands(self, node: Node, order: str) -> None:
        accusing = party("accused", agency=SINDH)
        spoken = party("spoken", role="WITNESS")
        pages = [self.HANDED, self.TAKEN] if order == "giver-first" else [self.TAKEN, self.HANDED]
        put(node, self.FILE, self.OTHER, accusing, replace(spoken, agency=FIA))
        assert seen(node, self.THIRD_PARTY, CNIC) == {"accused"}, "the receiver is a stranger yet"
        put(node, *pages)
        assert self.hits(node, self.THIRD_PARTY) == self.hits(node, self.RECEIVER) == {SINDH}
        put(node, withdrawn(replace(spoken, agency=FIA)))
        assert seen(node, self.RECEIVER, CNIC) >= {"accused"}
        assert self.hits(node, self.THIRD_PARTY) == {SINDH}, "the giver has no part in the case any more"
        put(node, spoken)
        assert self.hits(node, self.RECEIVER) == {SINDH}, "said of a day before the transfer"
        put(node, following(spoken, valid_from="2021-06-01"))
        assert seen(node, self.RECEIVER, CNIC) >= {"accused"}, "said of a day after it"

    def hits(self, node: Node, who: Caller) -> set[str]:
        return {hit.owner for hit in asyncio.run(node.search(who, CNIC)).hits}
