"""What any store must do: order without gaps, all or nothing, time, classes, and the filter in the statement."""

from __future__ import annotations

import pytest

from services.records.ports import Snapshot, Store, Transaction
from services.records.rows import FOREVER, NOW, CaseToken, FlagRow, LogHead, PersonToken
from tests.conformance.store.rows import digest, head_row, log_row, page_row, quarantine_row
from tests.conformance.store.stores import put, read, token, wait


class TestLog:
    def test_a_new_store_stands_at_zero(self, store: Store) -> None:
        async def job(tx: Transaction) -> LogHead:
            return await tx.log_head()

        assert wait(store.write(job)) == LogHead(0, 0, 0)
        assert wait(read(store, "feed", 0, 10)) == []

    def test_the_feed_is_the_log_in_order_and_pages(self, store: Store) -> None:
        async def run() -> None:
            await put(store, *range(1, 8))
            assert [line.seq for line in await read(store, "feed", 0, 4)] == [1, 2, 3, 4]
            assert [line.seq for line in await read(store, "feed", 4, 4)] == [5, 6, 7]

        wait(run())

    def test_versions_as_of_are_the_newest_known_then(self, store: Store) -> None:
        async def run() -> None:
            async def job(tx: Transaction) -> None:
                await tx.append([log_row(1, 1, 1, 10), log_row(2, 1, 2, 20), log_row(3, 3, 1, 30)])

            await store.write(job)
            assert await read(store, "versions_as_of", [1, 3], 9) == {}
            assert await read(store, "versions_as_of", [1, 3], 10) == {1: 1}
            assert await read(store, "versions_as_of", [1, 3], 25) == {1: 2}
            assert await read(store, "versions_as_of", [1, 3], 30) == {1: 2, 3: 3}
            assert await read(store, "versions_of_record", 1, 0, 10) == [(1, 1), (2, 2)]
            assert await read(store, "versions_of_record", 1, 1, 10) == [(2, 2)]

        wait(run())

    def test_a_version_is_held_once(self, store: Store) -> None:
        async def job(tx: Transaction) -> None:
            await tx.append([log_row(1, 1, 1, 10), log_row(2, 1, 1, 10)])

        with pytest.raises(Exception, match=r"(?i)unique"):
            wait(store.write(job))
        assert wait(read(store, "feed", 0, 10)) == []

    def test_bodies_come_with_what_proves_them(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, 2, 3)
            rows = await read(store, "bodies", [1, 3])
            assert {row.seq: row.sha256 for row in rows} == {1: digest(1, 1), 3: digest(3, 1)}

        wait(run())


class TestFeeds:
    def test_a_page_moves_its_feed(self, store: Store) -> None:
        async def job(tx: Transaction) -> None:
            assert await tx.feed_head("pk.punjab-police", "records") is None
            await tx.put_page(page_row(1))
            await tx.put_page(page_row(2, page_number=2))
            await tx.put_request("pk.punjab-police", "request-1", digest("body"), 2)

        async def run() -> None:
            await store.write(job)
            head = await read(store, "feed_head", "pk.punjab-police", "records")
            assert head == (2, digest("page", 2))
            assert await read(store, "feed_head", "pk.fia", "records") is None
            known = await read(store, "request", "pk.punjab-police", "request-1")
            assert known == (digest("body"), 2, digest("page", 2), b"answer")
            assert await read(store, "request", "pk.fia", "request-1") is None

            async def again(tx: Transaction) -> object:
                return await tx.page_numbered("pk.punjab-police", "records", 1)

            assert await store.write(again) == (1, digest("page", 1), b"answer")
            headers = await read(store, "page_headers", [1, 2])
            assert sorted(each.page for each in headers) == [1, 2]

        wait(run())

    def test_quarantine_and_flags_are_the_owners(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1)

            async def job(tx: Transaction) -> None:
                await tx.put_page(page_row(1))
                await tx.put_quarantine([quarantine_row(1, 3), quarantine_row(1, 1)])
                await tx.put_flags([FlagRow(1, "list-entry-expired", 1, 1)] * 2)

            await store.write(job)
            refused = await read(store, "quarantined", "pk.punjab-police", 10)
            assert [(row.page, row.leaf) for row in refused] == [(1, 1), (1, 3)]
            assert await read(store, "quarantined", "pk.fia", 10) == []
            flags = await read(store, "flags_of_agency", "pk.punjab-police", 10)
            assert flags == [("record-1", "list-entry-expired", 1)]
            assert await read(store, "flags_of_agency", "pk.fia", 10) == []

        wait(run())


