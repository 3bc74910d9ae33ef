package main

import (
	"crypto/elliptic"
	"strings"

	"google.golang.org/protobuf/encoding/protowire"

	signingv1 "rabta/signing/v1"
)

// place is one byte of a message, by field and part.
type place struct {
	name string
	at   int
}

// placesOf names the bytes of a flat message by which every kind of place is met: tag, length, first and last of each value.
func placesOf(raw []byte, fields func(int32) string) []place {
	var found []place
	for at := 0; at < len(raw); {
		number, kind, tag := protowire.ConsumeTag(raw[at:])
		size := protowire.ConsumeFieldValue(number, kind, raw[at+tag:])
		name, value := fields(int32(number)), at+tag
		found = append(found, place{name + "-tag", at})
		if kind == protowire.BytesType {
			_, width := protowire.ConsumeVarint(raw[value:])
			found = append(found, place{name + "-length", value})
			value, size = value+width, size-width
		}
		found = append(found, place{name + "-first", value})
		if size > 1 {
			found = append(found, place{name + "-last", value + size - 1})
		}
		at = value + size
	}
	return found
}

func headerField(number int32) string {
	return nameOf((&signingv1.SigHeader{}).ProtoReflect().Descriptor().Fields().ByNumber(protowire.Number(number)))
}

func pageField(number int32) string {
	return nameOf((&signingv1.PageHeader{}).ProtoReflect().Descriptor().Fields().ByNumber(protowire.Number(number)))
}

// flipsOfHeader spoils one bit in each kind of place of the header; the signature is the original's.
func (s *Stage) flipsOfHeader() []Case {
	approved := func() *Question {
		body := history(s.stand.Known)
		approval := jws(s.node.key("token"), "rabta-approver+jwt", s.approving(body))
		return s.question(getHistory, body, s.token, approval)
	}
	var spoils []Spoil
	for _, each := range placesOf(approved().header, headerField) {
		at := each.at
		spoils = append(spoils, Spoil{each.name, func(q *Question) { q.header = flipped(q.header, at) }})
	}
	return append(s.spoilt("flip-header-", approved, spoils), s.spoilt("header-", s.asking, []Spoil{
		{"truncated", func(q *Question) { q.header = q.header[:len(q.header)-1] }},
		{"extended", func(q *Question) { q.header = append(append([]byte{}, q.header...), 0) }},
		{"absent", func(q *Question) { q.header = nil }},
		{"twice-in-one", func(q *Question) { q.header = append(append([]byte{}, q.header...), q.header...) }},
	})...)
}

// flipsOfSignature spoils one bit in each part of the signature value, and its form.
func (s *Stage) flipsOfSignature() []Case {
	at := func(at int) func(*Question) { return func(q *Question) { q.signature = flipped(q.signature, at) } }
	to := func(make func([]byte) []byte) func(*Question) {
		return func(q *Question) { q.signature = make(q.signature) }
	}
	order := elliptic.P256().Params().N.Bytes()
	return s.spoilt("flip-signature-", s.asking, []Spoil{
		{"form", at(0)}, {"r-first", at(1)}, {"r-last", at(32)}, {"s-first", at(33)}, {"s-last", at(64)},
		{"truncated", to(func(v []byte) []byte { return v[:64] })},
		{"extended", to(func(v []byte) []byte { return append(append([]byte{}, v...), 0) })},
		{"absent", to(func([]byte) []byte { return nil })},
		{"der", to(func(v []byte) []byte { return append([]byte{1}, der(v[1:])...) })},
		{"bare", to(func(v []byte) []byte { return v[1:] })},
		{"halves-swapped", to(func(v []byte) []byte { return append(append([]byte{1}, v[33:]...), v[1:33]...) })},
		{"r-zero", to(func(v []byte) []byte { return append(append([]byte{1}, make([]byte, 32)...), v[33:]...) })},
		{"s-of-the-order", to(func(v []byte) []byte { return append(append([]byte{}, v[:33]...), order...) })},
		{"of-form-2", to(func(v []byte) []byte { return append(append([]byte{2}, v[1:]...), 0, 0, 0, 1) })},
	})
}

