"""What a stranger's word about another's record comes to: a queue with a clock, and never a word to the stranger."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import replace
from pathlib import Path

import pytest

from services.access.caller import Approver, Caller
from services.access.errors import InvalidArgument, NotFound, Refused
from services.records.app.claims import decide_claim, list_claims
from services.records.authority.clocks import DAY_MS, HOUR_MS, UPHELD_MS
from services.records.errors import ClaimClosed
from services.values.records import (
    CaseReference,
    Claim,
    ClaimAnswer,
    DecideClaimRequest,
    DecideClaimResponse,
    Extract,
    ListClaimsRequest,
    RecordVersion,
)
from tests.fakes.record_maker import (
    FIA,
    POLICE,
    SINDH,
    case_file,
    changed_body,
    court,
    custody,
    event,
    fir,
    order,
    party,
    person,
    version,
    withdrawn,
)
from tests.fakes.records_node import Federation, Node, caller, federation, keeper, open_node
from tests.integration.records.deciding import overseer

SESSIONS = "pk.lahore-sessions"
OWN_NUMBER = CaseReference("COURT_CASE", "LAHORE/77/2020")


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Federation:
    return federation(tmp_path_factory.mktemp("claims"))


def walk(known: Federation, folder: Path, steps: Callable[[Node], Awaitable[None]]) -> None:
    async def run() -> None:
        node = open_node(folder / "node", known)
        try:
            await steps(node)
        finally:
            await node.context.store.close()

    asyncio.run(run())


async def listed(node: Node, who: Caller, *, overdue: bool = False) -> tuple[Claim, ...]:
    request = ListClaimsRequest(overdue=overdue)
    answer = await list_claims(node.context, node.inquiry(who), request, node.federation.registry)
    return answer.claims


async def decided(node: Node, claim: str, decision: str = "UPHELD", who: Caller | None = None) -> DecideClaimResponse:
    request = DecideClaimRequest(claim, decision, "the certificate was read")
    return await decide_claim(node.context, node.inquiry(who or overseer()), request)


def own() -> list[RecordVersion]:
    """A station's case with its accused."""
    return [case_file(), party()]


def said(claims: tuple[Claim, ...]) -> set[tuple[str, str, str]]:
    return {(one.fact, one.record.rpartition("/")[2], one.state) for one in claims}


@pytest.mark.parametrize(
    ("word", "fact", "record"),
    [
        (party("v", role="VICTIM", agency=FIA), "PROTECTED_ROLE", "party"),
        (party("p", agency=FIA, subject=person(born="2010-01-01")), "AGE", "party"),
        (party("p", agency=FIA, subject=replace(person(born=""), age_claimed=True)), "AGE", "party"),
        (court("c", "ACQUITTAL_265K", "2021-01-01", agency=FIA), "FAVOURABLE_END", "party"),
        (court("c", "DIVERTED", "2021-01-01", agency=FIA), "DIVERSION", "party"),
        (court("c", "STOPPED_249", "2021-01-01", agency=FIA), "OPEN_END", "party"),
        (event("e", "CHALLAN_FINAL", "2020-06-01", agency=FIA), "POLICE_STEP", "file"),
        (party("p", agency=FIA, subject=person("3520299999991")), "ACCUSED", "file"),
    ],
)
def test_a_stranger_s_word_is_put_before_the_owner(
    known: Federation, tmp_path: Path, word: RecordVersion, fact: str, record: str
) -> None:
    async def steps(node: Node) -> None:
        await node.put(*own())
        (answer,) = await node.put(word)
        assert answer.flags == ()
        claims = [one for one in await listed(node, keeper(POLICE)) if one.fact == fact]
        assert [(one.record.rpartition("/")[2], one.state) for one in claims] == [(record, "OPEN")]
        (claim,) = claims
        assert (claim.owner, claim.speaker, claim.source, claim.court) == ("", "", "", "")
        assert "FIA" not in claim.text
        assert await listed(node, keeper(FIA)) == ()
        (seen,) = [one for one in await listed(node, overseer()) if one.fact == fact]
        assert (seen.owner, seen.speaker) == (POLICE, FIA)

    walk(known, tmp_path, steps)