class TestErasing:
    """What an expunged record said goes; that it stood in the log, and where, stays."""

    @staticmethod
    async def fill(store: Store) -> None:
        async def job(tx: Transaction) -> None:
            await tx.append([log_row(1, 1, 1, 10), log_row(2, 1, 2, 20), log_row(3, 3, 1, 30), log_row(4, 1, 3, 40)])
            await tx.put_page(page_row(1))
            await tx.put_page(page_row(2, "pk.fia"))
            await tx.put_heads([head_row(1, 4, 3, status="EXPUNGED"), head_row(3, 3)])
            await tx.add_people([token("a", 1), token("a", 3), token("b", 1), token("c", 3)])
            await tx.end_people([("b", 1)], 5, 5)
            await tx.add_cases([CaseToken("x", 1, 1, 0), CaseToken("x", 3, 1, 1)])
            await tx.put_flags([FlagRow(1, "r", 2, 2), FlagRow(3, "r", 1, 3)])
            refused = [quarantine_row(1, 1), quarantine_row(1, 2), quarantine_row(2, 1)]
            names = ("record-1", "record-3", "record-1")
            await tx.put_quarantine([row._replace(record_id=name) for row, name in zip(refused, names, strict=True)])

        await store.write(job)

    def test_bodies_tokens_and_flags_go_and_the_order_stays(self, store: Store) -> None:
        async def run() -> None:
            await self.fill(store)
            before = await read(store, "feed", 0, 10)

            async def job(tx: Transaction) -> None:
                await tx.erase([1], 99)
                assert {head.record for head in await tx.heads_of_people(["a", "b"])} == {3}
                assert {head.record for head in await tx.heads_of_cases(["x"])} == {3}
                assert await tx.digest_of(1, 1) == digest(1, 1)

            await store.write(job)
            assert await read(store, "feed", 0, 10) == before
            bodies = {row.seq: row for row in await read(store, "bodies", [1, 2, 3, 4])}
            assert {seq: bool(row.body) for seq, row in bodies.items()} == {1: False, 2: False, 3: True, 4: True}
            assert bodies[1][:-3] == log_row(1, 1, 1, 10)[:1] + log_row(1, 1, 1, 10)[2:-2]
            assert {seq: row.voice for seq, row in bodies.items()} == {1: "", 2: "", 3: "voice", 4: "voice"}
            assert await read(store, "flags_of_agency", "pk.punjab-police", 10) == [("record-3", "r", 1)]
            assert await read(store, "stamp", "a") == (99, 1, 0)
            assert await read(store, "stamp", "b") == (0, 0, 0)
            assert await read(store, "stamp", "c") == (1, 1, 0)
            refused = await read(store, "quarantined", "pk.punjab-police", 10)
            assert [row.record_id for row in refused] == ["record-1", "record-3"]

        wait(run())

    def test_what_fails_after_erasing_erases_nothing(self, store: Store) -> None:
        async def run() -> None:
            await self.fill(store)

            async def job(tx: Transaction) -> None:
                await tx.erase([1], 99)
                raise ValueError("too late")

            with pytest.raises(ValueError, match="too late"):
                await store.write(job)
            bodies = await read(store, "bodies", [1, 2])
            assert all(row.body for row in bodies)
            assert await read(store, "stamp", "a") == (1, 2, 0)

        wait(run())


