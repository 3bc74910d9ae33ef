package main

import (
	"encoding/json"
	"strings"
	"time"

	signingv1 "rabta/signing/v1"
)

// act is what the officer's honest question needs approved.
func (s *Stage) act(body []byte) Act { return Act{getHistory, s.officer.id, s.stand.History, body} }

// approving are the claims of a good approval of one body by the chief, as the issuer once gave them, under a new id.
func (s *Stage) approving(body []byte) Claims {
	if s.approval == nil {
		approval, err := s.issuer.approval(s.chief, s.act(body))
		must(err)
		s.approval = claimsOf(approval)
	}
	return s.approval.with("jti", fresh(16)).with("body_sha256", b64(digest(body)))
}

// tokens are access tokens that the agency's own key may have signed and that yet do not count here.
func (s *Stage) tokens() []Case {
	good, key, now := claimsOf(s.token), s.node.key("token"), time.Now().Unix()
	send := func(token string) (string, *Question) {
		return s.outcomeOf(s.line, s.question(getHistory, history(s.stand.Known), token, "")), nil
	}
	claimed := func(name string, value any) func() (string, *Question) {
		return func() (string, *Question) { return send(jws(key, "at+jwt", good.with(name, value))) }
	}
	typed := func(typ string) func() (string, *Question) {
		return func() (string, *Question) { return send(jws(key, typ, good)) }
	}
	keyed := func(key *Key) func() (string, *Question) {
		return func() (string, *Question) { return send(jws(key, "at+jwt", good)) }
	}
	headed := func(header map[string]any) func() (string, *Question) {
		return func() (string, *Question) {
			payload, err := json.Marshal(good)
			must(err)
			return send(jwsOf(key, header, payload))
		}
	}
	kid := b64(key.kid)
	found := []Case{
		{"token-sound-by-hand", func() (string, *Question) { return send(jws(key, "at+jwt", good.with("jti", fresh(16)))) }},
		{"token-absent", func() (string, *Question) { return send("") }},
		{"token-expired", func() (string, *Question) {
			return send(jws(key, "at+jwt", good.with("iat", now-900).with("exp", now-1)))
		}},
		{"token-future", func() (string, *Question) {
			return send(jws(key, "at+jwt", good.with("iat", now+120).with("exp", now+600)))
		}},
		{"token-of-long-life", func() (string, *Question) {
			return send(jws(key, "at+jwt", good.with("iat", now).with("exp", now+901)))
		}},
		{"token-for-another-hub", claimed("aud", s.stand.OtherAgency)},
		{"token-for-another-federation", claimed("fed", b64(digest([]byte("elsewhere"))))},
		{"token-of-another-certificate", claimed("cnf", map[string]any{"x5t#S256": b64(s.desk.thumbprint())})},
		{"token-of-another-agencys-certificate", claimed("cnf", map[string]any{"x5t#S256": b64(s.other.thumbprint())})},
		{"token-of-no-certificate", func() (string, *Question) { return send(jws(key, "at+jwt", good.without("cnf"))) }},
		{"token-of-another-system", claimed("client_id", "desk")},
		{"token-in-another-agencys-name", claimed("iss", s.stand.OtherAgency)},
		{"token-with-more", claimed("admin", true)},
		{"token-with-a-float", claimed("clearance", json.RawMessage("1.0"))},
		{"token-with-an-exponent", claimed("clearance", json.RawMessage("1e0"))},
		{"token-with-clearance-4", claimed("clearance", 4)},
		{"token-untrained", claimed("trained_until", 1)},
		{"token-without-undertaking", claimed("undertaking", false)},
		{"token-typ-of-an-approval", typed("rabta-approver+jwt")},
		{"token-typ-of-an-assertion", typed("rabta-assertion+jwt")},
		{"token-typ-jwt", typed("JWT")},
		{"token-by-the-message-key", keyed(s.node.message)},
		{"token-by-the-page-key", keyed(s.node.key("page"))},
		{"token-by-the-roster-key", keyed(s.node.key("roster"))},
		{"token-by-the-officers-key", keyed(s.officer.key)},
		{"token-by-another-agency", keyed(s.other.key("token"))},
		{"token-alg-none", headed(map[string]any{"alg": "none", "kid": kid, "typ": "at+jwt"})},
		{"token-alg-es384", headed(map[string]any{"alg": "ES384", "kid": kid, "typ": "at+jwt"})},
		{"token-with-a-key-of-its-own", headed(map[string]any{"alg": "ES256", "kid": kid, "typ": "at+jwt", "jwk": "x"})},
		{"token-without-a-kid", headed(map[string]any{"alg": "ES256", "typ": "at+jwt"})},
		{"token-is-an-assertion", func() (string, *Question) {
			return send(s.officer.assertion(s.node.agency, history(s.stand.Known)))
		}},
		{"token-is-an-approval", func() (string, *Question) {
			return send(jws(key, "rabta-approver+jwt", s.approving(history(s.stand.Known))))
		}},
		{"token-joined-from-two", func() (string, *Question) {
			one, two := strings.Split(s.token, "."), strings.Split(s.upkeep, ".")
			return send(one[0] + "." + one[1] + "." + two[2])
		}},
		{"token-claims-twice", func() (string, *Question) {
			payload, err := json.Marshal(good)
			must(err)
			twice := strings.TrimSuffix(string(payload), "}") + `,"clearance":3}`
			return send(jwsOf(key, map[string]any{"alg": "ES256", "kid": kid, "typ": "at+jwt"}, []byte(twice)))
		}},
	}
	return append(found, s.tokensElsewhere(good, key)...)
}

