// Sends prepared gRPC calls over raw HTTP/2 and mutual TLS, as fast as the server answers, and keeps every answer.
//
// One stream at a time on each of -c connections. Requests come signed, in a plan file; answers go, unjudged but for
// their grpc-status, to a results file, so that signing and verifying stay outside the timed part and can be done by the
// project's own code. Prints one JSON line: seconds, calls, statuses, CPU microseconds of itself.
//
// Plan:    repeated { u16 header | u16 signature | u16 token | u32 body } lengths before their bytes, big endian.
// Results: repeated { u32 status | u64 nanoseconds | u16 header | u16 signature | u32 body }, in plan order.
package main

import (
	"bufio"
	"bytes"
	"crypto/tls"
	"crypto/x509"
	"encoding/binary"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"sync"
	"syscall"
	"time"

	"golang.org/x/net/http2/hpack"
)

const (
	frameData, frameHeaders, frameReset, frameSettings, framePing, frameAway, frameWindow = 0, 1, 3, 4, 6, 7, 8
	endStream, endHeaders, ack                                                            = 1, 4, 1
	trueBinaryMetadata                                                                    = 0xfe03
	bigWindow                                                                             = 1 << 30
)

type request struct {
	header, signature, token, body []byte
}

type answer struct {
	status            uint32
	took              time.Duration
	header, signature []byte
	body              []byte
}

type connection struct {
	tls     *tls.Conn
	reader  *bufio.Reader
	decoder *hpack.Decoder
	encoder *hpack.Encoder
	block   bytes.Buffer
	current *answer
	stream  uint32
	path    string
	plain   bool
}

func main() {
	address := flag.String("addr", "", "host:port")
	path := flag.String("path", "", "full gRPC method path")
	key, certificate, roots := flag.String("key", "", "PEM"), flag.String("cert", "", "PEM"), flag.String("roots", "", "PEM")
	plan, results := flag.String("plan", "", "plan file"), flag.String("results", "", "results file")
	connections := flag.Int("c", 64, "connections, one call at a time on each")
	warm := flag.Int("warm", 2, "calls of each connection that are not timed")
	plain := flag.Bool("plain", false, "send no metadata of ours (bare echo)")
	flag.Parse()
	requests := readPlan(*plan)
	answers := make([]answer, len(requests))
	config := tlsConfig(*key, *certificate, *roots)
	dialled := make([]*connection, *connections)
	for i := range dialled {
		dialled[i] = dial(*address, *path, config, *plain)
	}
	run := func(from, to int) {
		var group sync.WaitGroup
		for i, c := range dialled {
			group.Add(1)
			go func() {
				defer group.Done()
				for turn := from; turn < to; turn++ {
					n := turn**connections + i
					if n >= len(requests) {
						return
					}
					if err := c.call(&requests[n], &answers[n]); err != nil {
						log.Printf("connection %d: %v", i, err)
						return
					}
				}
			}()
		}
		group.Wait()
	}
	run(0, *warm)
	cpu, start := ownCPU(), time.Now()
	run(*warm, (len(requests)+*connections-1) / *connections)
	seconds := time.Since(start).Seconds()
	used := ownCPU() - cpu
	report(answers[min(len(answers), *warm**connections):], seconds, used)
	writeResults(*results, answers)
}

func report(answers []answer, seconds, cpu float64) {
	statuses := map[string]int{}
	for _, a := range answers {
		statuses[strconv.Itoa(int(a.status))]++
	}
	out := map[string]any{"seconds": seconds, "calls": len(answers), "statuses": statuses, "client_us": cpu / float64(max(1, len(answers)))}
	if err := json.NewEncoder(os.Stdout).Encode(out); err != nil {
		log.Fatal(err)
	}
}

func ownCPU() float64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		log.Fatal(err)
	}
	return float64(usage.Utime.Nano()+usage.Stime.Nano()) / 1e3
}

func tlsConfig(key, certificate, roots string) *tls.Config {
	pair, err := tls.LoadX509KeyPair(certificate, key)
	if err != nil {
		log.Fatal(err)
	}
	pem, err := os.ReadFile(roots)
	if err != nil {
		log.Fatal(err)
	}
	pool := x509.NewCertPool()
	pool.AppendCertsFromPEM(pem)
	return &tls.Config{RootCAs: pool, ServerName: "localhost", NextProtos: []string{"h2"}, MinVersion: tls.VersionTLS13, Certificates: []tls.Certificate{pair}}
}

func readPlan(name string) []request {
	data, err := os.ReadFile(name)
	if err != nil {
		log.Fatal(err)
	}
	var requests []request
	for at := 0; at < len(data); {
		h, s, t := int(binary.BigEndian.Uint16(data[at:])), int(binary.BigEndian.Uint16(data[at+2:])), int(binary.BigEndian.Uint16(data[at+4:]))
		b := int(binary.BigEndian.Uint32(data[at+6:]))
		at += 10
		cut := func(n int) []byte { part := data[at : at+n]; at += n; return part }
		requests = append(requests, request{cut(h), cut(s), cut(t), cut(b)})
	}
	return requests
}