def test_the_writer_gets_one_answer_whether_or_not_somebody_is_concerned(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        word = party("v", role="VICTIM", agency=FIA)
        (alone,) = await node.put(word)
        other = open_node(tmp_path / "other", known)
        await other.put(*own())
        (beside,) = await other.put(word)
        await other.context.store.close()
        assert (alone.accepted, alone.flags, alone.refused) == (beside.accepted, beside.flags, beside.refused)

    walk(known, tmp_path, steps)


def test_equal_claims_merge_and_one_taken_back_is_over(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        first = party("v", role="VICTIM", agency=FIA)
        await node.put(*own(), first, party("v", role="VICTIM", agency=SINDH), party("w", role="VICTIM", agency=FIA))
        mine = [one for one in await listed(node, keeper(POLICE)) if one.fact == "PROTECTED_ROLE"]
        assert len(mine) == 1
        await node.put(withdrawn(first))
        (again,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "PROTECTED_ROLE"]
        assert again.state in ("WITHDRAWN", "OPEN")

    walk(known, tmp_path, steps)


def test_a_court_s_word_is_a_notice_that_names_the_court(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        end = court("c", "ACQUITTAL_265K", "2021-01-01", agency=SESSIONS, case_references=(fir(), OWN_NUMBER))
        await node.put(*own(), end)
        (notice,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "FAVOURABLE_END"]
        assert (notice.state, notice.due_ms, notice.court) == ("NOTICE", 0, "PB-LHR-DSJ")
        assert notice.text == "Ended in favour: clear your entries."

    walk(known, tmp_path, steps)


def test_what_is_first_written_after_the_word_hears_of_age_alone(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        young = party("p", role="VICTIM", agency=FIA, subject=person(born="2010-01-01"))
        await node.put(case_file(), young, party())
        assert {fact for fact, _, _ in said(await listed(node, keeper(POLICE)))} == {"AGE"}

    walk(known, tmp_path, steps)


@pytest.mark.parametrize(("held", "hours"), [(True, 24), (False, 7 * 24)])
def test_the_clock_of_an_age_is_a_day_in_custody(known: Federation, tmp_path: Path, held: bool, hours: int) -> None:
    async def steps(node: Node) -> None:
        await node.put(*own(), custody("a", "ARREST", "2020-05-03"))
        if not held:
            await node.put(custody("r", "RELEASE", "2020-06-03", reason="BAIL"))
        await node.put(party("p", agency=FIA, subject=person(born="2010-01-01")))
        (age,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
        assert age.due_ms - age.raised_ms == hours * HOUR_MS
        node.now_ms = age.due_ms
        (late,) = [one for one in await listed(node, keeper(POLICE), overdue=True) if one.fact == "AGE"]
        assert late.state == "OVERDUE"

    walk(known, tmp_path, steps)


def answer_to(claim: str, verdict: str, reason: str = "", sha256: bytes = b"", agency: str = POLICE) -> RecordVersion:
    body = ClaimAnswer(claim, verdict, reason, sha256, "2026-05-01")
    return version("CLAIM_ANSWER", f"answer-{verdict.lower()}", body, agency=agency, case_references=())


class TestAnswers:
    @pytest.mark.parametrize("verdict", ["APPLIED", "REFUSED", "ASKED_COURT"])
    def test_an_owner_answers(self, known: Federation, tmp_path: Path, verdict: str) -> None:
        async def steps(node: Node) -> None:
            await node.put(*own(), party("p", agency=FIA, subject=person(born="2010-01-01")))
            (age,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            await node.put(answer_to(age.claim, verdict, "the certificate says 1985", bytes(32)))
            (after,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            assert after.state == verdict

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize(
        ("verdict", "reason", "document", "agency", "field", "rule"),
        [
            ("REFUSED", "", bytes(32), POLICE, "claim_answer.reason", "required"),
            ("REFUSED", "no", b"", POLICE, "claim_answer.sha256", "required"),
            ("APPLIED", "", b"", POLICE, "claim_answer.sha256", "required"),
            ("APPLIED", "", bytes(32), FIA, "claim_answer.claim", "claim-unknown"),
            ("APPLIED", "", bytes(32), SINDH, "claim_answer.claim", "claim-unknown"),
        ],
    )
    def test_what_is_no_answer(
        self, known: Federation, tmp_path: Path, verdict: str, reason: str, document: bytes, agency: str, field: str,
        rule: str,
    ) -> None:  # fmt: skip
        async def steps(node: Node) -> None:
            await node.put(*own(), party("p", agency=FIA, subject=person(born="2010-01-01")))
            (age,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            version = answer_to(age.claim, verdict, reason, document, agency)
            answer = await node.send(node.page(agency, [version]), agency)
            assert [(one.field, one.rule) for one in answer.refused] == [(field, rule)]
            (after,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            assert after.state == "OPEN"

        walk(known, tmp_path, steps)

    def test_another_s_claim_and_none_are_refused_alike(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(*own(), party("p", agency=FIA, subject=person(born="2010-01-01")))
            (age,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            refused = []
            for handle in (age.claim, "n" * len(age.claim)):
                version = replace(
                    answer_to(handle, "APPLIED", "", bytes(32), SINDH), record_id=f"a-{handle[:4].lower()}0"
                )
                answer = await node.send(node.page(SINDH, [version]), SINDH)
                refused.append([(one.field, one.rule, one.text) for one in answer.refused])
            assert refused[0] == refused[1] != []

        walk(known, tmp_path, steps)


class TestOversight:
    def test_decides_a_protective_fact_at_twice_the_clock(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(*own(), party("p", agency=FIA, subject=person(born="2010-01-01")))
            (age,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "AGE"]
            node.now_ms = age.due_ms + (age.due_ms - age.raised_ms) - 1
            with pytest.raises(ClaimClosed):
                await decided(node, age.claim)
            node.now_ms += 1
            assert await decided(node, age.claim) == DecideClaimResponse("UPHELD", node.now_ms + UPHELD_MS)
            (seen,) = [one for one in await listed(node, overseer()) if one.fact == "AGE"]
            assert (seen.state, seen.upheld_until_ms) == ("UPHELD", node.now_ms + UPHELD_MS)
            with pytest.raises(ClaimClosed):
                await decided(node, age.claim)

        walk(known, tmp_path, steps)

    def test_never_lets_silence_accuse(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(*own(), party("p", agency=FIA, subject=person("3520299999991")))
            (accused,) = [one for one in await listed(node, keeper(POLICE)) if one.fact == "ACCUSED"]
            node.now_ms += 365 * DAY_MS
            with pytest.raises(ClaimClosed):
                await decided(node, accused.claim)

        walk(known, tmp_path, steps)

    @pytest.mark.parametrize(
        "who",
        [
            replace(overseer(), approver=None),
            caller(POLICE, purpose="OVERSIGHT", legal_basis="DATA_OVERSIGHT", query_class="AUDIT",
                   case_type="REVIEW", case_key="2026/1", roles=frozenset({"OVERSIGHT"}),
                   approver=Approver("pp-8", 3, frozenset(), bytes(32))),
            keeper(POLICE),
        ],
        ids=["alone", "an-agency-s-own", "record-officer"],
    )  # fmt: skip
    def test_nobody_else_decides(self, known: Federation, tmp_path: Path, who: Caller) -> None:
        async def steps(node: Node) -> None:
            with pytest.raises(Refused) as refused:
                await decided(node, "x" * 22, who=who)
            assert refused.value.reason in ("POLICY_DENIED", "PURPOSE_UNFIT")

        walk(known, tmp_path, steps)

    def test_a_decision_is_named_and_reasoned(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            with pytest.raises(NotFound):
                await decided(node, "x" * 22)
            with pytest.raises(InvalidArgument):
                await decided(node, "x" * 22, "MAYBE")

        walk(known, tmp_path, steps)

    def test_hears_of_an_extract_at_once_and_may_confirm_it(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            extract = Extract("Sessions Court Multan", "CC 12/2026", "2026-05-01", bytes(32))
            copied = court("c", "CONVICTION", "2021-01-01", agency=POLICE)
            body = changed_body(copied, extract=extract)
            await node.put(*own(), replace(copied, body=body))
            assert "EXTRACT" not in {one.fact for one in await listed(node, keeper(POLICE))}
            (waiting,) = [one for one in await listed(node, overseer()) if one.fact == "EXTRACT"]
            assert (waiting.owner, waiting.speaker) == ("", POLICE)
            assert (await decided(node, waiting.claim)).state == "UPHELD"

        walk(known, tmp_path, steps)

    def test_hears_of_an_order_on_paper(self, known: Federation, tmp_path: Path) -> None:
        async def steps(node: Node) -> None:
            await node.put(*own(), order("o", "SEALED", agency=FIA))
            assert [one.fact for one in await listed(node, keeper(POLICE))] == []
            assert "ORDER_ON_PAPER" in {one.fact for one in await listed(node, overseer())}

        walk(known, tmp_path, steps)


def test_pages_of_claims_follow_one_another(known: Federation, tmp_path: Path) -> None:
    async def steps(node: Node) -> None:
        for number in range(3):
            refs = (fir(900 + number),)
            await node.put(
                case_file(f"f{number}", case_references=refs), party(f"p{number}", case_references=refs),
                party(f"v{number}", role="VICTIM", agency=FIA, case_references=refs),
            )  # fmt: skip
        whole, token = list[Claim](), ""
        for _ in range(9):
            request = ListClaimsRequest(page_size=2, page_token=token)
            answer = await list_claims(node.context, node.inquiry(keeper(POLICE)), request, node.federation.registry)
            whole += answer.claims
            token = answer.next_page_token
            if not token:
                break
        assert whole == list(await listed(node, keeper(POLICE)))
        assert len(whole) == 3

    walk(known, tmp_path, steps)


def test_what_works_unread_waits_for_no_place(
    known: Federation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.records.app.claims_waiting.A_DAY", 0)

    async def steps(node: Node) -> None:
        paper = order("o", "SEALED", agency=FIA)
        copy = Extract("Multan", "1", "2026-05-01", bytes(32))
        paper = replace(paper, body=changed_body(paper, extract=copy))
        await node.put(*own(), party("v", role="VICTIM", agency=FIA), paper)
        assert [claim.fact for claim in await listed(node, overseer())] == ["ORDER_ON_PAPER"]

    walk(known, tmp_path, steps)


def test_an_expunged_record_takes_its_claims_along(known: Federation, tmp_path: Path) -> None:
    from tests.fakes.record_maker import expunged

    async def steps(node: Node) -> None:
        accused = party()
        await node.put(case_file(), accused, party("v", role="VICTIM", agency=FIA))
        assert await listed(node, keeper(POLICE)) != ()
        await node.put(expunged(accused))
        assert await listed(node, keeper(POLICE)) == ()

    walk(known, tmp_path, steps)
