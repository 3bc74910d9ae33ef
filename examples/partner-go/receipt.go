package main

import (
	"bytes"
	"crypto/ed25519"
	"encoding/base64"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"

	auditv1 "rabta/audit/v1"
	membershipv1 "rabta/membership/v1"
)

var base64url = base64.RawURLEncoding.Strict()

// Promise is what an answer says of the log: this commitment at this index.
type Promise struct {
	index           uint64
	commitment      []byte
	request         []byte
	registryVersion uint64
}

// Head is a checkpoint that a quorum has seen.
type Head struct {
	size uint64
	root []byte
}

// vkey is a C2SP verifier key.
type vkey struct {
	name   string
	id     []byte
	kind   byte
	public ed25519.PublicKey
}

func readVkey(text string) (vkey, error) {
	parts := strings.SplitN(text, "+", 3)
	if len(parts) != 3 {
		return vkey{}, errors.New("verifier key")
	}
	material, err := base64.StdEncoding.Strict().DecodeString(parts[2])
	if err != nil || len(material) != 33 {
		return vkey{}, errors.New("verifier key")
	}
	id := digest([]byte(parts[0]+"\n"), material)[:4]
	if hex.EncodeToString(id) != parts[1] {
		return vkey{}, errors.New("verifier key")
	}
	return vkey{parts[0], id, material[0], ed25519.PublicKey(material[1:])}, nil
}

// checkpoint verifies a note: the log's line, every known line, and the quorum of its size (section 10).
func (r *Registry) checkpoint(note []byte) (Head, error) {
	at := bytes.Index(note, []byte("\n\n"))
	if at < 0 || len(note) > 1_000_000 {
		return Head{}, errors.New("note")
	}
	text, lines := note[:at+1], strings.Split(strings.TrimSuffix(string(note[at+2:]), "\n"), "\n")
	head, origin, err := headOf(string(text))
	if err != nil || len(lines) > 100 {
		return Head{}, errors.New("note")
	}
	logged, seen := false, map[string]bool{}
	for _, line := range lines {
		parts := strings.Split(line, " ")
		if len(parts) != 3 || parts[0] != "\u2014" {
			return Head{}, errors.New("signature line")
		}
		value, err := base64.StdEncoding.Strict().DecodeString(parts[2])
		if err != nil || len(value) < 5 {
			return Head{}, errors.New("signature line")
		}
		holds, log, witness := r.line(parts[1], value, text, origin, head.size)
		if !holds {
			return Head{}, errors.New("signature of a known key")
		}
		logged = logged || log
		if witness != "" {
			seen[witness] = true
		}
	}
	if !logged || len(seen) < int(r.WitnessPolicy.Quorum) {
		return Head{}, errors.New("quorum")
	}
	return head, nil
}

// line judges one signature: whether it may stand, whether it is the log's, and which witness's it is.
func (r *Registry) line(name string, value, text []byte, origin string, size uint64) (bool, bool, string) {
	for _, log := range r.Logs {
		key, err := readVkey(log.Vkey)
		if err == nil && key.name == name && bytes.Equal(key.id, value[:4]) {
			return ed25519.Verify(key.public, text, value[4:]), name == origin, ""
		}
	}
	for _, witness := range r.WitnessPolicy.Witnesses {
		key, err := readVkey(witness.Vkey)
		if err != nil || key.name != name || !bytes.Equal(key.id, value[:4]) {
			continue
		}
		if len(value) != 4+8+64 || key.kind != 4 {
			return false, false, ""
		}
		seconds := strconv.FormatUint(binary.BigEndian.Uint64(value[4:]), 10)
		signed := append([]byte("cosignature/v1\ntime "+seconds+"\n"), text...)
		if !r.inOffice(witness, origin, size) {
			name = ""
		}
		return ed25519.Verify(key.public, signed, value[12:]), false, name
	}
	return true, false, ""
}

// inOffice: by the span of that log; without one, while the witness has ended in none. Its own sizes are the first log's.
func (r *Registry) inOffice(witness *membershipv1.Witness, origin string, size uint64) bool {
	spans := witness.Spans
	if witness.FirstSize != 0 || witness.LastSize != 0 {
		spans = append(spans, &membershipv1.WitnessSpan{
			Origin: r.Logs[0].Origin, FirstSize: witness.FirstSize, LastSize: witness.LastSize,
		})
	}
	ended := false
	for _, span := range spans {
		if span.Origin == origin {
			return span.FirstSize <= size && (span.LastSize == 0 || size <= span.LastSize)
		}
		ended = ended || span.LastSize != 0
	}
	return !ended
}

func headOf(text string) (Head, string, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[3] != "" {
		return Head{}, "", errors.New("checkpoint")
	}
	size, err := strconv.ParseUint(lines[1], 10, 64)
	root, bad := base64.StdEncoding.Strict().DecodeString(lines[2])
	if err != nil || bad != nil || len(root) != 32 || strconv.FormatUint(size, 10) != lines[1] {
		return Head{}, "", errors.New("checkpoint")
	}
	return Head{size, root}, lines[0], nil
}

// receipts checks an answer to GetReceipts against the promises; the indexes that it proves.
func (r *Registry) receipts(known Head, promises []Promise, raw []byte) (Head, map[uint64]bool, error) {
	answer, proved := &auditv1.GetReceiptsResponse{}, map[uint64]bool{}
	if proto.Unmarshal(raw, answer) != nil {
		return known, nil, errors.New("answer")
	}
	head, err := r.checkpoint(answer.Checkpoint)
	if err != nil {
		return known, nil, err
	}
	if !consistent(known.size, head.size, known.root, head.root, answer.Consistency) {
		return known, nil, errors.New("fork")
	}
	for _, receipt := range answer.Receipts {
		if receipt.Entry == nil {
			continue
		}
		for _, promise := range promises {
			if promise.index != receipt.Index {
				continue
			}
			if err := kept(promise, receipt, head); err != nil {
				return known, nil, err
			}
			proved[receipt.Index] = true
		}
	}
	return head, proved, nil
}

// kept holds one receipt against its promise (steps 3 and 4 of GetReceipts).
func kept(promise Promise, receipt *auditv1.Receipt, head Head) error {
	entry, open := receipt.Entry, &auditv1.OpenEntry{}
	if entry.Inclusion == nil || entry.Inclusion.Index != receipt.Index || len(entry.OpenSalt) != 32 ||
		len(entry.SealedSha256) != 32 {
		return errors.New("form")
	}
	commitment := digest(digest(entry.OpenSalt, entry.Open), entry.SealedSha256)
	if !bytes.Equal(commitment, promise.commitment) {
		return errors.New("another leaf")
	}
	leaf := append([]byte{1}, make([]byte, 8)...)
	binary.BigEndian.PutUint64(leaf[1:], receipt.Index)
	root := included(leafHash(append(leaf, commitment...)), receipt.Index, head.size, entry.Inclusion.Path)
	if !bytes.Equal(root, head.root) {
		return errors.New("another leaf")
	}
	if !canonical(entry.Open, open) || !bytes.Equal(open.RequestSha256, promise.request) {
		return errors.New("another request")
	}
	return nil
}
