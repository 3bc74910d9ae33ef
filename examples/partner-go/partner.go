package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"
	"os"

	"google.golang.org/protobuf/proto"

	auditv1 "rabta/audit/v1"
	membershipv1 "rabta/membership/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

const (
	getRegistry = "/rabta.membership.v1.MembershipService/GetRegistry"
	getReceipts = "/rabta.audit.v1.AuditService/GetReceipts"
	getHistory  = "/rabta.records.v1.RecordsService/GetHistory"
)

// Partner is one agency's system: its keys, the registry it holds, the promises it was made.
type Partner struct {
	place    Place
	anchor   [][]byte
	registry *Registry
	node     *Node
	line     *Line
	issuer   *Issuer
	officer  Officer
	token    string
	head     Head
	promises []Promise
}

// enter reads what a partner was given, pins the hub, and brings the registry up to date.
func enter(place Place) *Partner {
	p := &Partner{place: place, anchor: anchorOf(place.Anchor)}
	first, err := os.ReadFile(place.Registry)
	must(err)
	p.registry, err = accepted(first, nil, p.anchor)
	must(err)
	p.node = loadNode(place.Node, place.Agency, place.System)
	p.line = p.dial(p.node)
	must(p.keepUp())
	return p
}

// employ fetches the officer's token for the reason that the place gives.
func (p *Partner) employ() error {
	var err error
	p.officer, p.issuer = p.place.Officer.officer(), p.issuerAt(p.place.Issuer)
	p.token, err = p.issuer.token(p.officer, p.place.History)
	return err
}

func (p *Partner) issuerAt(url string) *Issuer {
	return issuerAt(url, p.node.agency, p.place.CA, p.node, func() *Registry { return p.registry })
}

func (p *Partner) dial(node *Node) *Line {
	return dial(p.place.Endpoint, p.place.CA, node, func() *Registry { return p.registry })
}

// keepUp accepts every later version, one by one.
func (p *Partner) keepUp() error {
	body := marshal(&membershipv1.GetRegistryRequest{Version: p.registry.Version})
	q := p.question(getRegistry, body, "", "")
	back := p.line.send(q)
	answer := &membershipv1.GetRegistryResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil {
		return fmt.Errorf("GetRegistry: %s %s", back.code, back.text)
	}
	for _, raw := range answer.Registries {
		signed := &membershipv1.SignedRegistry{}
		if proto.Unmarshal(raw, signed) != nil {
			return errors.New("GetRegistry: structure")
		}
		if bytes.Equal(digest(signed.Payload), p.registry.digest) {
			continue
		}
		next, err := accepted(raw, p.registry, p.anchor)
		if err != nil {
			return err
		}
		p.registry = next
	}
	_, err := p.proven(q, back)
	return err
}

// question signs a request as section 5 says.
func (p *Partner) question(method string, body []byte, token, approver string) *Question {
	return p.questionOf(p.node, method, body, token, approver, nil)
}

// questionOf is another system's, with changes to its header before it is signed well.
func (p *Partner) questionOf(
	node *Node, method string, body []byte, token, approver string, change func(*signingv1.SigHeader),
) *Question {
	nonce := make([]byte, 16)
	_, err := rand.Read(nonce)
	must(err)
	now := nowMs()
	said := &signingv1.SigHeader{
		Version: 1, Direction: signingv1.Direction_DIRECTION_REQUEST, Method: method, Alg: "ES256", Kid: node.message.kid,
		Issuer: node.agency, Audience: p.registry.Hub, IatMs: now, ExpMs: now + 60_000, Nonce: nonce,
		BodySha256: digest(body), FederationId: p.registry.federation, RegistryVersion: p.registry.Version,
		RegistrySha256: p.registry.digest,
	}
	if token != "" {
		said.TokenSha256 = digest([]byte(token))
	}
	if approver != "" {
		said.ApproverSha256 = digest([]byte(approver))
	}
	if change != nil {
		change(said)
	}
	header := marshal(said)
	return &Question{method, token, approver, body, header, signedHeader(node.message, header)}
}

// signedHeader is the signature value of form 1.
func signedHeader(key *Key, header []byte) []byte {
	return append([]byte{1}, key.sign(pae(typeHeader, header))...)
}

// history is the body that asks for one person's.
func history(cnic string) []byte {
	return marshal(&recordsv1.GetHistoryRequest{Selector: selector(cnic)})
}

func selector(cnic string) *recordsv1.Selector {
	return &recordsv1.Selector{
		Identifier: &recordsv1.Identifier{Type: recordsv1.IdentifierType_IDENTIFIER_TYPE_CNIC, Value: cnic},
	}
}

// takeReceipts turns promises into receipts, at most 500 at a time; how many were proved.
func (p *Partner) takeReceipts() (int, error) {
	var indexes []uint64
	for at := 0; at < len(p.promises) && at < 500; at++ {
		indexes = append(indexes, p.promises[at].index)
	}
	body := marshal(&auditv1.GetReceiptsRequest{Indexes: indexes, KnownSize: p.head.size})
	q := p.question(getReceipts, body, "", "")
	asked := p.promises[:len(indexes)]
	back := p.line.send(q)
	if _, err := p.proven(q, back); err != nil {
		return 0, err
	}
	if back.code != 0 {
		return 0, errors.New(back.text)
	}
	head, proved, err := p.registry.receipts(p.head, asked, back.body)
	if err != nil {
		return 0, err
	}
	p.head = head
	var left []Promise
	for _, promise := range p.promises {
		if !proved[promise.index] {
			left = append(left, promise)
		}
	}
	p.promises = left
	return len(proved), nil
}
