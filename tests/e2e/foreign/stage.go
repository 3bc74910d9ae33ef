package main

import (
	"bytes"
	"errors"
	"time"

	"google.golang.org/protobuf/proto"

	recordsv1 "rabta/records/v1"
)

// Result is one line of output. The case took the log's places from First up to, not including, End.
type Result struct {
	Case     string `json:"case"`
	Outcome  string `json:"outcome"`
	First    uint64 `json:"first,omitempty"`
	End      uint64 `json:"end,omitempty"`
	Same     bool   `json:"same"`
	Honest   string `json:"honest,omitempty"`
	Original string `json:"original,omitempty"`
}

// Case is one bad call, or a few. The question that it returns, if any, is the honest original of what was spoilt.
type Case struct {
	name string
	do   func() (string, *Question)
}

// Stage is where the catalogue is played.
type Stage struct {
	*Player
	results  []*Result
	first    *Page // the page that was taken
	base     []byte
	shown    *recordsv1.History
	lines    [2]*Line // to two processes of the hub
	approval Claims
}

// told keeps a case whose outcome is plain.
func (s *Stage) told(name, outcome string) {
	s.results = append(s.results, &Result{Case: name, Outcome: outcome, Same: true})
}

func word(err error) string {
	if err != nil {
		return err.Error()
	}
	return "OK"
}

// honest makes the calls of a good partner, each verified to the last byte.
func (s *Stage) honest() {
	s.told("honest-registry", word(s.keepUp()))
	s.told("honest-history", word(s.readHistory()))
	s.told("honest-search", word(s.readSearch()))
	s.told("honest-page", word(s.submit()))
	must(s.readHistory()) // with the new record where it shows; the state to be kept from here on
	s.told("honest-page-of-a-new-feed", word(s.goOn()))
	s.told("honest-page-again", s.outcomeOf(s.line, s.question(submitPage, s.first.body("foreign-page-1"), s.upkeep, "")))
	s.told("honest-receipts", word(s.allReceipts()))
	s.twoProcesses()
}

func (s *Stage) readHistory() error {
	q := s.asking()
	back := s.line.send(q)
	if _, err := s.proven(q, back); err != nil {
		return err
	}
	answer := &recordsv1.GetHistoryResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil || len(answer.GetHistory().GetTimeline()) == 0 {
		return errors.New(back.text + " or an empty history")
	}
	s.base, s.shown = back.body, answer.History
	return s.provesHistory(answer.History)
}

func (s *Stage) readSearch() error {
	q := s.question(search, marshal(&recordsv1.SearchRequest{Selector: selector(s.stand.Known)}), s.token, "")
	back := s.line.send(q)
	if _, err := s.proven(q, back); err != nil {
		return err
	}
	answer := &recordsv1.SearchResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil || len(answer.Matches) == 0 {
		return errors.New(back.text + " or nothing found")
	}
	return nil
}

// submit sends the first page of a feed of one's own.
func (s *Stage) submit() error {
	s.first = s.page(2)
	q := s.question(submitPage, s.first.body("foreign-page-1"), s.upkeep, "")
	back := s.line.send(q)
	if _, err := s.proven(q, back); err != nil {
		return err
	}
	answer := &recordsv1.SubmitPageResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil {
		return errors.New(back.text)
	}
	if answer.Accepted != 2 || answer.PageNumber != 1 || !bytes.Equal(answer.ChainSha256, digest(s.first.raw)) {
		return errors.New("not taken whole: " + answer.String())
	}
	s.feed = Feed{answer.PageNumber, answer.ChainSha256}
	return nil
}

// goOn does as one whose journal is lost: a new feed from page 1, in it a version that is held and the next of another.
func (s *Stage) goOn() error {
	held, next := &recordsv1.RecordVersion{}, s.first.leaves[1].Version
	must(proto.Unmarshal(next, held))
	held.Version, held.Status, held.PreviousSha256 = 2, recordsv1.RecordStatus_RECORD_STATUS_CORRECTED, digest(next)
	page := s.page(2)
	page.leaves[0].Version, page.leaves[1].Version = s.first.leaves[0].Version, marshal(held)
	page.header.Feed, page.header.PageNumber, page.header.PreviousSha256 = pageFeed+"-2", 1, make([]byte, 32)
	page.header.Root = rootOf(page.hashes())
	body := page.signed(s.node.key("page")).body("foreign-page-2")
	back := s.line.send(s.question(submitPage, body, s.upkeep, ""))
	answer := &recordsv1.SubmitPageResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil || answer.Accepted != 1 || answer.Unchanged != 1 {
		return errors.New(back.text + answer.String())
	}
	return nil
}

