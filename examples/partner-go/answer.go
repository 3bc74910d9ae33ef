package main

import (
	"bytes"
	"crypto/ecdsa"
	"encoding/binary"
	"fmt"

	"google.golang.org/genproto/googleapis/rpc/errdetails"
	rpcstatus "google.golang.org/genproto/googleapis/rpc/status"
	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	membershipv1 "rabta/membership/v1"
	signingv1 "rabta/signing/v1"
)

// Unproven is no answer at all; the step is that of section 7.
type Unproven struct{ step string }

func (u Unproven) Error() string { return "unproven: " + u.step }

const skew = 30_000

// proven holds an answer against its question: steps 1 to 8 of section 7, in order.
func (p *Partner) proven(q *Question, back *Back) (*signingv1.SigHeader, error) {
	said := &signingv1.SigHeader{}
	asked := &signingv1.SigHeader{}
	must(proto.Unmarshal(q.header, asked))
	if len(back.header) == 0 || len(back.header) > 1024 || len(back.signature) == 0 {
		return nil, Unproven{"metadata"}
	}
	now := nowMs()
	if !canonical(back.header, said) || said.Version != 1 || said.Direction != signingv1.Direction_DIRECTION_ANSWER ||
		said.IatMs-skew > now || now > said.ExpMs+skew || said.ExpMs-said.IatMs > 60_000 {
		return nil, Unproven{"header"}
	}
	row := p.signer(said, asked)
	if row == nil {
		return nil, Unproven{"signer"}
	}
	if !signedBy(row.public, back.header, back.signature) {
		return nil, Unproven{"signature"}
	}
	if said.Method != q.method || !bytes.Equal(said.Nonce, asked.Nonce) || said.Audience != asked.Issuer ||
		!bytes.Equal(said.RequestSha256, q.sha256()) {
		return nil, Unproven{"chain"}
	}
	if said.GrpcStatus != uint32(back.code) || !bytes.Equal(said.StatusSha256, digest(back.details)) ||
		(said.GrpcStatus != 0) != (len(back.details) > 0) {
		return nil, Unproven{"status"}
	}
	if !bytes.Equal(said.BodySha256, digest(back.body)) {
		return nil, Unproven{"body"}
	}
	if !promised(said, back) {
		return nil, Unproven{"promise"}
	}
	if !said.NoLeaf && asked.Issuer == p.node.agency { // another agency's receipts are its own
		p.promises = append(p.promises, Promise{said.AuditIndex, said.Commitment, q.sha256(), said.RegistryVersion})
	}
	return said, nil
}

func (p *Partner) signer(said, asked *signingv1.SigHeader) *Row {
	held := p.registry
	if !bytes.Equal(said.FederationId, held.federation) || said.Issuer != held.Hub ||
		said.RegistryVersion != held.Version || !bytes.Equal(said.RegistrySha256, held.digest) {
		return nil
	}
	row := held.keys[string(said.Kid)]
	if row == nil || row.use != membershipv1.KeyUse_KEY_USE_MESSAGE || row.agency != held.Hub || row.alg != said.Alg ||
		!row.inForce(nowMs()) {
		return nil
	}
	return row
}

// signedBy verifies either form of a signature value over a header (section 3).
func signedBy(public *ecdsa.PublicKey, header, value []byte) bool {
	switch {
	case len(value) == 65 && value[0] == 1:
		return verified(public, value[1:], pae(typeHeader, header))
	case len(value) >= 69 && value[0] == 2 && (len(value)-69)%32 == 0:
		position, size := binary.BigEndian.Uint16(value[65:]), binary.BigEndian.Uint16(value[67:])
		if size < 2 || size > 4096 {
			return false
		}
		root := included(leafHash(pae(typeHeader, header)), uint64(position), uint64(size), chunks(value[69:]))
		return root != nil && verified(public, value[1:65], pae(typeCohort, root))
	}
	return false
}

func chunks(raw []byte) [][]byte {
	var found [][]byte
	for ; len(raw) > 0; raw = raw[32:] {
		found = append(found, raw[:32])
	}
	return found
}

// withoutEntry: reasons of refusals that leave no entry (section 8).
var withoutEntry = map[string]bool{
	"AUDIT_UNAVAILABLE": true, "CALLS_LIMITED": true, "REPLAYED": true, "SHARE_USED": true,
}

// promised: an entry is there, or the refusal is one of those that have none, without a body.
func promised(said *signingv1.SigHeader, back *Back) bool {
	if !said.NoLeaf {
		return len(said.Commitment) == 32
	}
	reason := refusalOf(back.details).reason
	bare := len(back.body) == 0 && said.AuditIndex == 0 && len(said.Commitment) == 0
	return bare && withoutEntry[reason]
}

// Refusal is what the details of a refusal say (section 8).
type Refusal struct{ reason, field, rule, text string }

func refusalOf(details []byte) Refusal {
	status, found := &rpcstatus.Status{}, Refusal{}
	if proto.Unmarshal(details, status) != nil {
		return found
	}
	for _, each := range status.Details {
		info, bad := &errdetails.ErrorInfo{}, &errdetails.BadRequest{}
		if each.MessageIs(info) && each.UnmarshalTo(info) == nil && info.Domain == "rabta" {
			found.reason = info.Reason
		}
		if each.MessageIs(bad) && each.UnmarshalTo(bad) == nil && len(bad.FieldViolations) > 0 {
			found.field, found.text = bad.FieldViolations[0].Field, bad.FieldViolations[0].Description
			found.rule = ruleOf(bad.FieldViolations[0])
		}
	}
	return found
}

// ruleOf reads the rule's id, field 3 of a violation, which this binding of google.rpc does not know yet.
func ruleOf(violation *errdetails.BadRequest_FieldViolation) string {
	for rest := []byte(violation.ProtoReflect().GetUnknown()); len(rest) > 0; {
		number, kind, size := protowire.ConsumeTag(rest)
		if size < 0 {
			return ""
		}
		whole := protowire.ConsumeFieldValue(number, kind, rest[size:])
		if whole < 0 {
			return ""
		}
		if number == 3 && kind == protowire.BytesType {
			value, _ := protowire.ConsumeBytes(rest[size:])
			return string(value)
		}
		rest = rest[size+whole:]
	}
	return ""
}

// outcome is the one word, or the few, for what became of a call; the signed parts are verified first.
func (p *Partner) outcome(q *Question, back *Back) string {
	if len(back.signature) == 0 {
		if back.code == 16 && back.text == "refused" && back.trailers == 0 {
			return "refused"
		}
		return fmt.Sprintf("closed %s", back.code)
	}
	if _, err := p.proven(q, back); err != nil {
		return err.Error()
	}
	if back.code == 0 {
		return "OK"
	}
	found := refusalOf(back.details)
	return join(found.reason, found.field, found.rule)
}

func join(words ...string) string {
	text := ""
	for _, word := range words {
		if word != "" && text != "" {
			text += " "
		}
		text += word
	}
	return text
}
