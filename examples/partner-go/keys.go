package main

import (
	"bytes"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/asn1"
	"encoding/pem"
	"errors"
	"math/big"
	"os"
)

// Key is a P-256 private key with its key id.
type Key struct {
	private *ecdsa.PrivateKey
	kid     []byte
}

// loadKey reads PKCS #8 PEM.
func loadKey(path string) *Key {
	block := pemOf(path)
	found, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	must(err)
	private, ok := found.(*ecdsa.PrivateKey)
	if !ok || private.Curve != elliptic.P256() {
		must(errors.New(path + ": not a P-256 key"))
	}
	return &Key{private, digest(spkiOf(&private.PublicKey))}
}

func pemOf(path string) *pem.Block {
	raw, err := os.ReadFile(path)
	must(err)
	block, _ := pem.Decode(raw)
	if block == nil {
		must(errors.New(path + ": not PEM"))
	}
	return block
}

func spkiOf(public *ecdsa.PublicKey) []byte {
	raw, err := x509.MarshalPKIXPublicKey(public)
	must(err)
	return raw
}

// publicOf reads the one accepted encoding of a P-256 key: 91 bytes.
func publicOf(spki []byte) *ecdsa.PublicKey {
	found, err := x509.ParsePKIXPublicKey(spki)
	if err != nil {
		return nil
	}
	public, ok := found.(*ecdsa.PublicKey)
	if !ok || public.Curve != elliptic.P256() || len(spki) != 91 || !bytes.Equal(spkiOf(public), spki) {
		return nil
	}
	return public
}

// sign gives r || s, 64 bytes.
func (key *Key) sign(message []byte) []byte {
	r, s, err := ecdsa.Sign(rand.Reader, key.private, digest(message))
	must(err)
	return joined(r, s)
}

func joined(r, s *big.Int) []byte {
	raw := make([]byte, 64)
	r.FillBytes(raw[:32])
	s.FillBytes(raw[32:])
	return raw
}

// verified says whether 64 bytes are the key's signature over a message.
func verified(public *ecdsa.PublicKey, signature, message []byte) bool {
	if public == nil || len(signature) != 64 {
		return false
	}
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return ecdsa.Verify(public, digest(message), r, s)
}

// other is the second signature that holds where one does: r || n - s.
func other(signature []byte) []byte {
	r, s := new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:])
	return joined(r, new(big.Int).Sub(elliptic.P256().Params().N, s))
}

func der(signature []byte) []byte {
	raw, err := asn1.Marshal(struct{ R, S *big.Int }{
		new(big.Int).SetBytes(signature[:32]), new(big.Int).SetBytes(signature[32:]),
	})
	must(err)
	return raw
}