// flipsOfBody spoils what the header's digest stands for.
func (s *Stage) flipsOfBody() []Case {
	to := func(make func([]byte) []byte) func(*Question) { return func(q *Question) { q.body = make(q.body) } }
	return s.spoilt("flip-body-", s.asking, []Spoil{
		{"first", to(func(b []byte) []byte { return flipped(b, 0) })},
		{"middle", to(func(b []byte) []byte { return flipped(b, len(b)/2) })},
		{"last", to(func(b []byte) []byte { return flipped(b, len(b)-1) })},
		{"truncated", to(func(b []byte) []byte { return b[:len(b)-1] })},
		{"extended", to(func(b []byte) []byte { return append(append([]byte{}, b...), 0) })},
		{"empty", to(func([]byte) []byte { return nil })},
		{"of-another", to(func([]byte) []byte { return history(s.stand.Stranger) })},
	})
}

// another gives another character of the token alphabet, one bit of meaning away.
func another(text string, at int) string {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
	swap := string(alphabet[strings.IndexByte(alphabet, text[at])^1])
	return text[:at] + swap + text[at+1:]
}

// anotherKid is a token whose header names another key.
func anotherKid(token string) string {
	head, rest, _ := strings.Cut(token, ".")
	raw, err := base64url.DecodeString(head)
	must(err)
	text := string(raw)
	return b64([]byte(another(text, strings.Index(text, `"kid":"`)+20))) + "." + rest
}

// tokenSpoils are changes to a compact JWS, by the part they fall in.
func tokenSpoils() []struct {
	name string
	do   func(string) string
} {
	part := func(token string, number int) (int, int) {
		parts, from := strings.Split(token, "."), 0
		for _, each := range parts[:number] {
			from += len(each) + 1
		}
		return from, from + len(parts[number])
	}
	in := func(number int, at func(from, to int) int) func(string) string {
		return func(token string) string {
			from, to := part(token, number)
			return another(token, at(from, to))
		}
	}
	begin := func(from, _ int) int { return from }
	middle := func(from, to int) int { return (from + to) / 2 }
	end := func(_, to int) int { return to - 1 }
	return []struct {
		name string
		do   func(string) string
	}{
		{"header-first", in(0, begin)}, {"header-kid", anotherKid}, {"header-last", in(0, end)},
		{"payload-first", in(1, begin)}, {"payload-middle", in(1, middle)}, {"payload-last", in(1, end)},
		{"signature-first", in(2, begin)}, {"signature-middle", in(2, middle)}, {"signature-last", in(2, end)},
		{"first-dot", func(token string) string { return strings.Replace(token, ".", "A", 1) }},
		{"truncated", func(token string) string { return token[:len(token)-1] }},
		{"extended", func(token string) string { return token + "A" }},
		{"padded", func(token string) string { return token + "=" }},
		{"reversed-parts", func(token string) string {
			parts := strings.Split(token, ".")
			return parts[1] + "." + parts[0] + "." + parts[2]
		}},
	}
}

// flipsOfTokens spoils both tokens, under a header that names the sound one, and under one that names what is sent.
func (s *Stage) flipsOfTokens() []Case {
	var found []Case
	body := history(s.stand.Known)
	for _, each := range tokenSpoils() {
		spoil := each.do
		found = append(found, s.spoilt("flip-token-", s.asking, []Spoil{
			{each.name, func(q *Question) { q.token = spoil(q.token) }},
		})...)
		found = append(found, Case{"flip-signed-token-" + each.name, func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(getHistory, body, spoil(s.token), "")), nil
		}})
	}
	approval := func() string { return jws(s.node.key("token"), "rabta-approver+jwt", s.approving(body)) }
	approved := func() *Question { return s.question(getHistory, body, s.token, approval()) }
	for _, each := range tokenSpoils() {
		spoil := each.do
		found = append(found, s.spoilt("flip-approver-", approved, []Spoil{
			{each.name, func(q *Question) { q.approver = spoil(q.approver) }},
		})...)
		found = append(found, Case{"flip-signed-approver-" + each.name, func() (string, *Question) {
			return s.outcomeOf(s.line, s.question(getHistory, body, s.token, spoil(approval()))), nil
		}})
	}
	return found
}