class TestProfiles:
    def test_classes_are_counted_and_rows_filtered_in_the_statement(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, 2, klass=7, people="2a", cases="FIR:x")
            await put(store, 3, klass=8, people="2a 1n")
            async with store.snapshot() as view:
                lines = await view.person_profile("a", NOW, ["x"], 5)
                assert [(each.code, each.klass, each.number) for each in lines] == [(31, 7, 2), (33, 8, 1)]
                assert [row.record for row in await view.person_rows("a", NOW, ["x"], 5, [31])] == [1, 2]
                assert [row.record for row in await view.person_rows("a", NOW, ["x"], 5, [33])] == [3]
                assert await view.person_rows("a", NOW, ["x"], 5, [29]) == []
                assert [each.code for each in await view.person_profile("a", NOW, [], 5)] == [29, 33]
                assert await view.person_profile("b", NOW, ["x"], 5) == []

        wait(run())

    def test_a_list_entry_lapses(self, store: Store) -> None:
        async def run() -> None:
            async def job(tx: Transaction) -> None:
                await tx.put_heads([head_row(1, 1, klass=7, until_ms=100, people="2a")])
                await tx.add_people([token("a", 1)])

            await store.write(job)
            async with store.snapshot() as view:
                [line] = await view.person_profile("a", NOW, [], 99)
                assert (line.code, line.lapses_ms) == (29, 100)
                [line] = await view.person_profile("a", NOW, [], 100)
                assert (line.code, line.lapses_ms) == (28, None)

        wait(run())

    def test_papers_of_a_case_are_about_nobody(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, klass=7, cases="FIR:x COURT_CASE:y")
            await put(store, 2, klass=7, people="2a", cases="FIR:x")
            await put(store, 3, klass=8, people="-", cases="FIR:x")
            async with store.snapshot() as view:
                lines = await view.case_profile(["x", "y"], NOW, ["x"], 5)
                assert [(each.code, each.number) for each in lines] == [(31, 1)]
                rows = await view.case_rows(["x", "y"], NOW, ["x"], 5, [31, 35])
                assert [row.record for row in rows] == [1]

        wait(run())

    def test_members_of_a_case_are_papers_and_people(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, klass=7, cases="FIR:x COURT_CASE:y")
            await put(store, 2, klass=7, people="2a", cases="FIR:x")
            await put(store, 3, klass=8, people="-", cases="FIR:z")
            async with store.snapshot() as view:
                rows = await view.case_members(["x", "y"], 5)
                assert [(row.record, row.code) for row in rows] == [(1, 31), (2, 31)]

        wait(run())

    def test_tokens_have_their_time(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, klass=7, people="2a", cases="FIR:x", at=10)

            async def job(tx: Transaction) -> None:
                await tx.end_people([("a", 1)], 20, 2)
                await tx.end_cases([("x", 1)], 20)
                await tx.add_people([token("b", 1, 20)])

            await store.write(job)
            async with store.snapshot() as view:
                assert await view.person_profile("a", 9, [], 5) == []
                assert len(await view.person_profile("a", 10, [], 5)) == 1
                assert len(await view.person_profile("a", 19, [], 5)) == 1
                assert await view.person_profile("a", 20, [], 5) == []
                assert await view.person_profile("a", NOW, [], 5) == []
                assert len(await view.person_profile("b", NOW, [], 5)) == 1
                assert await view.case_profile(["x"], NOW, [], 5) == []

        wait(run())

    def test_the_stamp_moves_with_every_change(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, people="2a")
            stamps = [await read(store, "stamp", "a")]

            async def step(name: str, *values: object) -> None:
                async def job(tx: Transaction) -> None:
                    await getattr(tx, name)(*values)

                await store.write(job)
                stamps.append(await read(store, "stamp", "a"))

            await step("touch_people", [("a", 1)], 5)
            await step("keep_people", [token("a", 1, changed=6)])
            await step("add_people", [token("a", 2, changed=6)])
            await step("end_people", [("a", 1)], 9, 7)
            assert len(set(stamps)) == len(stamps)
            assert await read(store, "stamp", "b") == (0, 0, 0)

        wait(run())

    def test_one_record_by_its_name(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, klass=7, people="2a", cases="FIR:x")
            found = await read(store, "record_profile", "pk.punjab-police", "record-1", ["x"], 5)
            assert found == (31, 1, 7, 1, "2a")
            assert await read(store, "record_profile", "pk.fia", "record-1", ["x"], 5) is None

        wait(run())

    def test_case_files_and_holdings(self, store: Store) -> None:
        async def run() -> None:
            async def job(tx: Transaction) -> None:
                await tx.put_heads([head_row(1, 1, klass=7, kind="CASE_FILE", cases="FIR:x")])
                await tx.put_heads([head_row(2, 2, cases="FIR:x", agency="pk.fia")])
                await tx.add_cases([CaseToken("x", 1, 1, 1), CaseToken("x", 2, 1, 0), CaseToken("y", 2, 1, 0)])

            await store.write(job)
            file = (1, "pk.punjab-police", "CASE_FILE", 7, "", "FIR:x", "{}")
            assert await read(store, "case_files", "x") == [file]
            assert sorted(await read(store, "case_papers", "x")) == [file, (2, "pk.fia", "PARTY", 1, "", "FIR:x", "{}")]
            assert await read(store, "case_files", "y") == []
            assert await read(store, "holds_case", "y", "pk.fia") is True
            assert await read(store, "holds_case", "y", "pk.punjab-police") is False

        wait(run())


