"""A request for a certificate is read strictly: what the library finds wrong in any way is refused by its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from cryptography import x509
from hypothesis import given
from hypothesis import strategies as st

from services.membership.csr import make_csr, read_csr
from services.membership.errors import RefusedEnrolment
from services.signing.es256 import PrivateKey


@pytest.fixture(scope="module")
def csr(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    key = tmp_path_factory.mktemp("key") / "tls.key"
    PrivateKey.generate().save(key)
    return make_csr(key, "pk.anf/node", ("localhost",))


def test_a_request_of_a_version_that_there_is_not_is_refused_by_its_place(csr: bytes) -> None:
    """RFC 2986 section 4.1 has version 0 alone; the library says of others so in an error that is no ValueError."""
    version = csr.index(b"\x02\x01\x00")
    other = csr[:version] + b"\x02\x01\x01" + csr[version + 3 :]
    with pytest.raises(RefusedEnrolment, match=r"csr: systems\[0\].csr"):
        read_csr(other, "systems[0].csr")


@pytest.mark.parametrize("unused", range(1, 8))
def test_a_signature_with_unused_bits_is_refused(tmp_path: Path, unused: int) -> None:
    """The library passes over them where they are zero, so that another request would be the same."""
    PrivateKey.generate().save(tmp_path / "tls.key")
    signed = iter(lambda: make_csr(tmp_path / "tls.key", "pk.anf/node", ("localhost",)), b"")
    made = next(each for each in signed if each[-1] % (1 << unused) == 0)
    request = x509.load_der_x509_csr(made)
    at = len(made) - len(request.signature) - 1
    other = made[:at] + bytes([unused]) + made[at + 1 :]
    assert x509.load_der_x509_csr(other).is_signature_valid
    with pytest.raises(RefusedEnrolment, match="csr-signature: csr"):
        read_csr(other, "csr")
    assert read_csr(made, "csr")


@given(st.data())
def test_a_changed_byte_is_refused_by_rule(csr: bytes, data: st.DataObject) -> None:
    raw = bytearray(csr)
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    with pytest.raises(RefusedEnrolment):
        read_csr(bytes(raw), "csr")
