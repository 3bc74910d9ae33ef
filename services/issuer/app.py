"""Who gets a token. Everything about the officer comes from the signed roster, nothing from the request.

Both use cases go through the same steps, in this order:

1. certificate  the connection's thumbprint is a system of this agency, in force; not too often
2. issuer       this issuer's own token key is in force
3. assertion    signed by an officer of the roster, or answered by their passkey, for this issuer, within its minute
4. request      the assertion was made for exactly this request
5. officer      not suspended, trained, undertaking signed; not too often
6. purpose      for a token, roster and vocabulary give the officer this purpose and this case;
                for an approval, it is another's act, and that other stands nowhere above the approver
7. journal      the assertion is used up and the token kept, in one transaction

Who is refused from step 5 on is counted for oversight, and the assertion used up with it (see ``refusing``).
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from hashlib import sha256

from services.access import approver, token
from services.access.approver import Act
from services.access.assertion import Assertion, assertion_kid, read_assertion, request_for
from services.access.details import Details
from services.access.jws import MAX_BYTES, BadJws, sign_token
from services.access.passkey_answer import is_passkey
from services.issuer.domain import Ceiling, Officer, Rights, Roster, check_details, check_fit, check_second, rights_of
from services.issuer.errors import Declined, InvalidClient, InvalidGrant, InvalidRequest, Unavailable
from services.issuer.limits import PerMinute
from services.issuer.mint import Claims, Grant, access_claims, approver_claims
from services.issuer.passkey import Passkeys, Proof
from services.issuer.ports import Entry, Journal, Refusal, RosterSource, Touch
from services.issuer.refusing import case_told
from services.membership.registry import Registry
from services.membership.rows import TlsRow
from services.signing.signer import Signer

ASSERTION_SKEW_S = 30


@dataclass(frozen=True, slots=True)
class Issued:
    """A signed token and its life. ``cut``: the roster gives more than the registry admits; worth a warning."""

    token: str
    expires_in_s: int
    officer: str
    roster_version: int
    cut: bool


@dataclass(frozen=True, slots=True)
class Applicant:
    """Who stands behind one request, proven."""

    officer: Officer
    rights: Rights
    system: str
    assertion: Assertion
    roster: Roster
    registry: Registry
    now_ms: int
    touch: Touch | None


@dataclass(slots=True)
class Attempt:
    """What a refusal is counted under. ``assertion``: empty until it proves an officer for this very request."""

    case: str
    officer: str = ""
    assertion: str = ""
    expires_ms: int = 0

    def proven(self, said: Assertion) -> None:
        """The officer asked for this."""
        self.officer, self.assertion, self.expires_ms = said.officer, said.jti, said.expires_s * 1000


@dataclass(slots=True)
class Issuer:
    """One agency's issuer. ``url``: its public URL; an assertion may name it or the agency.

    ``passkeys``: None where the agency has no console for several officers.
    """

    agency: str
    url: str
    key: Signer
    registry: Callable[[], Registry]
    rosters: RosterSource
    journal: Journal
    clock: Callable[[], int]
    new_jti: Callable[[], str]
    passkeys: Passkeys | None = None
    per_system: PerMinute = field(default_factory=lambda: PerMinute(600))
    per_officer: PerMinute = field(default_factory=lambda: PerMinute(60))

    async def token(
        self, thumbprint: bytes, client_id: str, assertion: str, details: Details, details_text: str, audience: str = ""
    ) -> Issued:
        """Access token for ``details``; ``details_text`` is the parameter as it came.

        ``audience``: agency that is to be asked, "" for the hub. Raises Declined.
        """
        for_sha256 = request_for(sha256(details_text.encode("utf-8")).digest(), audience)
        async with self._counting(Attempt(case_told(details))) as attempt:
            who = await self._applicant(thumbprint, client_id, assertion, for_sha256, attempt)
            check_details(who.officer, who.rights, details, audience in ("", who.registry.hub))
            grant = self._grant(who, audience, token.LONGEST_S)
            claims = access_claims(grant, who.officer, details, thumbprint)
            return await self._issue(who, grant, claims, token.TYP, details, b"")

    def challenge(self, thumbprint: bytes) -> str:
        """A fresh word for the system at ``thumbprint``: the ``jti`` of a passkey's answer. Raises Declined."""
        now_ms = self.clock()
        self._system(self.registry().tls(thumbprint), "", now_ms)
        return self._passkeys().fresh.word(thumbprint, now_ms)

    async def approve(
        self, thumbprint: bytes, client_id: str, assertion: str, act: Act, details: Details, audience: str = ""
    ) -> Issued:
        """Approver token for ``act``, whose ``details_sha256`` is that of ``details``; ``audience`` as for a token.

        Raises Declined.
        """
        async with self._counting(Attempt(case_told(details))) as attempt:
            who = await self._applicant(thumbprint, client_id, assertion, request_for(act.digest, audience), attempt)
            check_second(who.officer, act.officer)
            grant = self._grant(who, audience, approver.LONGEST_S)
            claims = approver_claims(grant, who.officer, act)
            return await self._issue(who, grant, claims, approver.TYP, details, act.body_sha256)

    @asynccontextmanager
    async def _counting(self, attempt: Attempt) -> AsyncIterator[Attempt]:
        """A refusal of a proven officer is durable before it is told; InvalidGrant ``used`` for the same one again."""
        try:
            yield attempt
        except Declined as declined:
            if attempt.assertion and declined.why not in ("used", "journal"):
                refusal = Refusal(attempt.officer, declined.why, attempt.case, self.clock())
                if not await self.journal.refuse(refusal, attempt.assertion, attempt.expires_ms):
                    raise InvalidGrant("used") from None
                declined.counted = True
            raise

    async def _applicant(
        self, thumbprint: bytes, client_id: str, assertion: str, for_sha256: bytes, attempt: Attempt
    ) -> Applicant:
        now_ms, registry = self.clock(), self.registry()
        system = self._system(registry.tls(thumbprint), client_id, now_ms)
        self._check_key(registry, now_ms)
        roster = await self.rosters.current(now_ms)
        said, officer, touch = self._proof(assertion, thumbprint, roster, now_ms)
        self._check_said(said, officer, now_ms)
        if said.for_sha256 != for_sha256:
            raise InvalidGrant("purpose")
        attempt.proven(said)
        agency = registry.agencies[self.agency]
        ceiling = Ceiling(registry.role_ceiling(self.agency, system), agency.clearance, agency.jurisdictions)
        rights = rights_of(officer, ceiling)
        check_fit(officer, rights, now_ms)
        self.per_officer.take(officer.id, now_ms)
        return Applicant(officer, rights, system, said, roster, registry, now_ms, touch)

    def _system(self, row: TlsRow | None, client_id: str, now_ms: int) -> str:
        if row is None or row.agency != self.agency or not row.in_force(now_ms):
            raise InvalidClient("certificate")
        if client_id and client_id != row.system:
            raise InvalidClient("system")
        self.per_system.take(row.system, now_ms)
        return row.system

    def _check_key(self, registry: Registry, now_ms: int) -> None:
        row = registry.key(self.key.kid, "TOKEN")
        if row is None or row.agency != self.agency or not row.in_force(now_ms) or registry.expired(now_ms):
            raise Unavailable("key")

    def _passkeys(self) -> Passkeys:
        if self.passkeys is None:
            raise InvalidGrant("passkey")
        return self.passkeys

    def _proof(self, text: str, thumbprint: bytes, roster: Roster, now_ms: int) -> Proof:
        try:
            if is_passkey(text):
                return self._passkeys().proof(text, thumbprint, roster, now_ms)
            officer = roster.officers.get(assertion_kid(text))
            if officer is None:
                raise InvalidGrant("assertion")
            return Proof(read_assertion(text, officer.public), officer, None)
        except BadJws as bad:
            raise InvalidGrant("window" if bad.rule == "lifetime" else "assertion") from None

    def _check_said(self, said: Assertion, officer: Officer, now_ms: int) -> None:
        if said.officer != officer.id:
            raise InvalidGrant("assertion")
        if said.audience not in (self.agency, self.url):
            raise InvalidGrant("audience")
        if said.expires_s * 1000 <= now_ms or (said.issued_s - ASSERTION_SKEW_S) * 1000 > now_ms:
            raise InvalidGrant("window")

    def _grant(self, who: Applicant, audience: str, longest_s: int) -> Grant:
        now_s, server = who.now_ms // 1000, audience or who.registry.hub
        if not who.registry.serves(server):
            raise InvalidRequest("server")
        return Grant(
            agency=self.agency,
            server=server,
            federation_id=who.registry.federation_id,
            system=who.system,
            rights=who.rights,
            jti=self.new_jti(),
            issued_s=now_s,
            expires_s=now_s + longest_s,
        )

    async def _issue(
        self, who: Applicant, grant: Grant, claims: Claims, typ: str, details: Details, body: bytes
    ) -> Issued:
        signed = sign_token(claims, self.key, typ)
        if len(signed) > MAX_BYTES:
            raise Unavailable("roster")
        entry = Entry(
            jti=grant.jti,
            kind=typ,
            officer=who.officer.id,
            system=who.system,
            purpose=details.purpose,
            legal_basis=details.legal_basis,
            query_class=details.query_class,
            case=f"{details.case_type}:{details.case_key}".strip(":"),
            body_sha256=body,
            issued_ms=grant.issued_s * 1000,
            expires_ms=grant.expires_s * 1000,
        )
        if not await self.journal.issue(entry, who.assertion.jti, who.assertion.expires_s * 1000, who.touch):
            raise InvalidGrant("used")
        life = grant.expires_s - grant.issued_s
        return Issued(signed, life, who.officer.id, who.roster.version, who.rights.cut)
