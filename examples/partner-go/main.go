// A partner's client, written from docs/protocol.md alone.
//
//	partner PLACE.json history      reads a number from standard input and prints the person's history
//	partner PLACE.json pull         brings the copies level with the hub, erases what it is told to, and says so
//
// PLACE.json says where the hub, the issuer and the system's own keys are. Every answer is verified before a byte of it
// is used; what the log promised is proven before the program ends.
package main

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"google.golang.org/protobuf/proto"

	recordsv1 "rabta/records/v1"
)

func main() {
	if len(os.Args) != 3 {
		must(errors.New("usage: partner PLACE.json history | pull"))
	}
	raw, err := os.ReadFile(os.Args[1])
	must(err)
	place := Place{}
	must(json.Unmarshal(raw, &place))
	commands := map[string]func(*Partner) error{"history": showHistory, "pull": pull}
	command := commands[os.Args[2]]
	if command == nil {
		must(fmt.Errorf("no command %q", os.Args[2]))
	}
	partner := enter(place)
	must(command(partner))
	must(partner.prove())
}

// prove waits until the witnesses have seen every entry that was promised.
func (p *Partner) prove() error {
	for tries := 0; tries < 80; tries++ {
		if _, err := p.takeReceipts(); err != nil || len(p.promises) <= 1 { // the last promise is of this very call
			return err
		}
		time.Sleep(250 * time.Millisecond)
	}
	return errors.New("promises without receipt")
}

// showHistory asks for one person and prints a line for each version that holds.
func showHistory(p *Partner) error {
	if err := p.employ(); err != nil {
		return err
	}
	number, err := bufio.NewReader(os.Stdin).ReadString('\n')
	if err != nil {
		return errors.New("a number and the end of its line are expected on standard input")
	}
	q := p.question(getHistory, history(strings.TrimSpace(number)), p.token, "")
	back := p.line.send(q)
	if _, err := p.proven(q, back); err != nil {
		return err
	}
	answer := &recordsv1.GetHistoryResponse{}
	if back.code != 0 || proto.Unmarshal(back.body, answer) != nil {
		return errors.New(refusalOf(back.details).reason)
	}
	if answer.History == nil {
		return nil
	}
	if err := p.provesHistory(answer.History); err != nil {
		return err
	}
	for _, line := range answer.History.Timeline {
		fmt.Println(line.ValidFrom, line.Kind, line.Owner, line.Version)
	}
	return nil
}
