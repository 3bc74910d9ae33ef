package main

import (
	"crypto/tls"
	"errors"
	"strings"

	"google.golang.org/protobuf/proto"

	auditv1 "rabta/audit/v1"
	membershipv1 "rabta/membership/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

// lies are answers that no honest hub gives: real ones, spoilt at one place. What this client makes of them.
func (s *Stage) lies() []Case {
	found := append(append(s.liesOfAnswers(), s.liesOfServers()...), s.liesOfVersions()...)
	return append(append(found, s.liesOfReceipts()...), s.liesOfRegistries()...)
}

// judged runs a check that takes nothing from the hub; the promises made meanwhile do not count.
func (s *Stage) judged(check func() error) func() (string, *Question) {
	return func() (string, *Question) {
		before := s.promises
		err := check()
		s.promises = before
		if _, unproven := err.(Unproven); err != nil && !unproven {
			err = Unproven{err.Error()}
		}
		return word(err), nil
	}
}

// unsettled are places where it depends on the moment which check meets a flipped bit first, or whether there is a byte.
var unsettled = map[string]bool{"iat_ms-first": true, "exp_ms-first": true, "audit_index-last": true}

func (s *Stage) liesOfAnswers() []Case {
	q := s.asking()
	back := s.line.send(q)
	refusedQ := s.question(getHistory, history(s.stand.Known), "", "")
	refused := s.line.send(refusedQ)
	spoil := func(name string, change func(*Back)) Case {
		return Case{"lie-" + name, s.judged(func() error {
			copied := *back
			change(&copied)
			_, err := s.proven(q, &copied)
			return err
		})}
	}
	found := []Case{
		spoil("nothing-at-all", func(*Back) {}),
		spoil("header-absent", func(b *Back) { b.header = nil }),
		spoil("signature-absent", func(b *Back) { b.signature = nil }),
		spoil("signature-r-flipped", func(b *Back) { b.signature = flipped(b.signature, 1) }),
		spoil("signature-s-flipped", func(b *Back) { b.signature = flipped(b.signature, 64) }),
		spoil("signature-of-another-form", func(b *Back) { b.signature = with(b.signature, 0, 3-b.signature[0]) }),
		spoil("body-flipped", func(b *Back) { b.body = flipped(b.body, len(b.body)/2) }),
		spoil("body-empty", func(b *Back) { b.body = nil }),
		spoil("status-changed", func(b *Back) { b.code = 5 }),
		spoil("request-as-answer", func(b *Back) { b.header, b.signature = q.header, q.signature }),
		spoil("details-added", func(b *Back) { b.details = refused.details }),
		{"lie-answer-of-another-call", s.judged(func() error {
			_, err := s.proven(s.asking(), back)
			return err
		})},
		{"lie-refusal-as-an-answer", s.judged(func() error {
			copied := *refused
			copied.code, copied.details = 0, nil
			_, err := s.proven(refusedQ, &copied)
			return err
		})},
		{"lie-refusal-without-details", s.judged(func() error {
			copied := *refused
			copied.details = nil
			_, err := s.proven(refusedQ, &copied)
			return err
		})},
	}
	for _, each := range placesOf(back.header, headerField) {
		if unsettled[each.name] {
			continue
		}
		at := each.at
		found = append(found, spoil("header-"+each.name, func(b *Back) { b.header = flipped(b.header, at) }))
	}
	return found
}

// liesOfServers are another member's certificates, good ones of the same authority, where the hub's or the issuer's belong.
func (s *Stage) liesOfServers() []Case {
	posing := func(node *Node, meet func(address string) error) func() (string, *Question) {
		return s.judged(func() error {
			server, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: []tls.Certificate{node.tls}, NextProtos: []string{"h2"}})
			must(err)
			defer server.Close()
			go func() {
				for conn, err := server.Accept(); err == nil; conn, err = server.Accept() {
					_ = conn.(*tls.Conn).Handshake()
				}
			}()
			return meet(server.Addr().String())
		})
	}
	fetch := func(address string) error {
		_, err := s.issuerAt("https://"+address).token(s.officer, s.stand.History)
		return said(err, "not a certificate of pk.fia")
	}
	call := func(address string) error {
		line := dial(address, s.stand.CA, s.node, func() *Registry { return s.registry })
		defer line.conn.Close()
		return said(errors.New(line.send(s.asking()).text), "not a certificate of "+s.registry.Hub)
	}
	return []Case{
		{"lie-issuer-of-another-agency", posing(s.other, fetch)},
		{"lie-hub-of-another-agency", posing(s.other, call)},
		{"lie-hub-of-the-own-agency", posing(s.desk, call)},
	}
}