// tokensElsewhere are good tokens on other connections, and tokens of others on this one.
func (s *Stage) tokensElsewhere(good Claims, key *Key) []Case {
	over := func(node *Node, token string) func() (string, *Question) {
		return func() (string, *Question) {
			line := s.dial(node)
			defer line.conn.Close()
			return s.outcomeOf(line, s.questionOf(node, getHistory, history(s.stand.Known), token, "", nil)), nil
		}
	}
	theirs := jws(s.other.key("token"), "at+jwt", good.with("iss", s.stand.OtherAgency).
		with("cnf", map[string]any{"x5t#S256": b64(s.other.thumbprint())}))
	bound := jws(key, "at+jwt", good.with("cnf", map[string]any{"x5t#S256": b64(s.desk.thumbprint())}))
	return []Case{
		{"token-on-another-systems-connection", over(s.desk, s.token)},
		{"token-on-another-agencys-connection", over(s.other, s.token)},
		{"token-bound-to-another-systems-connection", over(s.desk, bound)},
		{"token-of-another-agencys-officer", over(s.node, theirs)},
		{"token-of-an-investigator-for-a-page", func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(submitPage, s.page(1).body("foreign-"+fresh(8)), s.token, "")), nil
		}},
		{"token-where-none-is-needed", func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(getRegistry, nil, s.upkeep, "")), nil
		}},
		{"token-broken-where-none-is-needed", func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(getRegistry, nil, jws(key, "JWT", good), "")), nil
		}},
		{"header-names-another-token", func() (string, *Question) {
			q := s.asking()
			return s.outcomeOf(s.line, q.altered(func(q *Question) { q.token = s.upkeep })), q
		}},
		{"header-names-no-token", func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.TokenSha256 = nil })), nil
		}},
		{"header-by-the-token-key", s.signedByOther(func() *Key { return s.node.key("token") })},
		{"header-by-the-page-key", s.signedByOther(func() *Key { return s.node.key("page") })},
		{"header-by-the-tls-key", s.signedByOther(func() *Key { return s.node.key("tls") })},
		{"header-by-another-systems-key", s.signedByOther(func() *Key { return s.desk.message })},
		{"header-by-another-agencys-key", s.signedByOther(func() *Key { return s.other.message })},
	}
}

// signedByOther names and uses another key for the header.
func (s *Stage) signedByOther(key func() *Key) func() (string, *Question) {
	return func() (string, *Question) {
		q := s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
			func(h *signingv1.SigHeader) { h.Kid = key().kid })
		q.signature = signedHeader(key(), q.header)
		return s.outcomeOf(s.line, q), nil
	}
}
