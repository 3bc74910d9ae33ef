package main

import (
	"crypto/rand"

	accessv1 "rabta/access/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

const pageFeed = "foreign"

// Feed is the journal: where the agency's own feed stands.
type Feed struct {
	number   uint64
	previous []byte
}

// Page is one signed page with its leaves.
type Page struct {
	header    *signingv1.PageHeader
	raw       []byte
	signature []byte
	leaves    []*signingv1.PageLeaf
}

// accused is a record version of the simplest sound kind: a party to a case.
func (p *Player) accused(id string) []byte {
	return marshal(&recordsv1.RecordVersion{
		Agency: p.node.agency, RecordId: id, Version: 1,
		Kind: recordsv1.RecordKind_RECORD_KIND_PARTY, Status: recordsv1.RecordStatus_RECORD_STATUS_ACTIVE,
		Handling: accessv1.HandlingCode_HANDLING_CODE_H1, Clearance: 1,
		SourceGrade: accessv1.SourceGrade_SOURCE_GRADE_A, InformationGrade: accessv1.InformationGrade_INFORMATION_GRADE_1,
		ValidFrom: "2024-03-12", Role: recordsv1.PartyRole_PARTY_ROLE_ACCUSED,
		Subject: &recordsv1.Subject{
			Names:       []*recordsv1.Name{{Type: recordsv1.NameType_NAME_TYPE_OWN, Text: "Foreign Client", Script: "Latn"}},
			Identifiers: []*recordsv1.Identifier{{Type: recordsv1.IdentifierType_IDENTIFIER_TYPE_CNIC, Value: p.stand.Stranger}},
		},
		CaseReferences: []*recordsv1.CaseReference{
			{Type: accessv1.CaseReferenceType_CASE_REFERENCE_TYPE_FIR, Key: p.stand.Case, Dated: "2024-03-12"},
		},
		Body: &recordsv1.RecordVersion_Party{Party: &recordsv1.Party{
			Sections: []*recordsv1.Section{{Statute: "PPC", Provision: "365-B"}},
		}},
	})
}

// page makes the next page of the feed, with as many new versions.
func (p *Player) page(versions int) *Page {
	made := &Page{}
	for ; versions > 0; versions-- {
		salt := make([]byte, 16)
		_, err := rand.Read(salt)
		must(err)
		made.leaves = append(made.leaves, &signingv1.PageLeaf{Salt: salt, Version: p.accused("foreign-" + fresh(6))})
	}
	key := p.node.key("page")
	made.header = &signingv1.PageHeader{
		Format: 1, FederationId: p.registry.federation, Agency: p.node.agency, Kid: key.kid, Audience: p.registry.Hub,
		Feed: pageFeed, PageNumber: p.feed.number + 1, PreviousSha256: p.feed.previous, Count: uint32(len(made.leaves)),
		Root: rootOf(made.hashes()), TimeMs: nowMs(),
	}
	return made.signed(key)
}

func (page *Page) hashes() [][]byte {
	var found [][]byte
	for _, leaf := range page.leaves {
		found = append(found, leafHash(append(append([]byte{}, leaf.Salt...), leaf.Version...)))
	}
	return found
}

// signed serialises and signs the header as it now is.
func (page *Page) signed(key *Key) *Page {
	page.raw = marshal(page.header)
	page.signature = key.sign(pae(typePage, page.raw))
	return page
}

// body is the SubmitPage request.
func (page *Page) body(requestID string) []byte {
	return marshal(&recordsv1.SubmitPageRequest{
		Header: &signingv1.SignedPageHeader{Header: page.raw, Signature: page.signature},
		Leaves: page.leaves, RequestId: requestID,
	})
}
