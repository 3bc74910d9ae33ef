package main

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"time"

	"google.golang.org/protobuf/proto"

	exchangev1 "rabta/exchange/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

const (
	exchange    = "/rabta.exchange.v1.ExchangeService/"
	protocolNow = 1
	format      = 1
)

var nothing = make([]byte, 32)

// FeedPage is a page of a feed that holds, with what its items say.
type FeedPage struct {
	said  *exchangev1.SyncPageHeader
	chain []byte
	items []*exchangev1.SyncItem
	raw   [][]byte
	pages []*signingv1.SignedPageHeader
}

// pull brings the copies level with the sender: orders first, then records; it prints what it came to.
func pull(p *Partner) error {
	held, err := openCopies(p.place.Copies)
	if err != nil {
		return err
	}
	if err := p.negotiate(); err != nil {
		return err
	}
	pages := 0
	for _, feed := range []string{"orders", "records"} {
		taken, err := p.follow(held, feed)
		if err != nil {
			return err
		}
		pages += taken
		if err := p.deliver(held); err != nil {
			return err
		}
	}
	fmt.Printf("pages %d records %d aside %d blocked %d\n", pages, len(held.Records), len(held.Aside), len(held.Blocked))
	for item, why := range held.Aside {
		fmt.Fprintf(os.Stderr, "kept aside: %s (%d bytes)\n", why, len(item)/2)
	}
	return nil
}

// ask sends one call of the exchange, verifies the answer, and reads it; the reason where it is a refusal.
func (p *Partner) ask(method string, request, answer proto.Message) (string, error) {
	return p.askOf(exchange+method, request, answer)
}

func (p *Partner) askOf(method string, request, answer proto.Message) (string, error) {
	q := p.question(method, marshal(request), "", "")
	back := p.line.send(q)
	if _, err := p.proven(q, back); err != nil {
		return "", err
	}
	if back.code != 0 {
		return refusalOf(back.details).reason, nil
	}
	return "", proto.Unmarshal(back.body, answer)
}

func (p *Partner) negotiate() error {
	said := &exchangev1.NegotiateResponse{}
	refused, err := p.ask("Negotiate", &exchangev1.NegotiateRequest{
		Protocols: []uint32{protocolNow}, RecordFormats: []uint32{format}, Software: "partner-go",
	}, said)
	if err != nil {
		return err
	}
	if refused != "" {
		return errors.New("Negotiate: " + refused)
	}
	if said.Protocol != protocolNow {
		return fmt.Errorf("Negotiate: protocol %d was not offered", said.Protocol)
	}
	return nil
}

// follow takes page after page of one feed until nothing is left; how many.
func (p *Partner) follow(held *Copies, feed string) (int, error) {
	for taken := 0; ; taken++ {
		mark := held.Marks[feed]
		if mark.Chain == nil {
			mark.Chain = nothing
		}
		answer := &exchangev1.PullChangesResponse{}
		refused, err := p.ask("PullChanges", &exchangev1.PullChangesRequest{
			Cursor: &exchangev1.Cursor{
				Feed: feed, Epoch: mark.Epoch, Sequence: mark.Sequence, ChainSha256: mark.Chain,
			},
			MaxItems: 500,
		}, answer)
		switch {
		case err != nil:
			return taken, err
		case refused == "CURSOR_WRONG_EPOCH" && mark.Epoch != 0:
			must(held.commit(beginning(held, feed)))
			continue
		case refused != "":
			return taken, errors.New("PullChanges: " + refused)
		}
		page, err := p.checked(feed, mark, answer)
		if err != nil {
			return taken, err
		}
		if err := held.commit(p.step(held, mark, page)); err != nil {
			return taken, err
		}
		if err := p.acknowledge(feed, held.Marks[feed]); err != nil {
			return taken, err
		}
		if page.said.ToSequence >= page.said.Head {
			return taken + 1, nil
		}
	}
}

// beginning forgets how far the feed was taken; what the snapshot does not bring again is swept at its end.
func beginning(held *Copies, feed string) Step {
	step := Step{Feed: feed, Mark: Mark{Chain: nothing}, Set: map[string]Held{}}
	for name, record := range held.Records {
		record.Seen = false
		step.Set[name] = record
	}
	return step
}

