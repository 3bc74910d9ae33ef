package main

import (
	"fmt"
	"sort"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"

	auditv1 "rabta/audit/v1"
	signingv1 "rabta/signing/v1"
)

// replays are requests that were good once, or are good on another connection.
func (s *Stage) replays() []Case {
	return append(s.replaysOfRead(), s.replaysElsewhere()...)
}

// again answers a question once, spoils it if told, and sends it over a line.
func (s *Stage) again(line func() *Line, change func(*Question)) func() (string, *Question) {
	return func() (string, *Question) {
		q := s.asking()
		if came := s.outcomeOf(s.lines[0], q); came != "OK" {
			return "at first: " + came, nil
		}
		if change != nil {
			q = q.altered(change)
		}
		return s.outcomeOf(line(), q), nil
	}
}

func (s *Stage) replaysOfRead() []Case {
	same := func() *Line { return s.lines[0] }
	return []Case{
		{"replay-same-connection", s.again(same, nil)},
		{"replay-new-connection", s.again(func() *Line { return s.dial(s.node) }, nil)},
		{"replay-other-process", s.again(func() *Line { return s.lines[1] }, nil)},
		{"replay-other-signature", s.again(same, func(q *Question) {
			q.signature = append([]byte{1}, other(q.signature[1:])...)
		})},
		{"replay-signed-anew", s.again(same, func(q *Question) { q.signature = signedHeader(s.node.message, q.header) })},
		{"replay-nonce-other-body", func() (string, *Question) {
			first := s.asking()
			if came := s.outcomeOf(s.line, first); came != "OK" {
				return came, nil
			}
			said := headerOf(first)
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Stranger), s.token, "",
				func(h *signingv1.SigHeader) { h.Nonce = said.Nonce })), nil
		}},
		{"replay-nonce-other-system", func() (string, *Question) { // a nonce is the agency's, whichever system signed
			first := s.asking()
			if came := s.outcomeOf(s.line, first); came != "OK" {
				return came, nil
			}
			said, line := headerOf(first), s.dial(s.desk)
			defer line.conn.Close()
			return s.outcomeOf(line, s.questionOf(s.desk, getRegistry, nil, "", "",
				func(h *signingv1.SigHeader) { h.Nonce = said.Nonce })), nil
		}},
		{"replay-of-a-refusal", func() (string, *Question) {
			q := s.question(getHistory, []byte{0xff}, s.token, "")
			return s.twice(q), nil
		}},
		{"replay-of-a-change", func() (string, *Question) {
			return s.twice(s.question(submitPage, s.first.body("foreign-page-1"), s.upkeep, "")), nil
		}},
		{"replay-at-once", func() (string, *Question) {
			q := s.asking()
			return s.race([]*Question{q, q, q, q, q, q}), nil
		}},
	}
}

func headerOf(q *Question) *signingv1.SigHeader {
	said := &signingv1.SigHeader{}
	must(proto.Unmarshal(q.header, said))
	return said
}

func (s *Stage) twice(q *Question) string {
	return s.outcomeOf(s.lines[0], q) + ", " + s.outcomeOf(s.lines[1], q)
}

// replaysElsewhere are sent first where they do not belong: refused there, and good afterwards where they do.
func (s *Stage) replaysElsewhere() []Case {
	over := func(node *Node) func() (string, *Question) {
		return func() (string, *Question) {
			q, line := s.asking(), s.dial(node)
			defer line.conn.Close()
			return s.outcomeOf(line, q), q
		}
	}
	moved := func(method string) func() (string, *Question) {
		return func() (string, *Question) {
			q := s.asking()
			return s.outcomeOf(s.line, q.altered(func(q *Question) { q.method = method })), q
		}
	}
	timed := func(iat, exp int64) func() (string, *Question) {
		return func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.IatMs, h.ExpMs = nowMs()+iat, nowMs()+exp })), nil
		}
	}
	return []Case{
		{"captured-other-system", over(s.desk)},
		{"captured-other-agency", over(s.other)},
		{"captured-no-certificate", over(nil)},
		{"captured-other-method", moved(search)},
		{"captured-unknown-method", moved("/rabta.records.v1.RecordsService/Nothing")},
		{"registry-of-before", func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.RegistryVersion, h.RegistrySha256 = 1, s.registry.federation })), nil
		}},
		{"registry-of-another-digest", func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.RegistrySha256 = digest(nil) })), nil
		}},
		{"federation-of-another", func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.FederationId = digest(nil) })), nil
		}},
		{"hub-of-another", func() (string, *Question) {
			return s.outcomeOf(s.line, s.questionOf(s.node, getHistory, history(s.stand.Known), s.token, "",
				func(h *signingv1.SigHeader) { h.Audience = s.stand.OtherAgency })), nil
		}},
		{"receipts-of-a-size-beyond", func() (string, *Question) {
			body := marshal(&auditv1.GetReceiptsRequest{KnownSize: 1 << 40})
			return s.outcomeOf(s.line, s.question(getReceipts, body, "", "")), nil
		}},
		{"window-past", timed(-120_000, -60_000)},
		{"window-future", timed(60_000, 120_000)},
		{"window-long", timed(0, 60_001)},
		{"window-backwards", timed(0, -1)},
		{"answer-as-request", func() (string, *Question) {
			q := s.asking()
			back := s.line.send(q)
			return s.outcomeOf(s.line, q.altered(func(q *Question) { q.header, q.signature = back.header, back.signature })), nil
		}},
		{"page-as-request", func() (string, *Question) {
			q := s.asking()
			return s.outcomeOf(s.line, q.altered(func(q *Question) {
				q.header, q.signature = s.first.raw, append([]byte{1}, s.first.signature...)
			})), q
		}},
	}
}

// race sends every question over a warm connection of its own at once, and counts what they came to.
func (s *Stage) race(questions []*Question) string {
	lines := make([]*Line, len(questions))
	for at := range questions {
		lines[at] = s.dial(s.node)
		if at < len(s.lines) { // both processes take part for certain
			lines[at] = s.lines[at]
		}
		warm := s.question(getRegistry, nil, "", "")
		if came := s.outcomeOf(lines[at], warm); came != "OK" {
			return "warming up: " + came
		}
	}
	backs, start, over := make([]*Back, len(questions)), make(chan struct{}), sync.WaitGroup{}
	for at := range questions {
		over.Add(1)
		go func(at int) {
			defer over.Done()
			<-start
			backs[at] = lines[at].send(questions[at])
		}(at)
	}
	close(start)
	over.Wait()
	counts := map[string]int{}
	for at, q := range questions {
		counts[s.outcome(q, backs[at])]++
		if at >= len(s.lines) {
			must(lines[at].conn.Close())
		}
	}
	var found []string
	for outcome, number := range counts {
		found = append(found, fmt.Sprintf("%d %s", number, outcome))
	}
	sort.Strings(found)
	return strings.Join(found, ", ")
}