func writeResults(name string, answers []answer) {
	var out bytes.Buffer
	for _, a := range answers {
		out.Write(binary.BigEndian.AppendUint32(nil, a.status))
		out.Write(binary.BigEndian.AppendUint64(nil, uint64(a.took)))
		out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(a.header))))
		out.Write(binary.BigEndian.AppendUint16(nil, uint16(len(a.signature))))
		out.Write(binary.BigEndian.AppendUint32(nil, uint32(len(a.body))))
		out.Write(a.header)
		out.Write(a.signature)
		out.Write(a.body)
	}
	if err := os.WriteFile(name, out.Bytes(), 0o600); err != nil {
		log.Fatal(err)
	}
}

func frame(out []byte, kind, flags byte, stream uint32, payload []byte) []byte {
	n := len(payload)
	out = append(out, byte(n>>16), byte(n>>8), byte(n), kind, flags)
	return append(binary.BigEndian.AppendUint32(out, stream), payload...)
}

func dial(address, path string, config *tls.Config, plain bool) *connection {
	link, err := tls.Dial("tcp", address, config)
	if err != nil {
		log.Fatal(err)
	}
	c := &connection{tls: link, reader: bufio.NewReaderSize(link, 64<<10), stream: 1, path: path, plain: plain}
	c.decoder = hpack.NewDecoder(4096, c.field)
	c.encoder = hpack.NewEncoder(&c.block)
	var settings []byte
	for _, pair := range [][2]uint32{{2, 0}, {4, bigWindow}, {trueBinaryMetadata, 1}} {
		settings = binary.BigEndian.AppendUint16(settings, uint16(pair[0]))
		settings = binary.BigEndian.AppendUint32(settings, pair[1])
	}
	out := []byte("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")
	out = frame(out, frameSettings, 0, 0, settings)
	out = frame(out, frameWindow, 0, 0, binary.BigEndian.AppendUint32(nil, bigWindow))
	if _, err := link.Write(out); err != nil {
		log.Fatal(err)
	}
	return c
}

// field takes one decoded header or trailer; gRPC marks true binary metadata with a leading zero byte.
func (c *connection) field(f hpack.HeaderField) {
	switch f.Name {
	case "grpc-status":
		n, _ := strconv.Atoi(f.Value)
		c.current.status = uint32(n)
	case "rabta-hdr-bin":
		c.current.header = []byte(f.Value)[1:]
	case "rabta-sig-bin":
		c.current.signature = []byte(f.Value)[1:]
	}
}

// headers encodes the request's header block; what repeats goes through the dynamic table, what varies does not.
func (c *connection) headers(q *request) []byte {
	c.block.Reset()
	write := func(name, value string, once bool) {
		if err := c.encoder.WriteField(hpack.HeaderField{Name: name, Value: value, Sensitive: once}); err != nil {
			log.Fatal(err)
		}
	}
	write(":method", "POST", false)
	write(":scheme", "https", false)
	write(":path", c.path, false)
	write(":authority", "localhost", false)
	write("te", "trailers", false)
	write("content-type", "application/grpc", false)
	write("grpc-timeout", "20S", false)
	if !c.plain {
		if len(q.token) > 0 {
			write("authorization", "Bearer "+string(q.token), false)
		}
		write("rabta-hdr-bin", "\x00"+string(q.header), true)
		write("rabta-sig-bin", "\x00"+string(q.signature), true)
	}
	return c.block.Bytes()
}

func (c *connection) call(q *request, a *answer) error {
	start := time.Now()
	a.status = 255
	c.current = a
	out := frame(nil, frameHeaders, endHeaders, c.stream, c.headers(q))
	message := append(binary.BigEndian.AppendUint32([]byte{0}, uint32(len(q.body))), q.body...)
	out = frame(out, frameData, endStream, c.stream, message)
	c.stream += 2
	if _, err := c.tls.Write(out); err != nil {
		return err
	}
	for {
		done, err := c.next(a)
		if err != nil {
			return err
		}
		if done {
			a.took = time.Since(start)
			if len(a.body) >= 5 {
				a.body = a.body[5:]
			}
			return nil
		}
	}
}

// next reads one frame; true once the stream has ended.
func (c *connection) next(a *answer) (bool, error) {
	var head [9]byte
	if _, err := io.ReadFull(c.reader, head[:]); err != nil {
		return false, err
	}
	payload := make([]byte, int(head[0])<<16|int(head[1])<<8|int(head[2]))
	if _, err := io.ReadFull(c.reader, payload); err != nil {
		return false, err
	}
	flags := head[4]
	switch head[3] {
	case frameData:
		a.body = append(a.body, payload...)
		return flags&endStream != 0, nil
	case frameHeaders:
		if flags&endHeaders == 0 {
			return false, errors.New("continuation frames are not expected")
		}
		if _, err := c.decoder.Write(payload); err != nil {
			return false, err
		}
		return flags&endStream != 0, c.decoder.Close()
	case frameSettings:
		if flags&ack == 0 {
			_, err := c.tls.Write(frame(nil, frameSettings, ack, 0, nil))
			return false, err
		}
	case framePing:
		if flags&ack == 0 {
			_, err := c.tls.Write(frame(nil, framePing, ack, 0, payload))
			return false, err
		}
	case frameReset, frameAway:
		return false, fmt.Errorf("the server ended it: frame type %d", head[3])
	}
	return false, nil
}