// checked holds a page against the mark: whose, for whom, from where, and that nothing was left out of it.
func (p *Partner) checked(feed string, mark Mark, answer *exchangev1.PullChangesResponse) (*FeedPage, error) {
	said := &exchangev1.SyncPageHeader{}
	if !canonical(answer.Header, said) || said.Format != format {
		return nil, errors.New("page: form")
	}
	if !bytes.Equal(said.FederationId, p.registry.federation) || said.Sender != p.registry.Hub || said.Receiver != p.node.agency {
		return nil, errors.New("page: of another sender, or for another receiver")
	}
	if said.Feed != feed || (mark.Epoch != 0 && said.Epoch != mark.Epoch) || said.FromSequence != mark.Sequence ||
		!bytes.Equal(said.PreviousSha256, mark.Chain) {
		return nil, errors.New("page: does not follow the cursor")
	}
	if int(said.Count) != len(answer.Items) || said.ToSequence < said.FromSequence ||
		said.ToSequence-said.FromSequence != uint64(said.Count)+said.Passed {
		return nil, errors.New("page: counts")
	}
	page := &FeedPage{said: said, chain: mark.Chain, raw: answer.Items, pages: answer.Pages}
	if said.ToSequence > said.FromSequence { // a page that moves nothing is no link of the chain
		page.chain = digest(answer.Header)
	}
	root, last := nothing, said.FromSequence
	var hashes [][]byte
	for _, raw := range answer.Items {
		item := &exchangev1.SyncItem{}
		if proto.Unmarshal(raw, item) != nil || item.Sequence <= last || item.Sequence > said.ToSequence {
			return nil, errors.New("page: items")
		}
		last, hashes, page.items = item.Sequence, append(hashes, leafHash(raw)), append(page.items, item)
	}
	if len(hashes) > 0 {
		root = rootOf(hashes)
	}
	if !bytes.Equal(root, said.Root) {
		return nil, errors.New("page: root")
	}
	return page, nil
}

// step is what a page changes. What does not hold is kept aside with why, and the rest goes on.
func (p *Partner) step(held *Copies, mark Mark, page *FeedPage) Step {
	until := mark.Until
	if mark.Sequence == 0 && page.said.Feed == "records" {
		until = page.said.Head
	}
	step := Step{
		Feed: page.said.Feed, Mark: Mark{page.said.Epoch, page.said.ToSequence, until, page.chain},
		Set: map[string]Held{}, Aside: map[string]string{}, Receipts: map[string][]byte{},
	}
	for at, item := range page.items {
		var why error
		switch {
		case item.GetCopy() != nil:
			why = p.takeCopy(held, &step, item.GetCopy(), page, page.raw[at])
		case item.GetRemoval() != nil:
			step.gone(item.GetRemoval().Record)
		case item.GetOrder() != nil:
			p.obey(held, &step, item.GetOrder(), page.raw[at])
		default:
			why = errors.New("of a kind that this program does not know")
		}
		if why != nil {
			step.Aside[hex.EncodeToString(page.raw[at])] = why.Error()
		}
	}
	if until != 0 && page.said.ToSequence >= until {
		step.sweep(held)
	}
	return step
}

func (step *Step) gone(name string) {
	delete(step.Set, name)
	step.Gone = append(step.Gone, name)
}

// sweep ends a snapshot: what it did not bring is no longer to be held.
func (step *Step) sweep(held *Copies) {
	step.Mark.Until = 0
	for name, record := range held.Records {
		if _, fresh := step.Set[name]; !fresh && !record.Seen {
			step.gone(name)
		}
	}
}

// takeCopy takes a version that its owner signed and an agreement allows, where it is newer than what is held.
func (p *Partner) takeCopy(held *Copies, step *Step, copied *exchangev1.Copy, page *FeedPage, raw []byte) error {
	shown := copied.Version
	if shown == nil || len(shown.Version) == 0 {
		return errors.New("without a version")
	}
	if err := p.proves(shown, page.pages); err != nil {
		return err
	}
	version := &recordsv1.RecordVersion{}
	if proto.Unmarshal(shown.Version, version) != nil {
		return errors.New("version")
	}
	name := "agencies/" + version.Agency + "/records/" + version.RecordId
	if held.Blocked[held.blocked(name)] {
		return nil // erased, and never taken again
	}
	if !p.agreed(version, copied.Agreement, time.Now()) {
		return errors.New("no agreement allows it")
	}
	before, known := held.Records[name]
	sum := digest(shown.Version)
	if known && before.Number == version.Version && !bytes.Equal(before.Digest, sum) {
		return errors.New("the owner signed two versions of one number")
	}
	if known && before.Number > version.Version {
		before.Seen = true
		step.Set[name] = before
		return nil
	}
	step.Set[name] = Held{version.Version, raw, sum, true}
	return nil
}

// agreed says whether the registry allows the copy on a day: the own record, or one by the agreement that is named.
func (p *Partner) agreed(version *recordsv1.RecordVersion, id string, at time.Time) bool {
	if version.Agency == p.node.agency {
		return true
	}
	day := at.UTC().Add(5 * time.Hour).Format("2006-01-02") // a day in Pakistan
	for _, each := range p.registry.Agreements {
		if each.Id != id || each.Giver != version.Agency || each.Holder != p.node.agency || day < each.From || day >= each.To {
			continue
		}
		for _, kind := range each.Kinds {
			if "RECORD_KIND_"+kind == version.Kind.String() {
				return true
			}
		}
	}
	return false
}

func (p *Partner) acknowledge(feed string, mark Mark) error {
	refused, err := p.ask("AckPages", &exchangev1.AckPagesRequest{Taken: &exchangev1.Cursor{
		Feed: feed, Epoch: mark.Epoch, Sequence: mark.Sequence, ChainSha256: mark.Chain,
	}}, &exchangev1.AckPagesResponse{})
	if err == nil && refused != "" {
		err = errors.New("AckPages: " + refused)
	}
	return err
}
