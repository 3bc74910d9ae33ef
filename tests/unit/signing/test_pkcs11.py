"""Keys that never leave a token: named by URI, opened by a PIN that is nowhere to be seen, and as good as a file's."""

from __future__ import annotations

import stat
import threading
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.signing.es256 import BadKey, PrivateKey
from services.signing.keyfile import UnsafeFile
from services.signing.pkcs11 import MODULE, PIN, KeyUri, TokenError, TokenKey, load_token_key, parse_uri
from services.signing.reference import key_reference, load_signer
from tests.fakes import softhsm
from tests.rows import of_rows

URI = f"pkcs11:token={softhsm.TOKEN};object=page"


@pytest.fixture
def known() -> dict[str, str]:
    """The environment of a process that may use the token."""
    return {MODULE: softhsm.shared(), PIN: softhsm.PIN}


def test_a_signature_holds_like_a_files(known: dict[str, str]) -> None:
    key = load_token_key(URI, known)
    assert key.kid == sha256(key.spki).digest()
    assert (key.public().spki, len(key.spki)) == (key.spki, 91)
    for message in (b"", b"x", b"y" * 100_000):
        key.public().verify(key.sign(message), message)


def test_the_same_key_by_label_and_by_id(known: dict[str, str]) -> None:
    by_id = load_token_key("pkcs11:token=rabta;id=%70%61%67%65;type=private", known)
    assert by_id.kid == load_token_key(URI, known).kid
    assert by_id.kid != load_token_key("pkcs11:token=rabta;object=token", known).kid


def test_threads_share_a_token(known: dict[str, str]) -> None:
    keys = [load_token_key(f"pkcs11:token=rabta;object={label}", known) for label in ("page", "token")]
    failed: list[Exception] = []

    def work(key: TokenKey) -> None:
        try:
            for number in range(20):
                key.public().verify(key.sign(b"%d" % number), b"%d" % number)
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=work, args=(key,)) for key in keys * 3]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failed


def test_the_pin_comes_from_a_private_file(known: dict[str, str], tmp_path: Path) -> None:
    path = tmp_path / "pin"
    path.touch(mode=0o600)
    path.write_text(f"{softhsm.PIN}\n", "utf-8")
    uri = f"{URI}?pin-source=file:{path}&module-path={known[MODULE]}"
    assert load_token_key(uri, {}).kid == load_token_key(URI, known).kid
    path.chmod(0o644)
    with pytest.raises(UnsafeFile):
        load_token_key(uri, {})


def test_nothing_shows_a_pin_or_a_private_half(known: dict[str, str]) -> None:
    key = load_token_key(URI, known)
    assert repr(key) == f"TokenKey(kid={key.kid.hex()[:16]})"
    with pytest.raises(TokenError) as caught:
        load_token_key("pkcs11:token=rabta;object=none", known)
    assert softhsm.PIN not in str(caught.value)
    assert caught.value.__cause__ is None


@pytest.mark.parametrize(
    ("uri", "said"),
    [
        ("pkcs11:token=rabta;object=none", "NoSuchKey"),
        ("pkcs11:token=other;object=page", "NoSuchToken"),
    ],
)
def test_what_is_not_there_is_an_error(known: dict[str, str], uri: str, said: str) -> None:
    with pytest.raises(TokenError, match=said):
        load_token_key(uri, known)


def test_a_key_of_another_curve_is_refused(known: dict[str, str]) -> None:
    with pytest.raises(BadKey, match=r"^not a P-256 key$"):
        load_token_key("pkcs11:token=rabta;object=large", known)


def test_a_library_that_is_none(known: dict[str, str], tmp_path: Path) -> None:
    with pytest.raises(TokenError):
        load_token_key(f"pkcs11:token=x;object=page?module-path={tmp_path / 'none.so'}", known)
    with pytest.raises(TokenError, match="no module"):
        load_token_key(URI, {PIN: "x"})
    with pytest.raises(TokenError, match="no PIN"):
        load_token_key(URI, {MODULE: known[MODULE]})


# -- the URI


def test_a_uri_says_all_of_it() -> None:
    found = parse_uri("pkcs11:token=My%20token;object=%D8%B1;id=%01%ff?pin-source=/etc/pin&module-path=/usr/lib/x.so")
    assert found == KeyUri("My token", "\u0631", b"\x01\xff", "/usr/lib/x.so", "/etc/pin")


@of_rows(
    "uri",
    [
        "", "file:page.key", "pkcs11:", "pkcs11:token=a", "pkcs11:object=a", "pkcs11:token=a;object=b;type=cert",
        "pkcs11:token=a;object=b;object=c", "pkcs11:token=a;object=b;x=1", "pkcs11:token=a;object",
        "pkcs11:token=a;object=b?x=1", "pkcs11:token=a;object=%ff", "PKCS11:token=a;object=b",
    ],
)  # fmt: skip
def test_a_uri_has_one_form(uri: str) -> None:
    with pytest.raises(TokenError):
        parse_uri(uri)


def test_a_pin_in_the_uri_is_refused_and_not_repeated() -> None:
    for uri in ("pkcs11:token=a;object=b?pin-value=271828", "pkcs11:token=a;object=b;pin-value=271828"):
        with pytest.raises(TokenError, match="pin-value") as caught:
            parse_uri(uri)
        assert "271828" not in str(caught.value)


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        parse_uri(f"pkcs11:{text}")
    except TokenError:
        pass


# -- the reference


def test_a_reference_is_a_path_or_a_uri(tmp_path: Path) -> None:
    assert key_reference(URI, tmp_path) == URI
    assert key_reference("keys/page.key", tmp_path) == tmp_path / "keys" / "page.key"
    key = PrivateKey.generate()
    key.save(tmp_path / "page.key")
    assert load_signer(key_reference("page.key", tmp_path)).kid == key.kid
    assert stat.S_IMODE((tmp_path / "page.key").stat().st_mode) == 0o600
