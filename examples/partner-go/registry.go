package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"os"

	membershipv1 "rabta/membership/v1"
)

// Row is one key of the registry, with whose it is.
type Row struct {
	agency, system, alg  string
	use                  membershipv1.KeyUse
	public               *ecdsa.PublicKey
	from, until, revoked int64
}

func (row *Row) inForce(now int64) bool {
	return row != nil && row.revoked == 0 && row.from <= now && now <= row.until
}

// Registry is one accepted version.
type Registry struct {
	*membershipv1.Registry
	digest, federation []byte
	keys, certificates map[string]*Row
}

// anchorOf reads the governance public keys that were given by hand: PEM, one block after the other.
func anchorOf(path string) [][]byte {
	raw, err := os.ReadFile(path)
	must(err)
	var found [][]byte
	for block, rest := pem.Decode(raw); block != nil; block, rest = pem.Decode(rest) {
		key, err := x509.ParsePKIXPublicKey(block.Bytes)
		must(err)
		found = append(found, spkiOf(key.(*ecdsa.PublicKey)))
	}
	return found
}

// signers counts the distinct keys that signed; nil where a signature of one of them does not hold.
func signers(signed *membershipv1.SignedRegistry, spkis [][]byte) map[string]bool {
	found := map[string]bool{}
	for _, one := range signed.Signatures {
		for _, spki := range spkis {
			if !bytes.Equal(digest(spki), one.Kid) {
				continue
			}
			if !verified(publicOf(spki), one.Signature, pae(typeRegistry, signed.Payload)) {
				return nil
			}
			found[string(one.Kid)] = true
		}
	}
	return found
}

// accepted takes a version after `before`, or the first one under the anchor (section 11).
func accepted(raw []byte, before *Registry, anchor [][]byte) (*Registry, error) {
	signed, payload := &membershipv1.SignedRegistry{}, &membershipv1.Registry{}
	if !canonical(raw, signed) || !canonical(signed.Payload, payload) || payload.Format != 1 {
		return nil, errors.New("structure")
	}
	next := &Registry{payload, digest(signed.Payload), payload.FederationId, map[string]*Row{}, map[string]*Row{}}
	if payload.Version == 1 {
		next.federation = next.digest
	}
	if payload.Governance == nil || !enough(signed, payload.Governance) {
		return nil, errors.New("signatures")
	}
	if before == nil && len(signers(signed, anchor))*2 <= len(anchor) {
		return nil, errors.New("anchor")
	}
	if before != nil && !enough(signed, before.Governance) {
		return nil, errors.New("signatures of the version before")
	}
	if before != nil && !follows(next, before) {
		return nil, errors.New("chain")
	}
	return next, next.index()
}

func enough(signed *membershipv1.SignedRegistry, governance *membershipv1.Governance) bool {
	threshold, keys := int(governance.Threshold), len(governance.Keys)
	return threshold >= 2 && 2*threshold > keys && len(signers(signed, governance.Keys)) >= threshold
}

func follows(next, before *Registry) bool {
	for kid, row := range before.keys {
		kept := next.find(kid)
		if kept == nil || kept.agency != row.agency || kept.system != row.system || kept.use != row.use {
			return false
		}
		if row.revoked != 0 && kept.revoked != row.revoked {
			return false
		}
	}
	return next.Version == before.Version+1 && bytes.Equal(next.federation, before.federation) &&
		next.Name == before.Name && bytes.Equal(next.PreviousSha256, before.digest) && next.IssuedMs >= before.IssuedMs
}

func (r *Registry) find(kid string) *Row {
	if len(r.keys) == 0 {
		_ = r.index()
	}
	return r.keys[kid]
}

// index lists every key and certificate; one that stands twice refuses the file.
func (r *Registry) index() error {
	r.keys, r.certificates = map[string]*Row{}, map[string]*Row{}
	for _, agency := range r.Agencies {
		for _, key := range agency.Keys {
			if !r.add(agency.Id, "", key) {
				return errors.New("keys")
			}
		}
		for _, system := range agency.Systems {
			if system.MessageKey != nil && !r.add(agency.Id, system.Name, system.MessageKey) {
				return errors.New("keys")
			}
			for _, one := range system.Tls {
				if r.certificates[string(one.Sha256)] != nil {
					return errors.New("certificates")
				}
				r.certificates[string(one.Sha256)] = &Row{
					agency: agency.Id, system: system.Name, from: one.NotBeforeMs, until: one.NotAfterMs, revoked: one.RevokedMs,
				}
			}
		}
	}
	return nil
}

func (r *Registry) add(agency, system string, key *membershipv1.Key) bool {
	public := publicOf(key.Spki)
	kid := string(digest(key.Spki))
	if public == nil || r.keys[kid] != nil {
		return false
	}
	r.keys[kid] = &Row{agency, system, key.Alg, key.Use, public, key.NotBeforeMs, key.NotAfterMs, key.RevokedMs}
	return true
}
