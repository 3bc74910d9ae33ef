package main

import "os"

const (
	search     = "/rabta.records.v1.RecordsService/Search"
	submitPage = "/rabta.records.v1.RecordsService/SubmitPage"
)

// Stand is a partner's place, and beside it what nobody has who means well: another system's keys, another agency's.
type Stand struct {
	Place
	Desk, Other, OtherAgency string
	Chief, Recorder          Person
	Upkeep                   string
	Known, Stranger, Case    string
}

// Player is a partner that knows how to misbehave.
type Player struct {
	*Partner
	stand           Stand
	desk, other     *Node
	chief, recorder Officer
	upkeep          string
	feed            Feed
}

// play enters as a partner does, and fetches the tokens of both officers.
func play(stand Stand) *Player {
	p := &Player{Partner: enter(stand.Place), stand: stand, feed: Feed{0, make([]byte, 32)}}
	p.desk, p.other = loadNode(stand.Desk, stand.Agency, "desk"), loadNode(stand.Other, stand.OtherAgency, "node")
	p.chief, p.recorder = stand.Chief.officer(), stand.Recorder.officer()
	must(p.employ())
	var err error
	p.upkeep, err = p.issuer.token(p.recorder, stand.Upkeep)
	must(err)
	return p
}

// asking is the officer's honest question.
func (p *Player) asking() *Question {
	return p.question(getHistory, history(p.stand.Known), p.token, "")
}

func (p *Player) firstVersion() []byte {
	raw, err := os.ReadFile(p.stand.Registry)
	must(err)
	return raw
}