class TestNeighbours:
    def test_heads_by_name_case_and_person(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, 2, people="2a", cases="FIR:x")

            async def job(tx: Transaction) -> None:
                named = await tx.heads_named("pk.punjab-police", ["record-2", "record-9"])
                assert [(each.head.record, each.sha256) for each in named] == [(2, digest(2, 1))]
                assert {head.record for head in await tx.heads_of_cases(["x", "z"])} == {1, 2}
                assert {head.record for head in await tx.heads_of_people(["a"])} == {1, 2}
                assert await tx.digest_of(2, 1) == digest(2, 1)
                assert await tx.digest_of(2, 2) is None
                await tx.end_people([("a", 1)], 5, 5)
                assert {head.record for head in await tx.heads_of_people(["a"])} == {1, 2}

            await store.write(job)

        wait(run())

    def test_what_is_said_of_a_person_is_added_up(self, store: Store) -> None:
        async def job(tx: Transaction) -> None:
            await tx.put_heads([head_row(n, n, act_day=day) for n, day in ((1, 40), (2, 30), (3, None), (4, 50))])
            await tx.add_people(
                [
                    PersonToken("a", 1, 1, 2, 1, 10, 20, 0, "one"),
                    PersonToken("a", 2, 1, 2, 1, 5, 15, 1, "one"),
                    PersonToken("a", 4, 1, 2, 1, 7, 9, 0, "another"),
                    PersonToken("a", 3, 1, 2, 1, None, None, 0),
                    PersonToken("b", 1, 1, 1, 1, None, None, 0),
                ]
            )
            facts = {each.token: each for each in await tx.person_facts(["a", "b", "c"])}
            assert facts["a"] == ("a", (("another", 7, 9), ("one", 5, 20)), 1)
            assert facts["b"] == ("b", (), 0)
            acts = {each.token: each for each in await tx.person_acts(["a", "b"])}
            assert acts["a"] == ("a", 30, 1)
            assert acts["b"] == ("b", 40, 0)
            await tx.end_people([("a", 2)], 9, 9)
            assert {each.token: each for each in await tx.person_facts(["a"])}["a"] == (
                "a",
                (("another", 7, 9), ("one", 10, 20)),
                0,
            )

        wait(store.write(job))

    def test_classes_are_kept_once(self, store: Store) -> None:
        async def job(tx: Transaction) -> None:
            await tx.put_classes([(5, "five"), (6, "six")])
            await tx.put_classes([(5, "five")])

        wait(store.write(job))
        assert wait(read(store, "classes", [5, 6, 7])) == {5: "five", 6: "six"}

    def test_reclassing_changes_the_class_in_force_alone(self, store: Store) -> None:
        async def run() -> None:
            await put(store, 1, klass=7, people="2a")

            async def job(tx: Transaction) -> None:
                await tx.reclass([(8, 12, 1)])
                [head] = [each.head for each in await tx.heads_named("pk.punjab-police", ["record-1"])]
                assert (head.klass, head.act_day, head.own) == (8, 12, 1)

            await store.write(job)
            [line] = await read(store, "person_profile", "a", NOW, [], 5)
            assert line.klass == 8

        wait(run())


def test_forever_lies_beyond_now() -> None:
    assert NOW < FOREVER


def test_the_port_is_what_the_store_is(store: Store) -> None:
    async def run() -> None:
        async with store.snapshot() as view:
            snapshot: Snapshot = view
            assert await snapshot.feed(0, 1) == []

    wait(run())