// said shortens an error to the words that it must hold.
func said(err error, words string) error {
	if err != nil && strings.Contains(err.Error(), words) {
		return errors.New(words)
	}
	return err
}

// liesOfVersions spoil the proof of the first version that was shown with bytes.
func (s *Stage) liesOfVersions() []Case {
	spoil := func(name string, change func(*recordsv1.SignedVersion, []*signingv1.SignedPageHeader)) Case {
		return Case{"lie-version-" + name, s.judged(func() error {
			copied := proto.Clone(s.shown).(*recordsv1.History)
			change(copied.Versions[0], copied.Pages)
			return s.proves(copied.Versions[0], copied.Pages)
		})}
	}
	return []Case{
		spoil("nothing", func(*recordsv1.SignedVersion, []*signingv1.SignedPageHeader) {}),
		spoil("flipped", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) {
			v.Version = flipped(v.Version, len(v.Version)/2)
		}),
		spoil("salt-flipped", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) {
			v.Proof.Salt = flipped(v.Proof.Salt, 0)
		}),
		spoil("at-another-place", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) { v.Proof.Index ^= 1 }),
		spoil("beyond-the-page", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) { v.Proof.Index += 500 }),
		spoil("path-of-another", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) {
			v.Proof.Path = pathOf(s.first.hashes(), 0)
		}),
		spoil("path-longer", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) {
			v.Proof.Path = append(v.Proof.Path, digest(nil))
		}),
		spoil("without-proof", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) { v.Proof = nil }),
		spoil("of-a-page-not-shown", func(v *recordsv1.SignedVersion, _ []*signingv1.SignedPageHeader) {
			v.Proof.PageSha256 = digest(nil)
		}),
		spoil("page-signature-flipped", func(v *recordsv1.SignedVersion, pages []*signingv1.SignedPageHeader) {
			for _, page := range pages {
				page.Signature = flipped(page.Signature, 63)
			}
		}),
		{"lie-version-of-another-line", s.judged(func() error {
			copied := proto.Clone(s.shown).(*recordsv1.History)
			last := len(copied.Versions) - 1
			copied.Versions[0], copied.Versions[last] = copied.Versions[last], copied.Versions[0]
			return s.provesHistory(copied)
		})},
		{"lie-line-more", s.judged(func() error {
			copied := proto.Clone(s.shown).(*recordsv1.History)
			copied.Timeline = append(copied.Timeline, copied.Timeline[0])
			return s.provesHistory(copied)
		})},
		{"lie-version-page-by-the-message-key", s.forgedPage(func(h *signingv1.PageHeader) *Key {
			h.Kid = s.node.message.kid
			return s.node.message
		})},
		{"lie-version-page-of-another-agency", s.forgedPage(func(h *signingv1.PageHeader) *Key {
			h.Agency = s.stand.OtherAgency
			return s.node.key("page")
		})},
		{"lie-version-page-of-another-federation", s.forgedPage(func(h *signingv1.PageHeader) *Key {
			h.FederationId = digest(nil)
			return s.node.key("page")
		})},
		{"lie-version-page-by-another-agency", s.forgedPage(func(h *signingv1.PageHeader) *Key {
			h.Agency, h.Kid = s.stand.OtherAgency, s.other.key("page").kid
			return s.other.key("page")
		})},
		{"lie-version-inner-node-as-leaf", s.judged(func() error {
			page := s.page(4)
			hashes := page.hashes()
			inner := append(append([]byte{}, hashes[0]...), hashes[1]...)
			proof := &signingv1.VersionProof{PageSha256: digest(page.raw), Salt: inner[:16], Path: pathOf(hashes, 0)[1:]}
			return s.proves(&recordsv1.SignedVersion{Version: inner[16:], Proof: proof},
				[]*signingv1.SignedPageHeader{{Header: page.raw, Signature: page.signature}})
		})},
	}
}

