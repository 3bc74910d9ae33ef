"""The index on disk: sealed, whole, and of this node and program, or not read at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from services import names
from services.matching.default_model import default_model
from services.matching.index.people import PeopleIndex
from services.matching.person import Described
from services.names.likeness import likeness
from services.names.parse import parsed
from services.node import person_file
from services.node.person_file import FileUnfit, Kept, read, write
from services.signing.sealing import Sealer
from tests.unit.matching.index.people_of import drawn

SEALER = Sealer(bytes(range(32)))
WHO = Described(
    name=parsed("Zulfiqar Sajjad @ کالا"),
    related=parsed("Gulshanara"),
    cnic="3520200000017",
    phones=frozenset({"+923001234567"}),
    token="pairwise-token",
    address=frozenset({"ravi", "road"}),
)
ALL = frozenset({0})


def filled(*more: Described) -> PeopleIndex:
    index = PeopleIndex(likeness(), default_model())
    for number, who in enumerate([WHO, *more]):
        index.put(number, 0, who)
    return index


def written(folder: Path, index: PeopleIndex) -> Path:
    path = folder / "match" / "index"
    write(path, SEALER, Kept(41, index.image()))
    return path


def read_back(path: Path, sealer: Sealer = SEALER) -> tuple[int, PeopleIndex]:
    kept = read(path, sealer)
    assert kept is not None
    return kept.change, PeopleIndex(likeness(), default_model(), kept.image)


def test_an_index_that_was_read_answers_and_changes_as_the_one_that_was_written(tmp_path: Path) -> None:
    people = drawn(300)
    index = filled(*people)
    index.remove(7)
    change, again = read_back(written(tmp_path, index))
    assert (change, len(again), again.wasted) == (41, len(index), 1)
    for who in [WHO, *people[:30]]:
        assert again.nearest(who, ALL, frozenset(), 10) == index.nearest(who, ALL, frozenset(), 10)
    for each in (index, again):
        each.put(900, 0, WHO)
        each.remove(0)
    assert [near.record for near in again.nearest(WHO, ALL, frozenset(), 1).near] == [900]
    assert again.nearest(WHO, ALL, frozenset(), 10) == index.nearest(WHO, ALL, frozenset(), 10)


def test_an_empty_index_is_kept_too(tmp_path: Path) -> None:
    path = written(tmp_path, PeopleIndex(likeness(), default_model()))
    assert len(read_back(path)[1]) == 0


def test_no_file_is_no_index(tmp_path: Path) -> None:
    assert read(tmp_path / "index", SEALER) is None


def test_no_name_and_no_number_lies_in_clear(tmp_path: Path) -> None:
    path = written(tmp_path, filled())
    raw = path.read_bytes()
    said = [
        "zulfiqar",
        "sajjad",
        "کالا",
        "gulshanara",
        "3520200000017",
        "923001234567",
        "pairwise-token",
        "ravi",
        "road",
    ]
    assert not [word for word in said if word.encode() in raw]
    assert int(WHO.cnic).to_bytes(8, "little") not in raw
    assert path.stat().st_mode & 0o077 == path.parent.stat().st_mode & 0o077 == 0
    assert [each.name for each in path.parent.iterdir()] == ["index"]


def test_wherever_a_byte_is_wrong_it_is_unfit(tmp_path: Path) -> None:
    path = written(tmp_path, filled())
    raw = path.read_bytes()
    for at in [*range(0, len(raw), 97), len(raw) - 1]:
        path.write_bytes(raw[:at] + bytes([raw[at] ^ 1]) + raw[at + 1 :])
        with pytest.raises(FileUnfit):
            read(path, SEALER)


def test_cut_lengthened_or_empty_it_is_unfit(tmp_path: Path) -> None:
    path = written(tmp_path, filled())
    raw = path.read_bytes()
    for wrong in (b"", raw[:10], raw[: len(raw) // 2], raw[:-1], raw + b"x", raw + raw):
        path.write_bytes(wrong)
        with pytest.raises(FileUnfit):
            read(path, SEALER)


def test_a_chunk_left_out_or_moved_is_unfit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(person_file, "CHUNK", 64)
    path = written(tmp_path, filled(*drawn(5)))
    assert len(read_back(path)[1]) == 6
    chunks = chunks_of(path)
    assert len(chunks) > 30
    for wrong in (chunks[:20] + chunks[21:], [*chunks[:20], chunks[21], chunks[20], *chunks[22:]], chunks[:-1]):
        path.write_bytes(person_file.MARK + b"".join(wrong))
        with pytest.raises(FileUnfit):
            read(path, SEALER)


def chunks_of(path: Path) -> list[bytes]:
    raw, found = path.read_bytes()[len(person_file.MARK) :], []
    while raw:
        size = 4 + int.from_bytes(raw[:4])
        found.append(raw[:size])
        raw = raw[size:]
    return found


def test_another_nodes_and_another_programs_are_unfit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, filled())
    with pytest.raises(FileUnfit):
        read(path, Sealer(bytes(32)))
    monkeypatch.setattr(person_file, "made_by", lambda: "another program")
    with pytest.raises(FileUnfit):
        read(path, SEALER)


def test_what_a_program_files_by_is_part_of_what_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = person_file.made_by()
    (tmp_path / "table.tsv").write_text("another table")
    monkeypatch.setattr(names, "__path__", [str(tmp_path)])
    assert person_file.made_by() != before
