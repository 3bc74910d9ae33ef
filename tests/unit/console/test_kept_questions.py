"""Kept questions as files: what is in them, whose they are, and what a field may hold."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.access.claims import NAME as NAME_FORM
from services.access.claims import OFFICER
from services.access.jws import BadJws
from services.access.purpose import ROLES
from services.console.form import BadForm
from services.console.network.store import ChartStore, NoChart
from services.console.page import Page
from services.console.pages import PAGES
from services.console.questions import store as stored
from services.console.questions.phrase import LONGEST, Blank, Phrase
from services.console.questions.store import (
    EVERYBODY,
    NAME,
    TAG,
    TAGS,
    KeptQuestion,
    NoQuestion,
    QuestionStore,
)
from services.console.sealed import SHARED, Enough
from services.console.words import ALL
from services.signing.keyfile import UnsafeFile
from services.signing.sealing import Sealer
from tests.rows import of_rows

SEALER, T = Sealer(b"\3" * 32), 1_780_000_000_000
OWNER, OTHER, STRANGER = "fia-1", "fia-2", "fia-3"
VALUES = {"kind": "CNIC", "number": "35202-1234567-1"}
PHRASES = [(page, phrase) for page in PAGES for phrase in page.keeps]


@pytest.fixture
def store(tmp_path: Path) -> QuestionStore:
    return QuestionStore(tmp_path / "questions", SEALER)


def keep(store: QuestionStore, name: str = "Bearer", tags: str = "", officer: str = OWNER) -> KeptQuestion:
    return store.keep(name, tags, officer, "history", VALUES, T)


def test_what_was_kept_is_there_again(store: QuestionStore, tmp_path: Path) -> None:
    kept = keep(store, tags="kasur،  2026 , kasur,")
    assert kept.tags == ("kasur", "2026")
    assert QuestionStore(tmp_path / "questions", SEALER).question(kept.id, OWNER) == kept
    assert (kept.values, kept.phrase, kept.at_ms) == (VALUES, "history", T)


def test_nobody_reads_it_on_the_disk(store: QuestionStore, tmp_path: Path) -> None:
    kept = keep(store, "Saima", "kasur")
    (path,) = (tmp_path / "questions").iterdir()
    assert path.name == f"{kept.id}.question"
    assert path.stat().st_mode & 0o777 == 0o600
    raw = path.read_bytes()
    assert all(word.encode() not in raw for word in ("Saima", "kasur", OWNER, "35202", "values"))


def test_it_is_found_by_parts_of_its_name_and_of_its_tags(store: QuestionStore) -> None:
    keep(store, "Route of the van", "Kasur, money")
    keep(store, "Bearer")
    for words, found in (("", 2), ("van", 1), ("KASUR", 1), ("van money", 1), ("van lahore", 0), ("bear", 1)):
        assert len(store.questions(OWNER, words)) == found, words
    assert [each.name for each in store.questions(OWNER)] == ["Bearer", "Route of the van"]


def test_only_who_is_named_opens_it_and_only_its_owner_changes_it(store: QuestionStore) -> None:
    kept = keep(store)
    assert store.questions(OTHER) == []
    assert store.share(kept.id, OWNER, OTHER).shared == (OTHER,)
    assert store.question(kept.id, OTHER).values == VALUES
    for officer in (OTHER, STRANGER):
        for change in (store.delete, lambda name, who: store.share(name, who, STRANGER)):
            with pytest.raises(NoQuestion):
                change(kept.id, officer)
    told = set()
    for name, officer in ((kept.id, STRANGER), ("0" * 24, OWNER)):
        with pytest.raises(NoQuestion) as error:
            store.question(name, officer)
        told.add(str(error.value))
    assert len(told) == 1, "what is not there and what is not theirs are told alike"
    store.delete(kept.id, OWNER)
    assert store.questions(OTHER) == []


def test_everybody_opens_what_is_shared_with_everybody(store: QuestionStore) -> None:
    kept = keep(store)
    store.share(kept.id, OWNER, OWNER)
    assert store.question(kept.id, OWNER).shared == ()
    store.share(kept.id, OWNER, EVERYBODY)
    assert [each.id for each in store.questions(STRANGER)] == [kept.id]


def test_a_role_opens_it_to_who_holds_it_and_takes_it_back(store: QuestionStore) -> None:
    kept, held = keep(store), frozenset({"ANALYST", "OVERSIGHT"})
    store.share(kept.id, OWNER, "ANALYST")
    assert store.question(kept.id, OTHER, held).values == VALUES
    assert [each.id for each in store.questions(STRANGER, roles=held)] == [kept.id]
    for roles in (frozenset(), frozenset({"JUDGE"}), frozenset({"analyst"}), frozenset({"ANALYS"})):
        assert store.questions(OTHER, roles=roles) == []
        with pytest.raises(NoQuestion):
            store.question(kept.id, OTHER, roles)
    for change in (store.delete, lambda name, who: store.take_back(name, who, "ANALYST")):
        with pytest.raises(NoQuestion):
            change(kept.id, OTHER)
    assert store.take_back(kept.id, OWNER, "JUDGE").shared == ("ANALYST",)
    assert store.take_back(kept.id, OWNER, "ANALYST").shared == ()
    with pytest.raises(NoQuestion):
        store.question(kept.id, OTHER, held)


@pytest.mark.parametrize("other", [OTHER, EVERYBODY, "ANALYST"])
def test_what_is_taken_back_leaves_the_others(store: QuestionStore, other: str) -> None:
    kept, three = keep(store), {OTHER, EVERYBODY, "ANALYST"}
    for each in three:
        store.share(kept.id, OWNER, each)
    assert set(store.take_back(kept.id, OWNER, other).shared) == three - {other}
    assert set(store.question(kept.id, OWNER).shared) == three - {other}


def test_no_id_of_an_officer_is_a_role() -> None:
    """Ids and roles lie in one list of a file: an id has no capital letter (docs/protocol.md, section 6)."""
    for role in ROLES:
        with pytest.raises(BadJws):
            OFFICER("sub", role)
        assert NAME_FORM("roles", role) == role


def test_names_and_tags_are_cut(store: QuestionStore) -> None:
    kept = keep(store, "n" * 500, ",".join(f"{number}{'t' * 90}" for number in range(30)))
    assert len(kept.name) == NAME
    assert len(kept.tags) == TAGS
    assert {len(tag) for tag in kept.tags} == {TAG}


@pytest.mark.parametrize("name", ["../secret", "", "x" * 24, "0" * 23, "0" * 24 + "\n", "/etc/passwd", "0" * 22 + "/."])
def test_no_name_leads_out_of_the_folder(store: QuestionStore, tmp_path: Path, name: str) -> None:
    (tmp_path / "secret.question").write_bytes(b"x")
    for act in (store.question, store.delete):
        with pytest.raises(NoQuestion):
            act(name, OWNER)


def _swapped(folder: Path, one: str, other: str) -> None:
    (folder / f"{one}.question").write_bytes((folder / f"{other}.question").read_bytes())


def _changed(folder: Path, one: str, other: str) -> None:
    (folder / f"{one}.question").write_bytes((folder / f"{one}.question").read_bytes()[:-1] + b"x")


@pytest.mark.parametrize("damage", [_swapped, _changed])
def test_a_file_that_was_changed_or_put_in_another_s_place_is_none(
    store: QuestionStore, tmp_path: Path, damage: Callable[[Path, str, str], None]
) -> None:
    one, other = keep(store, "one"), keep(store, "other")
    damage(tmp_path / "questions", one.id, other.id)
    with pytest.raises(NoQuestion):
        store.question(one.id, OWNER)


def test_a_chart_is_no_question_and_a_question_no_chart(store: QuestionStore, tmp_path: Path) -> None:
    kept, folder = keep(store), tmp_path / "questions"
    (folder / f"{kept.id}.chart").write_bytes((folder / f"{kept.id}.question").read_bytes())
    charts = ChartStore(folder, SEALER)
    with pytest.raises(ValueError, match="chart"):
        charts.chart(kept.id, OWNER)
    with pytest.raises(NoChart):
        charts.chart("0" * 24, OWNER)


@pytest.mark.parametrize("raw", [b"{}", b"[]", b"no json", b'{"values": 1}', b'{"values": {}, "name": "n"}'])
def test_what_is_sealed_and_no_question_is_none(store: QuestionStore, tmp_path: Path, raw: bytes) -> None:
    path = tmp_path / "questions" / f"{'1' * 24}.question"
    path.write_bytes(SEALER.seal(raw, f"question {'1' * 24}".encode()))
    path.chmod(0o600)
    with pytest.raises(NoQuestion):
        store.question("1" * 24, OWNER)


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 64])
def test_one_file_that_cannot_be_read_takes_nobody_s_list_away(
    store: QuestionStore, tmp_path: Path, damage: bytes
) -> None:
    kept, broken = keep(store, "one"), keep(store, "other")
    (tmp_path / "questions" / f"{broken.id}.question").write_bytes(damage)
    assert [each.id for each in store.questions(OWNER)] == [kept.id]
    assert (tmp_path / "questions" / f"{broken.id}.question").read_bytes() == damage


def test_a_folder_that_others_read_is_refused(store: QuestionStore, tmp_path: Path) -> None:
    (tmp_path / "questions").chmod(0o755)
    with pytest.raises(UnsafeFile):
        store.questions(OWNER)


# -- what of a page can be kept


@of_rows(("page", "phrase"), PHRASES, ids=[phrase.title for _, phrase in PHRASES])
def test_a_phrase_has_its_words_and_the_page_its_fields(page: Page, phrase: Phrase) -> None:
    assert phrase.title in ALL
    for blank in phrase.blanks:
        assert blank.label in ALL
        assert not blank.prefix or {f"{blank.prefix}{word or 'none'}" for word in blank.choices} <= ALL.keys()
    assert page.method in ("GET", "POST")
    assert not {"csrf_token", *phrase.fixed} & {blank.name for blank in phrase.blanks}


def test_phrases_are_told_apart_by_their_titles() -> None:
    titles = [phrase.title for _, phrase in PHRASES]
    assert len(titles) == len(set(titles)) > 10
    assert {page.path for page, _ in PHRASES} >= {"/search", "/history", "/movements", "/case", "/law", "/looked"}


@given(st.dictionaries(st.sampled_from(["kind", "number", "continuing", "other"]), st.text(max_size=8)))
def test_only_fields_of_the_phrase_and_their_own_values_are_kept(form: dict[str, str]) -> None:
    blanks = (
        Blank("kind", "kind", ("CNIC", "PHONE")),
        Blank("number", "number"),
        Blank("continuing", "x", ticked=True),
    )
    phrase = Phrase("t", blanks)
    fits = form.get("kind", "") in ("", "CNIC", "PHONE") and form.get("continuing", "") in ("", "1")
    if fits:
        assert phrase.filled(form) == {name: value for name, value in form.items() if value and name != "other"}
    else:
        with pytest.raises(BadForm):
            phrase.filled(form)


def test_a_value_is_bounded_and_a_fixed_field_tells_questions_apart() -> None:
    phrase = Phrase("t", (Blank("number", "number"),), {"by": "number"})
    assert phrase.fits({"by": "number", "number": "1"})
    assert not phrase.fits({"by": "name"})
    assert phrase.filled({"of-number": "7"}, "of-") == {"number": "7"}
    with pytest.raises(BadForm):
        phrase.filled({"number": "1" * (LONGEST + 1)})


def test_an_officer_keeps_so_many_questions_and_no_more(store: QuestionStore, monkeypatch: pytest.MonkeyPatch) -> None:
    assert stored.QUESTIONS == 500
    monkeypatch.setattr(stored, "QUESTIONS", 6)
    lent = keep(store, officer=OTHER)
    store.share(lent.id, OTHER, EVERYBODY)
    kept = [keep(store, f"{number:03d}") for number in range(6)]
    with pytest.raises(Enough):
        keep(store)
    assert len(store.questions(OWNER)) == 7
    keep(store, officer=STRANGER)
    store.delete(kept[0].id, OWNER)
    keep(store)


def test_a_question_is_shared_with_so_many(store: QuestionStore) -> None:
    kept = keep(store)
    for number in range(SHARED):
        store.share(kept.id, OWNER, f"sd-{number}")
    with pytest.raises(Enough):
        store.share(kept.id, OWNER, EVERYBODY)
    store.take_back(kept.id, OWNER, "sd-0")
    assert EVERYBODY in store.share(kept.id, OWNER, EVERYBODY).shared