// forgedPage puts a version under a page of one leaf, made for it, whose header is changed and signed by some key.
func (s *Stage) forgedPage(change func(*signingv1.PageHeader) *Key) func() (string, *Question) {
	return s.judged(func() error {
		page := s.page(1)
		page.signed(change(page.header))
		leaf := page.leaves[0]
		proof := &signingv1.VersionProof{PageSha256: digest(page.raw), Salt: leaf.Salt}
		return s.proves(&recordsv1.SignedVersion{Version: leaf.Version, Proof: proof},
			[]*signingv1.SignedPageHeader{{Header: page.raw, Signature: page.signature}})
	})
}

// liesOfReceipts spoil the receipt of one promise.
func (s *Stage) liesOfReceipts() []Case {
	promise, raw := s.oneReceipt()
	spoil := func(name string, change func(*auditv1.GetReceiptsResponse)) Case {
		return Case{"lie-receipt-" + name, s.judged(func() error {
			answer := &auditv1.GetReceiptsResponse{}
			must(proto.Unmarshal(raw, answer))
			change(answer)
			_, _, err := s.registry.receipts(Head{}, []Promise{promise}, marshal(answer))
			return err
		})}
	}
	note := func(change func(string) string) func(*auditv1.GetReceiptsResponse) {
		return func(a *auditv1.GetReceiptsResponse) { a.Checkpoint = []byte(change(string(a.Checkpoint))) }
	}
	entry := func(change func(*signingv1.EntryReceipt)) func(*auditv1.GetReceiptsResponse) {
		return func(a *auditv1.GetReceiptsResponse) { change(a.Receipts[0].Entry) }
	}
	return []Case{
		spoil("nothing", func(*auditv1.GetReceiptsResponse) {}),
		spoil("open-flipped", entry(func(e *signingv1.EntryReceipt) { e.Open = flipped(e.Open, len(e.Open)/2) })),
		spoil("salt-flipped", entry(func(e *signingv1.EntryReceipt) { e.OpenSalt = flipped(e.OpenSalt, 31) })),
		spoil("salt-moved", entry(func(e *signingv1.EntryReceipt) {
			e.OpenSalt, e.Open = e.OpenSalt[:31], append([]byte{e.OpenSalt[31]}, e.Open...)
		})),
		spoil("sealed-flipped", entry(func(e *signingv1.EntryReceipt) { e.SealedSha256 = flipped(e.SealedSha256, 0) })),
		spoil("at-another-place", entry(func(e *signingv1.EntryReceipt) { e.Inclusion.Index ^= 1 })),
		spoil("path-flipped", entry(func(e *signingv1.EntryReceipt) { e.Inclusion.Path[0] = flipped(e.Inclusion.Path[0], 0) })),
		spoil("path-shorter", entry(func(e *signingv1.EntryReceipt) { e.Inclusion.Path = e.Inclusion.Path[1:] })),
		spoil("consistency-from-nothing", func(a *auditv1.GetReceiptsResponse) { a.Consistency = [][]byte{digest(nil)} }),
		spoil("checkpoint-of-another-size", note(func(text string) string {
			lines := strings.SplitN(text, "\n", 3)
			return lines[0] + "\n1" + lines[1] + "\n" + lines[2]
		})),
		spoil("checkpoint-of-another-log", note(func(text string) string { return "other" + text })),
		spoil("checkpoint-without-witnesses", note(func(text string) string {
			head := strings.SplitN(text, "\n\n", 2)
			return head[0] + "\n\n" + strings.SplitN(head[1], "\n", 2)[0] + "\n"
		})),
		spoil("checkpoint-without-the-log", note(func(text string) string {
			head := strings.SplitN(text, "\n\n", 2)
			return head[0] + "\n\n" + strings.SplitN(head[1], "\n", 2)[1]
		})),
		spoil("checkpoint-one-witness-for-all", note(func(text string) string {
			head := strings.SplitN(text, "\n\n", 2)
			lines := strings.SplitAfter(head[1], "\n")
			return head[0] + "\n\n" + lines[0] + lines[1] + lines[1] + lines[1] + lines[1]
		})),
		{"lie-receipt-of-a-fork", s.judged(func() error {
			_, _, err := s.registry.receipts(Head{1, digest(nil)}, []Promise{promise}, raw)
			return err
		})},
		{"lie-receipt-for-another-promise", s.judged(func() error {
			changed := promise
			changed.commitment = digest(nil)
			_, _, err := s.registry.receipts(Head{}, []Promise{changed}, raw)
			return err
		})},
		{"lie-receipt-of-another-request", s.judged(func() error {
			changed := promise
			changed.request = digest(nil)
			_, _, err := s.registry.receipts(Head{}, []Promise{changed}, raw)
			return err
		})},
	}
}

