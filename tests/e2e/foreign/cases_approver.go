package main

import "time"

// approvers are second persons who are none, and one who would count twice.
func (s *Stage) approvers() []Case {
	body, key := history(s.stand.Known), s.node.key("token")
	send := func(approval string) string {
		return s.outcomeOf(s.line, s.question(getHistory, body, s.token, approval))
	}
	claimed := func(changes ...any) func() (string, *Question) {
		return func() (string, *Question) {
			claims := s.approving(body)
			for at := 0; at < len(changes); at += 2 {
				claims = claims.with(changes[at].(string), changes[at+1])
			}
			return send(jws(key, "rabta-approver+jwt", claims)), nil
		}
	}
	now := time.Now().Unix()
	found := []Case{
		{"approver-same-person", claimed("sub", s.stand.Officer.ID)},
		{"approver-below", claimed("superiors", []string{"fia-1", s.stand.Officer.ID, s.stand.Chief.ID})},
		{"approver-of-less-clearance", claimed("clearance", 0)},
		{"approver-above-the-ceiling", claimed("roles", []string{"JUDGE"})},
		{"approver-untrained", claimed("trained_until", 1)},
		{"approver-of-another-agency", claimed("iss", s.stand.OtherAgency)},
		{"approver-for-another-hub", claimed("aud", s.stand.OtherAgency)},
		{"approver-expired", claimed("iat", now-3600, "exp", now-1)},
		{"approver-future", claimed("iat", now+120, "exp", now+600)},
		{"approver-of-long-life", claimed("iat", now, "exp", now+3601)},
		{"approver-bound-to-a-certificate", claimed("cnf", map[string]any{"x5t#S256": b64(s.node.thumbprint())})},
		{"approver-same-person-by-the-issuer", func() (string, *Question) {
			_, err := s.issuer.approval(s.officer, s.act(body))
			return word(err), nil
		}},
		{"approver-for-another-method", claimed("method", search)},
		{"approver-for-another-officer", claimed("for_sub", "fia-1043")},
		{"approver-for-another-reason", claimed("details_sha256", b64(Act{why: s.stand.Upkeep}.whyDigest()))},
		{"approver-is-an-access-token", func() (string, *Question) { return send(s.token), nil }},
		{"approver-by-another-agency", func() (string, *Question) {
			return send(jws(s.other.key("token"), "rabta-approver+jwt", s.approving(body))), nil
		}},
	}
	return append(found, s.approverRaces(body)...)
}

// approverRaces use one approval more than once, one after the other and at once.
func (s *Stage) approverRaces(body []byte) []Case {
	ask := func(body []byte, approval string) *Question { return s.question(getHistory, body, s.token, approval) }
	approval := func() string {
		found, err := s.issuer.approval(s.chief, s.act(body))
		must(err)
		return found
	}
	elsewhere := history(s.stand.Stranger)
	return []Case{
		{"approver-twice", func() (string, *Question) {
			one := approval()
			return s.outcomeOf(s.line, ask(body, one)) + ", " + s.outcomeOf(s.lines[1], ask(body, one)), nil
		}},
		{"approver-of-another-body", func() (string, *Question) { return s.outcomeOf(s.line, ask(elsewhere, approval())), nil }},
		{"approver-raced", func() (string, *Question) {
			one := approval()
			return s.race([]*Question{ask(body, one), ask(body, one)}), nil
		}},
		{"approver-raced-by-eight", func() (string, *Question) {
			one, all := approval(), []*Question{}
			for len(all) < 8 {
				all = append(all, ask(body, one))
			}
			return s.race(all), nil
		}},
		{"approver-raced-by-another-body", func() (string, *Question) {
			one := approval()
			return s.race([]*Question{ask(body, one), ask(elsewhere, one)}), nil
		}},
		{"approver-raced-in-other-spellings", func() (string, *Question) {
			claims := s.approving(body) // one jti, two tokens: signed twice, so other bytes
			one := jws(s.node.key("token"), "rabta-approver+jwt", claims)
			two := jws(s.node.key("token"), "rabta-approver+jwt", claims)
			return s.race([]*Question{ask(body, one), ask(body, two)}), nil
		}},
		{"approver-jti-of-two-persons", func() (string, *Question) {
			claims := s.approving(body)
			one := jws(s.node.key("token"), "rabta-approver+jwt", claims)
			two := jws(s.node.key("token"), "rabta-approver+jwt", claims.with("sub", "fia-2002"))
			return s.race([]*Question{ask(body, one), ask(body, two)}), nil
		}},
	}
}