// allReceipts proves every promise so far, refusals too, as soon as the witnesses have seen it; the last call asked for
// receipts itself and was promised a place as well.
func (s *Stage) allReceipts() error {
	for tries := 0; tries < 80; tries++ {
		proved, err := s.takeReceipts()
		if err != nil || len(s.promises) <= 1 {
			return err
		}
		if proved < 400 {
			time.Sleep(250 * time.Millisecond)
		}
	}
	return errors.New("promises without receipt")
}

// twoProcesses finds a connection to each of two processes: answers to changes name theirs.
func (s *Stage) twoProcesses() {
	names := []string{"", ""}
	for tries := 0; tries < 40 && s.lines[1] == nil; tries++ {
		line := s.dial(s.node)
		back := line.send(s.question(submitPage, s.first.body("foreign-page-1"), s.upkeep, ""))
		switch {
		case s.lines[0] == nil:
			s.lines[0], names[0] = line, back.process
		case back.process != names[0]:
			s.lines[1], names[1] = line, back.process
		default:
			must(line.conn.Close())
		}
	}
	if s.lines[1] == nil || names[0] == "" || names[1] == "" {
		must(errors.New("no two processes of the hub were met"))
	}
}

// outcomeOf sends and names what came.
func (s *Stage) outcomeOf(line *Line, q *Question) string { return s.outcome(q, line.send(q)) }

// probe is an honest read and an honest question where the feed stands: outcome, first and next place in the log,
// and whether records and feed are as they were.
func (s *Stage) probe() (string, uint64, uint64, bool) {
	q := s.asking()
	back := s.line.send(q)
	said, err := s.proven(q, back)
	if err != nil {
		return err.Error(), 0, 0, false
	}
	ahead := s.page(1)
	ahead.header.PageNumber += 1000
	far := s.question(submitPage, ahead.signed(s.node.key("page")).body("foreign-"+fresh(8)), s.upkeep, "")
	answer := s.line.send(far)
	place, err := s.proven(far, answer)
	if err != nil {
		return err.Error(), 0, 0, false
	}
	refusal := refusalOf(answer.details)
	stands := refusal.reason == "PAGE_OUT_OF_ORDER" && refusal.text == "expected page 2"
	return join("OK", refusalOf(back.details).reason), said.AuditIndex, place.AuditIndex + 1, stands && bytes.Equal(back.body, s.base)
}

// play runs the cases with a probe before, between and after, then sends the originals of what was refused.
func (s *Stage) play(cases []Case) {
	originals := map[*Result]*Question{}
	_, _, next, _ := s.probe()
	for _, each := range cases {
		result := &Result{Case: each.name, First: next}
		var original *Question
		result.Outcome, original = each.do()
		result.Honest, result.End, next, result.Same = s.probe()
		s.results = append(s.results, result)
		if original != nil {
			originals[result] = original
			if len(originals) == 40 {
				s.settle(originals)
				originals = map[*Result]*Question{}
				_, _, next, _ = s.probe()
			}
		}
	}
	s.settle(originals)
}

// settle sends what was never sent as it was signed: a refusal before authentication spends no nonce, one after it does.
func (s *Stage) settle(originals map[*Result]*Question) {
	for result, original := range originals {
		result.Original = s.outcomeOf(s.line, original)
	}
}

// Spoil is a change at one place of a question.
type Spoil struct {
	name string
	do   func(*Question)
}

// spoilt are cases that spoil a question at one place each.
func (s *Stage) spoilt(prefix string, ask func() *Question, spoils []Spoil) []Case {
	var found []Case
	for _, each := range spoils {
		each := each
		found = append(found, Case{prefix + each.name, func() (string, *Question) {
			original := ask()
			return s.outcomeOf(s.line, original.altered(each.do)), original
		}})
	}
	return found
}