// oneReceipt is an answer to GetReceipts for one promise of now, from nothing known.
func (s *Stage) oneReceipt() (Promise, []byte) {
	must(s.readHistory())
	promise := s.promises[len(s.promises)-1]
	body := marshal(&auditv1.GetReceiptsRequest{Indexes: []uint64{promise.index}})
	for {
		q := s.question(getReceipts, body, "", "")
		back := s.line.send(q)
		_, err := s.proven(q, back)
		must(err)
		answer := &auditv1.GetReceiptsResponse{}
		must(proto.Unmarshal(back.body, answer))
		if len(answer.Receipts) == 1 && answer.Receipts[0].Entry != nil {
			return promise, back.body
		}
	}
}

// liesOfRegistries spoil the version that the partner began with.
func (s *Stage) liesOfRegistries() []Case {
	raw := s.firstVersion()
	spoil := func(name string, change func(*membershipv1.SignedRegistry)) Case {
		return Case{"lie-registry-" + name, s.judged(func() error {
			signed := &membershipv1.SignedRegistry{}
			must(proto.Unmarshal(raw, signed))
			change(signed)
			_, err := accepted(marshal(signed), nil, s.anchor)
			return err
		})}
	}
	return []Case{
		spoil("nothing", func(*membershipv1.SignedRegistry) {}),
		spoil("payload-flipped", func(r *membershipv1.SignedRegistry) {
			at := strings.Index(string(r.Payload), "pk.fia")
			r.Payload = flipped(r.Payload, at)
		}),
		spoil("signature-flipped", func(r *membershipv1.SignedRegistry) {
			r.Signatures[0].Signature = flipped(r.Signatures[0].Signature, 0)
		}),
		spoil("one-signer-twice", func(r *membershipv1.SignedRegistry) {
			r.Signatures = []*membershipv1.GovernanceSignature{r.Signatures[0], r.Signatures[0]}
		}),
		spoil("unsigned", func(r *membershipv1.SignedRegistry) { r.Signatures = nil }),
		spoil("by-the-page-key", func(r *membershipv1.SignedRegistry) {
			key := s.node.key("page")
			for _, one := range r.Signatures {
				one.Kid, one.Signature = key.kid, key.sign(pae(typeRegistry, r.Payload))
			}
		}),
		{"lie-registry-under-another-anchor", s.judged(func() error {
			_, err := accepted(raw, nil, [][]byte{spkiOf(&s.node.message.private.PublicKey)})
			return err
		})},
	}
}
