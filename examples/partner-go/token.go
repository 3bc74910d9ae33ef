package main

import (
	"bytes"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/hex"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const grantType = "urn:ietf:params:oauth:grant-type:jwt-bearer"

// Claims of a token, by name.
type Claims map[string]any

// without and with are copies with one claim changed.
func (c Claims) with(name string, value any) Claims {
	copied := Claims{}
	for key, each := range c {
		copied[key] = each
	}
	copied[name] = value
	return copied
}

func (c Claims) without(name string) Claims {
	copied := c.with(name, nil)
	delete(copied, name)
	return copied
}

// jws signs claims as a compact JWS (section 6).
func jws(key *Key, typ string, claims Claims) string {
	payload, err := json.Marshal(claims)
	must(err)
	return jwsOf(key, map[string]any{"alg": "ES256", "kid": b64(key.kid), "typ": typ}, payload)
}

func jwsOf(key *Key, header map[string]any, payload []byte) string {
	head, err := json.Marshal(header)
	must(err)
	signed := b64(head) + "." + b64(payload)
	return signed + "." + b64(key.sign([]byte(signed)))
}

func claimsOf(token string) Claims {
	raw, err := base64url.DecodeString(strings.Split(token, ".")[1])
	must(err)
	found, reader := Claims{}, json.NewDecoder(bytes.NewReader(raw))
	reader.UseNumber()
	must(reader.Decode(&found))
	return found
}

func fresh(bytes int) string {
	raw := make([]byte, bytes)
	_, err := rand.Read(raw)
	must(err)
	return hex.EncodeToString(raw)
}

// Officer proves to the issuer who asks, with a key of their own.
type Officer struct {
	id  string
	key *Key
}

func (officer Officer) assertion(agency string, what []byte) string {
	now := time.Now().Unix()
	return jws(officer.key, "rabta-assertion+jwt", Claims{
		"iss": officer.id, "sub": officer.id, "aud": agency, "iat": now, "exp": now + 60, "jti": fresh(16),
		"for_sha256": b64(digest(what)),
	})
}

// Issuer is the agency's own, over HTTPS with the system's certificate.
type Issuer struct {
	url, agency string
	client      *http.Client
}

func issuerAt(url, agency, ca string, node *Node, registry func() *Registry) *Issuer {
	raw, err := os.ReadFile(ca)
	must(err)
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(raw)
	config := &tls.Config{MinVersion: tls.VersionTLS13, RootCAs: roots, Certificates: []tls.Certificate{node.tls}}
	config.VerifyConnection = func(state tls.ConnectionState) error { return pinned(state, registry(), agency) }
	return &Issuer{url, agency, &http.Client{Transport: &http.Transport{TLSClientConfig: config}, Timeout: 10 * time.Second}}
}

func (issuer *Issuer) post(path string, form url.Values) (string, error) {
	answer, err := issuer.client.PostForm(issuer.url+path, form)
	if err != nil {
		return "", err
	}
	defer answer.Body.Close()
	raw, err := io.ReadAll(io.LimitReader(answer.Body, 16_384))
	if err != nil {
		return "", err
	}
	found := struct {
		Token string `json:"access_token"`
		Error string `json:"error"`
		Text  string `json:"error_description"`
	}{}
	if err := json.Unmarshal(raw, &found); err != nil {
		return "", err
	}
	if answer.StatusCode != 200 {
		return "", errors.New(found.Error + ": " + found.Text)
	}
	return found.Token, nil
}

// token fetches an access token for one reason, whose JSON text travels as it was hashed.
func (issuer *Issuer) token(officer Officer, details string) (string, error) {
	return issuer.post("/token", url.Values{
		"grant_type": {grantType}, "assertion": {officer.assertion(issuer.agency, []byte(details))},
		"authorization_details": {details},
	})
}

// Act is what a second person approves: who may send which body to which method, and why.
type Act struct {
	method, officer, why string
	body                 []byte
}

// reason is one rabta_query object.
type reason struct {
	Purpose string `json:"purpose"`
	Basis   string `json:"legal_basis"`
	Second  string `json:"second_basis"`
	Class   string `json:"query_class"`
	Case    struct {
		Type string `json:"type"`
		Key  string `json:"key"`
	} `json:"case"`
}

// whyDigest is the digest of why, from the JSON text of authorization_details.
func (act Act) whyDigest() []byte {
	var found []reason
	must(json.Unmarshal([]byte(act.why), &found))
	why := found[0]
	texts := []string{"rabta details", why.Purpose, why.Basis, why.Second, why.Class, why.Case.Type, why.Case.Key}
	return digest([]byte(strings.Join(texts, "\x00")))
}

// signed is what the second person's own key signs the digest of.
func (act Act) signed() []byte {
	names := "\x00" + act.officer
	return append(append(append([]byte("rabta approval\x00"), digest(act.body)...), act.whyDigest()...), act.method+names...)
}

// approval fetches a second person's token for one act.
func (issuer *Issuer) approval(officer Officer, act Act) (string, error) {
	return issuer.post("/approve", url.Values{
		"grant_type": {grantType}, "assertion": {officer.assertion(issuer.agency, act.signed())},
		"authorization_details": {act.why}, "method": {act.method}, "for_sub": {act.officer},
		"body_sha256": {b64(digest(act.body))},
	})
}
