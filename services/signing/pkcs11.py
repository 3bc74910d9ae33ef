"""P-256 keys in a PKCS#11 token (OASIS PKCS #11 v2.40): the private half never leaves it.

A key is named by its URI (RFC 7512), wherever a file name may stand:

    pkcs11:token=rabta;object=page?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:/etc/rabta/pin

``token`` and ``object`` or ``id`` say which key. ``module-path`` may be left to ``RABTA_PKCS11_MODULE``. The PIN comes
from ``pin-source``, a file of mode 0600, or from ``RABTA_PKCS11_PIN``; never from the URI itself, which stands in
settings and process lists: ``pin-value`` is refused.

The library is an optional requirement (requirements-pkcs11.txt, ADR 0057) and is loaded at the first use of a token.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, Final, TypeVar
from urllib.parse import unquote_to_bytes

from services.errors import RabtaError
from services.signing.es256 import BadKey, BadSignature, PublicKey
from services.signing.keyfile import read_private

Foreign = Any
"""Whatever python-pkcs11 gives, which has no types."""
MODULE: Final = "RABTA_PKCS11_MODULE"
PIN: Final = "RABTA_PKCS11_PIN"
_PATH: Final = frozenset({"token", "manufacturer", "model", "serial", "object", "id", "type"})
_QUERY: Final = frozenset({"module-path", "pin-source"})
_P256_OID: Final = bytes.fromhex("06082a8648ce3d030107")
_SPKI_HEAD: Final = bytes.fromhex("3059301306072a8648ce3d020106082a8648ce3d030107034200")
_OCTETS: Final = bytes.fromhex("0441")
"""Head of the DER OCTET STRING in which CKA_EC_POINT wraps the 65 bytes of the point."""
T = TypeVar("T")


class TokenError(RabtaError, OSError):
    """A token gives no key to sign with. Says which step failed, never the PIN."""


@dataclass(frozen=True, slots=True)
class KeyUri:
    """A parsed URI. ``token``, ``label``: text; ``id``: bytes, empty where it is not said; paths as they stand."""

    token: str
    label: str
    id: bytes
    module: str
    pin_source: str


def parse_uri(text: str) -> KeyUri:
    """RFC 7512, as far as it names one private key; TokenError for anything else."""
    scheme, _, rest = text.partition(":")
    if scheme != "pkcs11":
        raise TokenError("not a pkcs11: URI")
    path, _, query = rest.partition("?")
    said, asked = _attributes(path, ";", _PATH), _attributes(query, "&", _QUERY)
    if said.get("type", b"private") != b"private" or "token" not in said or not {"object", "id"} & said.keys():
        raise TokenError("a pkcs11: URI must name a token, and a private key by object or id")
    return KeyUri(
        _text(said["token"]),
        _text(said.get("object", b"")),
        said.get("id", b""),
        _text(asked.get("module-path", b"")),
        _text(asked.get("pin-source", b"")),
    )


def _attributes(text: str, between: str, known: frozenset[str]) -> Mapping[str, bytes]:
    found: dict[str, bytes] = {}
    for part in text.split(between) if text else ():
        name, equals, value = part.partition("=")
        if name == "pin-value":
            raise TokenError("pin-value is refused: give pin-source or the environment")
        if not equals or name not in known or name in found:
            raise TokenError("a pkcs11: URI has an attribute that is unknown, empty or repeated")
        found[name] = unquote_to_bytes(value)
    return found


def _text(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        raise TokenError("an attribute of a pkcs11: URI is not UTF-8") from None


def load_token_key(text: str, environment: Mapping[str, str] | None = None) -> TokenKey:
    """The private key that a URI names, its session open; TokenError, or UnsafeFile for the file with the PIN."""
    uri = parse_uri(text)
    known = os.environ if environment is None else environment
    module = uri.module or known.get(MODULE, "")
    if not module:
        raise TokenError(f"no module: neither module-path nor {MODULE} is given")
    return TokenKey(uri, module, _pin(uri, known))


def _pin(uri: KeyUri, environment: Mapping[str, str]) -> str:
    if uri.pin_source:
        raw = read_private(Path(uri.pin_source.removeprefix("file:")))
        return _text(raw.removesuffix(b"\n"))
    if PIN not in environment:
        raise TokenError(f"no PIN: neither pin-source nor {PIN} is given")
    return environment[PIN]


class TokenKey:
    """One key in a token, as a :class:`services.signing.signer.Signer`. Raises TokenError where it cannot sign."""

    def __init__(self, uri: KeyUri, module: str, pin: str) -> None:
        self._uri = uri
        self._session = _session_of(module, uri.token, pin)
        self._public = PublicKey(self._session.run(lambda session: _spki(session, uri)))

    @property
    def kid(self) -> bytes:
        """SHA-256 of ``spki``, 32 bytes: the name of the key in the registry."""
        return self._public.kid

    @property
    def spki(self) -> bytes:
        """DER SubjectPublicKeyInfo, 91 bytes."""
        return self._public.spki

    def public(self) -> PublicKey:
        """The public half, as the token gave it."""
        return self._public

    def sign(self, message: bytes) -> bytes:
        """ES256 over ``message``, 64 bytes; checked before it leaves, so that no broken token signs."""
        digest = sha256(message).digest()
        signature = self._session.run(lambda session: _signed(session, self._uri, digest))
        try:
            self._public.verify(signature, message)
        except BadSignature:
            raise TokenError("the token gave a signature that does not hold") from None
        return signature

    def __repr__(self) -> str:
        return f"TokenKey(kid={self.kid.hex()[:16]})"


class _Session:
    """One logged-in session with a token, for all its keys: a token knows one login a process. One call at a time."""

    def __init__(self, module: str, token: str, pin: str) -> None:
        self._module, self._token, self._pin = module, token, pin
        self._lock = threading.Lock()
        self._open: Foreign = None

    def run(self, work: Callable[[Foreign], T]) -> T:
        """Do something in the session; one that failed is opened anew the next time."""
        with self._lock:
            try:
                if self._open is None:
                    self._open = (
                        _library().lib(self._module).get_token(token_label=self._token).open(user_pin=self._pin)
                    )
                return work(self._open)
            except (TokenError, BadKey):
                raise
            except Exception as error:
                self._close()
                raise TokenError(f"the token failed: {type(error).__name__}") from None

    def _close(self) -> None:
        session, self._open = self._open, None
        if session is not None:
            with suppress(Exception):
                session.close()


_SESSIONS: dict[tuple[str, str], _Session] = {}
_SESSIONS_LOCK: Final = threading.Lock()


def _session_of(module: str, token: str, pin: str) -> _Session:
    with _SESSIONS_LOCK:
        return _SESSIONS.setdefault((module, token), _Session(module, token, pin))


def _library() -> Foreign:
    try:
        import pkcs11
    except ImportError:
        raise TokenError("python-pkcs11 is not installed (requirements-pkcs11.txt)") from None
    return pkcs11


def _key(session: Foreign, uri: KeyUri, object_class: Foreign) -> Foreign:
    library = _library()
    return session.get_key(
        object_class=object_class, key_type=library.KeyType.EC, label=uri.label or None, id=uri.id or None
    )


def _signed(session: Foreign, uri: KeyUri, digest: bytes) -> bytes:
    library = _library()
    key = _key(session, uri, library.ObjectClass.PRIVATE_KEY)
    return bytes(key.sign(digest, mechanism=library.Mechanism.ECDSA))


def _spki(session: Foreign, uri: KeyUri) -> bytes:
    """The public half, from the public object of the same name; the private one must be there too."""
    library = _library()
    _key(session, uri, library.ObjectClass.PRIVATE_KEY)
    public = _key(session, uri, library.ObjectClass.PUBLIC_KEY)
    if bytes(public[library.Attribute.EC_PARAMS]) != _P256_OID:
        raise BadKey("not a P-256 key")
    point = bytes(public[library.Attribute.EC_POINT])
    return _SPKI_HEAD + point.removeprefix(_OCTETS)
