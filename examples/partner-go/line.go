package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"os"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/credentials"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"
)

const patience = 15 * time.Second

// rawCodec hands bytes through: what is signed is what travels.
type rawCodec struct{}

func (rawCodec) Marshal(v any) ([]byte, error) { return *v.(*[]byte), nil }
func (rawCodec) Unmarshal(data []byte, v any) error {
	*v.(*[]byte) = append([]byte{}, data...)
	return nil
}
func (rawCodec) Name() string { return "proto" }

// Node is a system's folder: TLS key and certificate, message key.
type Node struct {
	folder, agency, system string
	message                *Key
	tls                    tls.Certificate
}

func loadNode(folder, agency, system string) *Node {
	pair, err := tls.LoadX509KeyPair(folder+"/tls.crt", folder+"/tls.key")
	must(err)
	return &Node{folder, agency, system, loadKey(folder + "/message.key"), pair}
}

// key is one of the agency's own: each lies with the one job that needs it.
func (node *Node) key(name string) *Key {
	home := map[string]string{"token": "/systems/issuer/", "roster": "/office/"}[name]
	if home == "" {
		home = "/"
	}
	return loadKey(node.folder + home + name + ".key")
}

func (node *Node) thumbprint() []byte { return digest(node.tls.Certificate[0]) }

// Question is a signed request as it will travel.
type Question struct {
	method, token, approver string
	body, header, signature []byte
}

// sha256 is the request digest that answer and log name it by.
func (q *Question) sha256() []byte { return digest(pae(typeHeader, q.header), q.signature) }

// altered is a copy with changes.
func (q *Question) altered(change func(*Question)) *Question {
	copied := *q
	change(&copied)
	return &copied
}

// Back is what came: gRPC's own status, and the signed parts of the trailers.
type Back struct {
	code                             codes.Code
	text, process                    string
	body, header, signature, details []byte
	trailers                         int
}

// Line is one connection.
type Line struct{ conn *grpc.ClientConn }

// dial connects lazily, as gRPC does. The hub is pinned: the registry lists its certificate under the hub's agency.
func dial(endpoint, ca string, node *Node, registry func() *Registry) *Line {
	raw, err := os.ReadFile(ca)
	must(err)
	roots := x509.NewCertPool()
	if !roots.AppendCertsFromPEM(raw) {
		must(errors.New(ca + ": not PEM"))
	}
	config := &tls.Config{MinVersion: tls.VersionTLS12, InsecureSkipVerify: true} // names decide nothing: see below
	if node != nil {
		config.Certificates = []tls.Certificate{node.tls}
	}
	config.VerifyConnection = func(state tls.ConnectionState) error {
		if _, err := state.PeerCertificates[0].Verify(x509.VerifyOptions{Roots: roots}); err != nil {
			return err
		}
		return pinned(state, registry(), registry().Hub)
	}
	conn, err := grpc.NewClient(endpoint,
		grpc.WithTransportCredentials(credentials.NewTLS(config)), grpc.WithDisableRetry(), grpc.WithDisableServiceConfig(),
		grpc.WithDefaultCallOptions(grpc.MaxCallRecvMsgSize(8<<20)))
	must(err)
	return &Line{conn}
}

// pinned says whether the registry lists the other end's certificate under an agency: the authority signs every member's.
func pinned(state tls.ConnectionState, registry *Registry, agency string) error {
	row := registry.certificates[string(digest(state.PeerCertificates[0].Raw))]
	if row == nil || row.agency != agency || row.revoked != 0 {
		return errors.New("not a certificate of " + agency)
	}
	return nil
}

// send asks once and takes whatever comes.
func (line *Line) send(q *Question) *Back {
	md := metadata.MD{}
	for key, value := range map[string]string{
		"rabta-hdr-bin": string(q.header), "rabta-sig-bin": string(q.signature), "rabta-approver-bin": q.approver,
	} {
		if value != "" {
			md.Set(key, value)
		}
	}
	if q.token != "" {
		md.Set("authorization", "Bearer "+q.token)
	}
	ctx, cancel := context.WithTimeout(metadata.NewOutgoingContext(context.Background(), md), patience)
	defer cancel()
	var answer []byte
	var trailer metadata.MD
	err := line.conn.Invoke(ctx, q.method, &q.body, &answer, grpc.ForceCodec(rawCodec{}), grpc.Trailer(&trailer))
	back := &Back{code: status.Code(err), body: answer, process: first(trailer, "rabta-process")}
	if err != nil {
		back.text, back.body = status.Convert(err).Message(), nil
	}
	back.header, back.signature = []byte(first(trailer, "rabta-hdr-bin")), []byte(first(trailer, "rabta-sig-bin"))
	back.details = []byte(first(trailer, "grpc-status-details-bin"))
	for key := range trailer {
		if strings.HasPrefix(key, "rabta-") || key == "grpc-status-details-bin" {
			back.trailers++
		}
	}
	return back
}

// first is the one value of a key; a key that came twice counts as absent.
func first(md metadata.MD, key string) string {
	if values := md.Get(key); len(values) == 1 {
		return values[0]
	}
	return ""
}
