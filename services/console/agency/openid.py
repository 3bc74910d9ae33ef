"""An agency's own account before the passkey: OpenID Connect Core 1.0, code flow with PKCE (RFC 7636, S256).

It says whose passkey is to be asked, and opens nothing by itself: the issuer hears nothing of it. PyJWT checks the id
token (RFC 7519); around it stands what it leaves open: the nonce, the parties, what is fetched and from where.
"""

from __future__ import annotations

import hmac
import json
import secrets
from base64 import b64encode
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import aiohttp
import jwt

from services.access.claims import OFFICER
from services.access.jws import BadJws, encode_segment
from services.errors import RabtaError

ALGORITHMS: Final = ("ES256", "RS256")
SKEW_S: Final = 30
_TIMEOUT: Final = aiohttp.ClientTimeout(total=10)
_BYTES: Final = 64 * 1024
_NEEDED: Final = ("iss", "sub", "aud", "exp", "iat", "nonce")


class NotVouched(RabtaError):
    """The agency's provider of accounts names no officer: it did not answer, or with what proves nothing.

    ``rule``: a word of this module, for the log; never a part of what came.
    """

    def __init__(self, rule: str) -> None:
        super().__init__(f"account: {rule}")
        self.rule = rule


@dataclass(frozen=True, slots=True)
class Begun:
    """One sign-in under way. ``url``: where the browser goes; the rest comes back, or is compared with what does."""

    url: str
    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True)
class Provider:
    """``issuer``: its URL; ``client``: the console's id there; ``secret``: empty for none.

    ``claim``: where an id token has the officer's id; ``back``: URL of the console where the browser comes back.
    """

    issuer: str
    client: str
    secret: str = field(repr=False)
    claim: str
    back: str

    async def begin(self) -> Begun:
        """A sign-in with fresh secrets. Raises NotVouched."""
        where = await self._endpoint("authorization_endpoint")
        state, nonce, verifier = (secrets.token_urlsafe(32) for _ in range(3))
        asked = {
            "response_type": "code",
            "client_id": self.client,
            "redirect_uri": self.back,
            "scope": "openid",
            "state": state,
            "nonce": nonce,
            "code_challenge": encode_segment(sha256(verifier.encode()).digest()),
            "code_challenge_method": "S256",
        }
        return Begun(f"{where}{'&' if urlsplit(where).query else '?'}{urlencode(asked)}", state, nonce, verifier)

    async def finish(self, begun: Begun, state: str, code: str) -> str:
        """The officer's id whom the provider names for what came back. Raises NotVouched."""
        if not code or not hmac.compare_digest(state.encode(), begun.state.encode()):
            raise NotVouched("state")
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.back,
            "client_id": self.client,
            "code_verifier": begun.verifier,
        }
        answer = await _fetched(await self._endpoint("token_endpoint"), form, self._authorization())
        keys = await _fetched(await self._endpoint("jwks_uri"))
        claims = self._claims(str(answer.get("id_token", "")), keys)
        if not hmac.compare_digest(str(claims["nonce"]).encode(), begun.nonce.encode()):
            raise NotVouched("nonce")
        try:
            return str(OFFICER("sub", claims.get(self.claim)))
        except BadJws:
            raise NotVouched("claim") from None

    def _claims(self, token: str, keys: dict[str, object]) -> dict[str, object]:
        """Claims of an id token, verified (OpenID Connect Core 1.0, section 3.1.3.7)."""
        try:
            head = jwt.get_unverified_header(token)
            fit = _fitting(jwt.PyJWKSet.from_dict(keys).keys, head.get("kid"))
            if len(fit) != 1 or head.get("alg") not in ALGORITHMS or fit[0].algorithm_name != head["alg"]:
                raise NotVouched("key")
            found: dict[str, object] = jwt.decode(
                token,
                fit[0],
                algorithms=list(ALGORITHMS),
                audience=self.client,
                issuer=self.issuer,
                leeway=SKEW_S,
                options={"require": list(_NEEDED)},
            )
        except jwt.PyJWTError:
            raise NotVouched("token") from None
        if found["aud"] not in (self.client, [self.client]) or found.get("azp", self.client) != self.client:
            raise NotVouched("audience")
        return found

    def _authorization(self) -> dict[str, str]:
        """The client's own proof (RFC 6749, section 2.3.1), where it has a secret."""
        if not self.secret:
            return {}
        said = f"{quote(self.client, safe='')}:{quote(self.secret, safe='')}"
        return {"Authorization": f"Basic {b64encode(said.encode()).decode()}"}

    async def _endpoint(self, name: str) -> str:
        """From the provider's own description (OpenID Connect Discovery 1.0, section 4), on its own scheme."""
        said = await _fetched(f"{self.issuer.rstrip('/')}/.well-known/openid-configuration")
        url = said.get(name)
        if said.get("issuer") != self.issuer or type(url) is not str:
            raise NotVouched("description")
        if urlsplit(url).scheme != urlsplit(self.issuer).scheme:
            raise NotVouched("scheme")
        return url


def _fitting(keys: list[jwt.PyJWK], named: object) -> list[jwt.PyJWK]:
    """Keys that sign, of the name that the token gives; where it names none, all (section 10.1: then there is one)."""
    signing = [key for key in keys if key.public_key_use in (None, "sig")]
    return signing if named is None else [key for key in signing if key.key_id == named]


async def _fetched(
    url: str, form: dict[str, str] | None = None, headers: dict[str, str] | None = None
) -> dict[str, object]:
    """The JSON object at ``url``, by POST where there is a form. Raises NotVouched."""
    try:
        async with (
            aiohttp.ClientSession(timeout=_TIMEOUT, auto_decompress=False) as session,
            session.request(
                "GET" if form is None else "POST", url, data=form, headers=headers, allow_redirects=False
            ) as answer,
        ):
            raw = bytearray()
            async for part in answer.content.iter_any():
                raw += part
                if len(raw) > _BYTES:
                    raise NotVouched("size")
            found = json.loads(raw) if answer.status == 200 else None
    except (aiohttp.ClientError, TimeoutError, OSError, ValueError, RecursionError):
        raise NotVouched("no answer") from None
    if not isinstance(found, dict):
        raise NotVouched("no answer")
    return found
