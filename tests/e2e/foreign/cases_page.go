package main

import (
	"google.golang.org/protobuf/reflect/protoreflect"

	signingv1 "rabta/signing/v1"
)

func nameOf(field protoreflect.FieldDescriptor) string { return string(field.Name()) }

// put submits a page as it now is, under a request id of its own.
func (s *Stage) put(page *Page) string {
	return s.outcomeOf(s.line, s.question(submitPage, page.body("foreign-"+fresh(8)), s.upkeep, ""))
}

// pages are pages that are not what they seem: flipped, of others, in another place, with other leaves.
func (s *Stage) pages() []Case {
	resigned := func(change func(*signingv1.PageHeader)) func() (string, *Question) {
		return func() (string, *Question) {
			page := s.page(2)
			change(page.header)
			return s.put(page.signed(s.node.key("page"))), nil
		}
	}
	keyed := func(key func() *Key) func() (string, *Question) {
		return func() (string, *Question) {
			page := s.page(2)
			page.header.Kid = key().kid
			return s.put(page.signed(key())), nil
		}
	}
	found := []Case{
		{"page-by-the-message-key", keyed(func() *Key { return s.node.message })},
		{"page-by-the-token-key", keyed(func() *Key { return s.node.key("token") })},
		{"page-by-another-agencys-key", keyed(func() *Key { return s.other.key("page") })},
		{"page-of-another-agency", resigned(func(h *signingv1.PageHeader) { h.Agency = s.stand.OtherAgency })},
		{"page-of-another-federation", resigned(func(h *signingv1.PageHeader) { h.FederationId = digest(nil) })},
		{"page-for-another-hub", resigned(func(h *signingv1.PageHeader) { h.Audience = s.stand.OtherAgency })},
		{"page-of-another-feed", resigned(func(h *signingv1.PageHeader) { h.Feed = "records" })},
		{"page-of-a-feed-not-begun", resigned(func(h *signingv1.PageHeader) { h.Feed = "not-begun" })},
		{"page-of-a-nameless-feed", resigned(func(h *signingv1.PageHeader) { h.Feed = "" })},
		{"page-of-a-misnamed-feed", resigned(func(h *signingv1.PageHeader) { h.Feed = "Two Words\n" })},
		{"page-after-another", resigned(func(h *signingv1.PageHeader) { h.PreviousSha256 = digest(nil) })},
		{"page-first-again", resigned(func(h *signingv1.PageHeader) { h.PageNumber, h.PreviousSha256 = 1, make([]byte, 32) })},
		{"page-with-a-gap", resigned(func(h *signingv1.PageHeader) { h.PageNumber += 100 })},
		{"page-numbered-0", resigned(func(h *signingv1.PageHeader) { h.PageNumber = 0 })},
		{"page-of-a-minute-ahead", resigned(func(h *signingv1.PageHeader) { h.TimeMs += 60_000 })},
		{"page-of-one-leaf-more", resigned(func(h *signingv1.PageHeader) { h.Count = 3 })},
		{"page-of-one-leaf-less", resigned(func(h *signingv1.PageHeader) { h.Count = 1 })},
		{"page-of-format-2", resigned(func(h *signingv1.PageHeader) { h.Format = 2 })},
		{"page-captured-by-another-agency", func() (string, *Question) {
			line := s.dial(s.other)
			defer line.conn.Close()
			claims := claimsOf(s.upkeep).with("iss", s.stand.OtherAgency).
				with("cnf", map[string]any{"x5t#S256": b64(s.other.thumbprint())})
			token := jws(s.other.key("token"), "at+jwt", claims.with("jurisdictions", []string{"PK-PB"}))
			body := s.page(1).body("foreign-" + fresh(8))
			return s.outcomeOf(line, s.questionOf(s.other, submitPage, body, token, "", nil)), nil
		}},
		{"page-under-a-used-request-id", func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(submitPage, s.page(1).body("foreign-page-1"), s.upkeep, "")), nil
		}},
		{"page-raced", func() (string, *Question) { return s.pagesRaced(), nil }},
	}
	return append(append(found, s.pageLeaves()...), s.pageFlips()...)
}

// pagesRaced sends two pages that both follow a page never held, at once: neither goes in.
func (s *Stage) pagesRaced() string {
	ask := func() *Question {
		page := s.page(1)
		page.header.PreviousSha256 = digest(nil)
		return s.question(submitPage, page.signed(s.node.key("page")).body("foreign-"+fresh(8)), s.upkeep, "")
	}
	return s.race([]*Question{ask(), ask()})
}

// pageLeaves are leaves that the signed root does not stand for.
func (s *Stage) pageLeaves() []Case {
	with := func(change func(*Page)) func() (string, *Question) {
		return func() (string, *Question) {
			page := s.page(4)
			change(page)
			return s.put(page), nil
		}
	}
	return []Case{
		{"page-inner-nodes-as-leaves", with(func(page *Page) {
			hashes := page.hashes()
			left, right := append(hashes[0], hashes[1]...), append(hashes[2], hashes[3]...)
			page.header.Count = 2
			page.signed(s.node.key("page"))
			page.leaves = []*signingv1.PageLeaf{{Salt: left[:16], Version: left[16:]}, {Salt: right[:16], Version: right[16:]}}
		})},
		{"page-leaves-swapped", with(func(page *Page) { page.leaves[0], page.leaves[1] = page.leaves[1], page.leaves[0] })},
		{"page-leaf-dropped", with(func(page *Page) { page.leaves = page.leaves[:3] })},
		{"page-leaf-doubled", with(func(page *Page) { page.leaves = append(page.leaves, page.leaves[3]) })},
		{"page-leaf-of-another-page", with(func(page *Page) { page.leaves[0] = s.first.leaves[0] })},
		{"page-salt-flipped", with(func(page *Page) { page.leaves[0].Salt = flipped(page.leaves[0].Salt, 15) })},
		{"page-version-flipped", with(func(page *Page) { page.leaves[0].Version = flipped(page.leaves[0].Version, 5) })},
		{"page-salt-moved", with(func(page *Page) {
			leaf := page.leaves[0]
			leaf.Salt, leaf.Version = leaf.Salt[:15], append(append([]byte{}, leaf.Salt[15]), leaf.Version...)
		})},
		{"page-without-leaves", with(func(page *Page) { page.leaves = nil })},
		{"page-signature-first-flipped", with(func(page *Page) { page.signature = flipped(page.signature, 0) })},
		{"page-signature-last-flipped", with(func(page *Page) { page.signature = flipped(page.signature, 63) })},
		{"page-signature-in-der", with(func(page *Page) { page.signature = der(page.signature) })},
		{"page-signed-as-a-header", with(func(page *Page) {
			page.signature = s.node.key("page").sign(pae(typeHeader, page.raw))
		})},
	}
}

// pageFlips spoil one bit in each kind of place of a signed page header.
func (s *Stage) pageFlips() []Case {
	var found []Case
	for _, each := range placesOf(s.page(1).raw, pageField) {
		at := each.at
		found = append(found, Case{"flip-page-" + each.name, func() (string, *Question) {
			page := s.page(1)
			page.raw = flipped(page.raw, at)
			return s.put(page), nil
		}})
	}
	return found
}
