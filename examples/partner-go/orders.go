package main

import (
	"encoding/hex"
	"errors"
	"sort"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"

	exchangev1 "rabta/exchange/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

const orderService = "/rabta.exchange.v1.OrderService/"

// obey erases what an order names, and signs the receipt in the same step.
func (p *Partner) obey(held *Copies, step *Step, order *exchangev1.ErasureOrder, item []byte) {
	if err := p.ordered(order); err != nil {
		p.receipt(step, order, item, exchangev1.ReceiptState_RECEIPT_STATE_REFUSED, 0, err.Error())
		return
	}
	state, erased := exchangev1.ReceiptState_RECEIPT_STATE_HELD_NOTHING, uint64(0)
	if _, known := held.Records[order.Record]; known {
		state, erased = exchangev1.ReceiptState_RECEIPT_STATE_ERASED, 1
	}
	step.gone(order.Record)
	if order.Kind == exchangev1.OrderKind_ORDER_KIND_EXPUNGE {
		step.Blocked = append(step.Blocked, held.blocked(order.Record))
	}
	p.receipt(step, order, item, state, erased, "")
}

// ordered holds an order against its owner's own last version.
func (p *Partner) ordered(order *exchangev1.ErasureOrder) error {
	wanted := map[exchangev1.OrderKind]recordsv1.RecordStatus{
		exchangev1.OrderKind_ORDER_KIND_EXPUNGE:  recordsv1.RecordStatus_RECORD_STATUS_EXPUNGED,
		exchangev1.OrderKind_ORDER_KIND_WITHDRAW: recordsv1.RecordStatus_RECORD_STATUS_WITHDRAWN,
	}
	if order.Kind == exchangev1.OrderKind_ORDER_KIND_RECALL {
		return nil // it takes away no more than the sender may take away at any time
	}
	status, known := wanted[order.Kind]
	if !known || order.Proof == nil || order.Page == nil || len(order.Proof.Version) == 0 {
		return errors.New("without its owner's word")
	}
	if err := p.proves(order.Proof, []*signingv1.SignedPageHeader{order.Page}); err != nil {
		return err
	}
	version := &recordsv1.RecordVersion{}
	if proto.Unmarshal(order.Proof.Version, version) != nil || version.Status != status ||
		order.Record != "agencies/"+version.Agency+"/records/"+version.RecordId {
		return errors.New("its owner's word is another one")
	}
	return nil
}

func (p *Partner) receipt(
	step *Step, order *exchangev1.ErasureOrder, item []byte, state exchangev1.ReceiptState, erased uint64, reason string,
) {
	receipt := marshal(&exchangev1.ErasureReceipt{
		Format: format, FederationId: p.registry.federation, Agency: p.node.agency, Kid: p.node.message.kid,
		Audience: p.registry.Hub, OrderId: order.Id, OrderSha256: digest(fieldOf(item, 4)), Record: order.Record, State: state,
		Counts: []*exchangev1.StoreCount{{Store: "copies.jsonl", Erased: erased}}, Reason: reason, TimeMs: nowMs(),
	})
	step.Receipts[hex.EncodeToString(order.Id)] = marshal(&exchangev1.SignedErasureReceipt{
		Receipt: receipt, Signature: p.node.message.sign(pae(typeReceipt, receipt)),
	})
}

// fieldOf is the bytes of one field of a message, as they came.
func fieldOf(raw []byte, wanted protowire.Number) []byte {
	for len(raw) > 0 {
		number, kind, size := protowire.ConsumeTag(raw)
		if size < 0 {
			return nil
		}
		whole := protowire.ConsumeFieldValue(number, kind, raw[size:])
		if whole < 0 {
			return nil
		}
		if number == wanted && kind == protowire.BytesType {
			value, _ := protowire.ConsumeBytes(raw[size:])
			return value
		}
		raw = raw[size+whole:]
	}
	return nil
}

// deliver brings the receipts that wait, a hundred at a time.
func (p *Partner) deliver(held *Copies) error {
	for len(held.Receipts) > 0 {
		var orders []string
		for order := range held.Receipts {
			orders = append(orders, order)
		}
		sort.Strings(orders)
		if len(orders) > 100 {
			orders = orders[:100]
		}
		request, answer := &exchangev1.SubmitReceiptsRequest{}, &exchangev1.SubmitReceiptsResponse{}
		for _, order := range orders {
			one := &exchangev1.SignedErasureReceipt{}
			must(proto.Unmarshal(held.Receipts[order], one))
			request.Receipts = append(request.Receipts, one)
		}
		refused, err := p.askOf(orderService+"SubmitReceipts", request, answer)
		if err != nil {
			return err
		}
		if refused != "" || len(answer.Outcomes) != len(orders) {
			return errors.New("SubmitReceipts: " + refused)
		}
		for at, outcome := range answer.Outcomes {
			if outcome != exchangev1.ReceiptOutcome_RECEIPT_OUTCOME_TAKEN {
				return errors.New("a receipt was not taken: order " + orders[at])
			}
		}
		if err := held.commit(Step{Sent: orders}); err != nil {
			return err
		}
	}
	return nil
}
