package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"strconv"

	"google.golang.org/protobuf/proto"
)

// Types of signed bytes, section 3.
const (
	typeHeader   = "application/vnd.rabta.header.v1+protobuf"
	typeCohort   = "application/vnd.rabta.cohort.v1"
	typePage     = "application/vnd.rabta.page.v1+protobuf"
	typeRegistry = "application/vnd.rabta.registry.v1+protobuf"
	typeReceipt  = "application/vnd.rabta.erasure-receipt.v1+protobuf"
)

func digest(parts ...[]byte) []byte {
	sum := sha256.New()
	for _, part := range parts {
		sum.Write(part)
	}
	return sum.Sum(nil)
}

func b64(raw []byte) string { return base64.RawURLEncoding.EncodeToString(raw) }

// pae is the DSSE pre-authentication encoding of a body and its type.
func pae(kind string, body []byte) []byte {
	head := "DSSEv1 " + strconv.Itoa(len(kind)) + " " + kind + " " + strconv.Itoa(len(body)) + " "
	return append([]byte(head), body...)
}

// marshal is the canonical form of a message that has no oneof.
func marshal(message proto.Message) []byte {
	raw, err := proto.MarshalOptions{Deterministic: true}.Marshal(message)
	must(err)
	return raw
}

// canonical parses and says whether the bytes are the one form of what they hold.
func canonical(raw []byte, into proto.Message) bool {
	if (proto.UnmarshalOptions{DiscardUnknown: true}).Unmarshal(raw, into) != nil {
		return false
	}
	return bytes.Equal(marshal(into), raw)
}

func leafHash(data []byte) []byte        { return digest([]byte{0}, data) }
func nodeHash(left, right []byte) []byte { return digest([]byte{1}, left, right) }
func flipped(raw []byte, at int) []byte  { return with(raw, at, raw[at]^1) }
func with(raw []byte, at int, b byte) []byte {
	changed := append([]byte{}, raw...)
	changed[at] = b
	return changed
}

// rootOf is the RFC 6962 root over leaf hashes.
func rootOf(hashes [][]byte) []byte {
	if len(hashes) == 1 {
		return hashes[0]
	}
	split := 1
	for split*2 < len(hashes) {
		split *= 2
	}
	return nodeHash(rootOf(hashes[:split]), rootOf(hashes[split:]))
}

// pathOf lists the siblings of one leaf, nearest first.
func pathOf(hashes [][]byte, index int) [][]byte {
	if len(hashes) == 1 {
		return nil
	}
	split := 1
	for split*2 < len(hashes) {
		split *= 2
	}
	if index < split {
		return append(pathOf(hashes[:split], index), rootOf(hashes[split:]))
	}
	return append(pathOf(hashes[split:], index-split), rootOf(hashes[:split]))
}

// included walks an inclusion path (RFC 9162 section 2.1.3.2); nil where its length is not that of the place.
func included(leaf []byte, index, size uint64, path [][]byte) []byte {
	if index >= size {
		return nil
	}
	at, last, hash := index, size-1, leaf
	for _, sibling := range path {
		if last == 0 || len(sibling) != 32 {
			return nil
		}
		if at&1 == 1 || at == last {
			hash = nodeHash(sibling, hash)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			hash = nodeHash(hash, sibling)
		}
		at, last = at>>1, last>>1
	}
	if last != 0 {
		return nil
	}
	return hash
}

// consistent holds two roots against a consistency proof (RFC 9162 section 2.1.4.2).
func consistent(first, second uint64, firstRoot, secondRoot []byte, path [][]byte) bool {
	if first == 0 || first == second {
		return len(path) == 0 && (first == 0 || bytes.Equal(firstRoot, secondRoot))
	}
	if first > second || len(path) == 0 {
		return false
	}
	if first&(first-1) == 0 {
		path = append([][]byte{firstRoot}, path...)
	}
	at, last := first-1, second-1
	for at&1 == 1 {
		at, last = at>>1, last>>1
	}
	old, fresh := path[0], path[0]
	for _, hash := range path[1:] {
		if last == 0 {
			return false
		}
		if at&1 == 1 || at == last {
			old, fresh = nodeHash(hash, old), nodeHash(hash, fresh)
			for at&1 == 0 && at != 0 {
				at, last = at>>1, last>>1
			}
		} else {
			fresh = nodeHash(fresh, hash)
		}
		at, last = at>>1, last>>1
	}
	return last == 0 && bytes.Equal(old, firstRoot) && bytes.Equal(fresh, secondRoot)
}
