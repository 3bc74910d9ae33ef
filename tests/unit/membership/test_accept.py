"""An answer is put in place whole or not at all, and only where it belongs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from rabta.membership.v1.enrolment_pb2 import EnrolmentAnswer

from services.membership.accept import accept, read_answer
from services.membership.admission import complete_answers
from services.membership.anchor import Anchor
from services.membership.certificates import Authority
from services.membership.errors import AnswerMismatch, MalformedRegistry, RegistryError, UnsignedRegistry
from services.membership.member import open_member, write_member
from services.membership.provision import NodeFiles, sign_and_publish
from services.membership.watch import RegistryFolder
from services.signing.es256 import PrivateKey
from tests.unit.membership.asking import ANF, Entry
from tests.unit.membership.world import NOW


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> tuple[Entry, NodeFiles, EnrolmentAnswer]:
    """ANF's folder before it accepts, and its answer with both versions of the registry."""
    entry = Entry(tmp_path_factory.mktemp("accept"))
    node, file = entry.newcomer()
    path = entry.admit(file)
    sign_and_publish(entry.files)
    assert complete_answers(entry.files) == (path,)
    return entry, node, read_answer(path.read_bytes())


def listing(node: NodeFiles) -> set[str]:
    return {str(path.relative_to(node.folder)) for path in node.folder.rglob("*") if path.is_file()}


def test_everything_has_its_place(tmp_path: Path) -> None:
    entry = Entry(tmp_path)
    node, file = entry.newcomer()
    path = entry.admit(file)
    before = listing(node)
    early = accept(node, read_answer(path.read_bytes()))
    assert early is not None
    assert early.digest == RegistryFolder(entry.files.hub.registry).current().digest
    sign_and_publish(entry.files)
    complete_answers(entry.files)
    registry = accept(node, read_answer(path.read_bytes()), Anchor.from_pem(entry.files.anchor.read_bytes()))
    assert registry is not None
    assert registry.agencies[ANF].kind == "NARCOTICS"
    places = {"anchor.pem"} | {
        f"{home}{name}"
        for home in ("", "systems/issuer/")
        for name in ("ca.crt", "tls.crt", "registry/1.signed", "registry/2.signed")
    }
    assert listing(node) - before == places
    assert complete_answers(entry.files) == ()
    held = {one: one.read_bytes() for one in node.folder.rglob("*") if one.is_file()}
    accept(node, read_answer(path.read_bytes()))
    assert {one: one.read_bytes() for one in node.folder.rglob("*") if one.is_file()} == held, "again: no change"


def _certificate_of_nobody(answer: EnrolmentAnswer) -> None:
    """Signed by the right authority over another key: somebody else's certificate would be served."""
    answer.certificates[0].certificate = answer.certificates[1].certificate


def _of_no_version(der: bytes) -> bytes:
    """RFC 5280 section 4.1.2.1 numbers versions 0 to 2."""
    return der.replace(b"\xa0\x03\x02\x01\x02", b"\xa0\x03\x02\x01\x05", 1)


BAD: dict[str, tuple[Callable[[EnrolmentAnswer], object], str]] = {
    "of-another-agency": (lambda answer: setattr(answer, "agency", "pk.fia"), "agency: agency"),
    "certificate-for-another-key": (_certificate_of_nobody, "no-key: certificates.node"),
    "certificate-for-no-system": (
        lambda answer: setattr(answer.certificates[0], "system", "x"),
        "no-key: certificates.x",
    ),
    "certificate-that-is-none": (
        lambda answer: setattr(answer.certificates[0], "certificate", b"x"),
        "certificate: certificates.node",
    ),
    "another-authority": (
        lambda answer: setattr(answer, "authority", Authority.create("rabta.test", NOW).der()),
        "certificate: certificates.node",
    ),
    "certificate-of-no-version": (
        lambda answer: setattr(
            answer.certificates[0], "certificate", _of_no_version(answer.certificates[0].certificate)
        ),
        "certificate: certificates.node",
    ),
    "authority-of-no-version": (
        lambda answer: setattr(answer, "authority", _of_no_version(answer.authority)),
        "certificate: authority",
    ),
    "authority-that-is-none": (lambda answer: setattr(answer, "authority", b""), "certificate: authority"),
    "no-anchor": (lambda answer: answer.ClearField("governance"), "anchor: governance"),
    "another-anchor": (
        lambda answer: answer.governance.__setitem__(0, PrivateKey.generate().spki),
        "anchor: governance",
    ),
}


@pytest.mark.parametrize("name", sorted(BAD))
def test_what_does_not_belong_here_is_refused_and_nothing_is_written(
    answered: tuple[Entry, NodeFiles, EnrolmentAnswer], tmp_path: Path, name: str
) -> None:
    entry, node, answer = answered
    changed = EnrolmentAnswer()
    changed.CopyFrom(answer)
    change, said = BAD[name]
    change(changed)
    before = listing(node)
    with pytest.raises(AnswerMismatch) as caught:
        accept(node, changed, Anchor.from_pem(entry.files.anchor.read_bytes()))
    assert str(caught.value) == said
    assert listing(node) == before


def test_a_registry_of_another_governance_is_refused(
    answered: tuple[Entry, NodeFiles, EnrolmentAnswer], tmp_path: Path
) -> None:
    """The anchor in the answer is what must have signed what is in the answer."""
    _, _, answer = answered
    elsewhere = Entry(tmp_path)
    node, _ = elsewhere.newcomer()
    changed = EnrolmentAnswer()
    changed.CopyFrom(answer)
    del changed.certificates[:]
    changed.registry[0] = (elsewhere.files.registry / "1.signed").read_bytes()
    with pytest.raises(UnsignedRegistry, match="anchor"):
        accept(node, changed)
    assert not node.registry.exists()


def test_a_version_that_contradicts_what_is_here_is_refused(
    answered: tuple[Entry, NodeFiles, EnrolmentAnswer], tmp_path: Path
) -> None:
    _, _, answer = answered
    entry = Entry(tmp_path)
    node, file = entry.newcomer()
    accept(node, read_answer(entry.admit(file).read_bytes()))
    changed = EnrolmentAnswer(agency=ANF, authority=answer.authority, governance=answer.governance)
    with pytest.raises(AnswerMismatch, match="anchor"):
        accept(node, changed)


@pytest.mark.parametrize("raw", [b"", b"x", b"\x0a\x01"])
def test_what_is_no_answer(raw: bytes) -> None:
    with pytest.raises(MalformedRegistry):
        read_answer(raw)


def test_a_folder_knows_whose_it_is(tmp_path: Path) -> None:
    node = write_member(tmp_path / "a", "pk.fia", "rabta.test", hub=False)
    found, asked = open_member(tmp_path / "a", NOW)
    assert (found, asked.federation, asked.federation_id, asked.made_ms) == (node, "rabta.test", b"", NOW)
    with pytest.raises(FileExistsError):
        write_member(tmp_path / "a", "pk.fia", "rabta.test", hub=False)
    (tmp_path / "a" / "member.toml").write_text('agency = "pk.fia"\n')
    with pytest.raises(ValueError, match=r"member\.toml"):
        open_member(tmp_path / "a", NOW)
    with pytest.raises((RegistryError, ValueError, OSError)):
        open_member(tmp_path / "b", NOW)
