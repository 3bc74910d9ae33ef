"""A real browser's authenticator: what it registers and answers is what an issuer reads."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page
from rabta.access.v1.roster_pb2 import Passkey

from services.access.assertion import claims_of
from services.access.jws import decode_segment
from services.access.passkey_answer import Answer, challenge_of, write_answer
from services.issuer.errors import InvalidGrant
from services.issuer.passkey import Passkeys
from tests.fakes.authenticator import CONSOLE
from tests.unit.access.token.world import DESK, thumbprint
from tests.unit.issuer.memory_issuer import MemoryIssuer

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
BASE64URL = """
const text = (raw) => btoa(String.fromCharCode(...new Uint8Array(raw)))
  .replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
"""
REGISTER = f"""async () => {{
{BASE64URL}
  const made = await navigator.credentials.create({{publicKey: {{
    rp: {{name: "Rabta"}}, user: {{id: new Uint8Array([1]), name: "fia-1042", displayName: "fia-1042"}},
    challenge: new Uint8Array(32), pubKeyCredParams: [{{type: "public-key", alg: -7}}],
    authenticatorSelection: {{userVerification: "required", residentKey: "required"}},
  }}}});
  return [text(made.rawId), text(made.response.getPublicKey())];
}}"""
ANSWER = f"""async (challenge) => {{
{BASE64URL}
  const given = await navigator.credentials.get({{publicKey: {{
    challenge: new Uint8Array(challenge), userVerification: "required",
  }}}});
  const {{authenticatorData, clientDataJSON, signature}} = given.response;
  return [given.rawId, authenticatorData, clientDataJSON, signature].map(text);
}}"""


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """An empty page of the console's origin, with an authenticator that is bound to its device."""
    made = browser.new_page()
    made.route(
        "**/*", lambda route: route.fulfill(body="<!doctype html><title>Rabta</title>", content_type="text/html")
    )
    session = made.context.new_cdp_session(made)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    made.goto(CONSOLE)
    yield made
    made.close()


def test_an_issuer_takes_what_chromium_answers_and_at_no_other_console(page: Page) -> None:
    desk = MemoryIssuer()
    desk.issuer.passkeys = Passkeys(CONSOLE)
    credential, spki = (decode_segment(text) for text in page.evaluate(REGISTER))
    desk.use(passkeys=[Passkey(credential=credential, spki=spki)])
    said = desk.said(b"x" * 32, jti=desk.issuer.challenge(thumbprint(DESK)))
    claims = json.dumps(claims_of(said)).encode()
    given = [decode_segment(text) for text in page.evaluate(ANSWER, list(challenge_of(claims)))]
    text = write_answer(Answer(claims, *given))
    proof = desk.issuer.passkeys.proof(text, thumbprint(DESK), desk.roster, desk.now_ms)
    assert (proof.said, proof.officer.id) == (said, "fia-1042")
    assert proof.touch is not None
    assert proof.touch.signatures > 0
    other = Passkeys("https://other.fia.example", desk.issuer.passkeys.fresh)
    with pytest.raises(InvalidGrant):
        other.proof(text, thumbprint(DESK), desk.roster, desk.now_ms)
