package main

import (
	"bytes"
	"crypto/rand"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	accessv1 "rabta/access/v1"
	membershipv1 "rabta/membership/v1"
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
func (p *Partner) accused(id string) []byte {
	return marshal(&recordsv1.RecordVersion{
		Agency: p.node.agency, RecordId: id, Version: 1,
		Kind: recordsv1.RecordKind_RECORD_KIND_PARTY, Status: recordsv1.RecordStatus_RECORD_STATUS_ACTIVE,
		Handling: accessv1.HandlingCode_HANDLING_CODE_H1, Clearance: 1,
		SourceGrade: accessv1.SourceGrade_SOURCE_GRADE_A, InformationGrade: accessv1.InformationGrade_INFORMATION_GRADE_1,
		ValidFrom: "2024-03-12", Role: recordsv1.PartyRole_PARTY_ROLE_ACCUSED,
		Subject: &recordsv1.Subject{
			Names:       []*recordsv1.Name{{Type: recordsv1.NameType_NAME_TYPE_OWN, Text: "Foreign Client", Script: "Latn"}},
			Identifiers: []*recordsv1.Identifier{{Type: recordsv1.IdentifierType_IDENTIFIER_TYPE_CNIC, Value: p.place.Stranger}},
		},
		CaseReferences: []*recordsv1.CaseReference{
			{Type: accessv1.CaseReferenceType_CASE_REFERENCE_TYPE_FIR, Key: p.place.Case, Dated: "2024-03-12"},
		},
		Body: &recordsv1.RecordVersion_Party{Party: &recordsv1.Party{
			Sections: []*recordsv1.Section{{Statute: "PPC", Provision: "365-B"}},
		}},
	})
}

// page makes the next page of the feed, with as many new versions.
func (p *Partner) page(versions int) *Page {
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

// proves checks one disclosed version (section 14) against the pages that came with it.
func (p *Partner) proves(shown *recordsv1.SignedVersion, pages []*signingv1.SignedPageHeader) error {
	if len(shown.Version) == 0 {
		return nil // a person under a pseudonym: the hub's word alone
	}
	if shown.Proof == nil {
		return errors.New("proof")
	}
	for _, page := range pages {
		if bytes.Equal(digest(page.Header), shown.Proof.PageSha256) {
			return p.provesUnder(shown, page)
		}
	}
	return errors.New("page")
}

func (p *Partner) provesUnder(shown *recordsv1.SignedVersion, page *signingv1.SignedPageHeader) error {
	said, version := &signingv1.PageHeader{}, &recordsv1.RecordVersion{}
	if !canonical(page.Header, said) || said.Format != 1 || len(page.Header) > 1024 {
		return errors.New("page header")
	}
	if !bytes.Equal(said.FederationId, p.registry.federation) || said.Audience != p.registry.Hub {
		return errors.New("page addressee")
	}
	row := p.registry.keys[string(said.Kid)]
	if row == nil || row.use != membershipv1.KeyUse_KEY_USE_PAGE || row.agency != said.Agency || row.revoked != 0 ||
		said.TimeMs < row.from || said.TimeMs > row.until {
		return errors.New("page key")
	}
	if !verified(row.public, page.Signature, pae(typePage, page.Header)) {
		return errors.New("page signature")
	}
	if len(shown.Proof.Salt) != 16 || shown.Proof.Index >= said.Count {
		return errors.New("place")
	}
	leaf := leafHash(append(append([]byte{}, shown.Proof.Salt...), shown.Version...))
	root := included(leaf, uint64(shown.Proof.Index), uint64(said.Count), shown.Proof.Path)
	if !bytes.Equal(root, said.Root) {
		return errors.New("root")
	}
	if proto.Unmarshal(shown.Version, version) != nil || version.Agency != said.Agency {
		return errors.New("owner")
	}
	return nil
}

// provesHistory checks every version and that each line of the timeline is the version at its place.
func (p *Partner) provesHistory(history *recordsv1.History) error {
	if len(history.Timeline) != len(history.Versions) {
		return errors.New("timeline")
	}
	for at, shown := range history.Versions {
		if err := p.proves(shown, history.Pages); err != nil {
			return err
		}
		if err := tells(history.Timeline[at], shown); err != nil {
			return err
		}
	}
	return nil
}

func tells(line *recordsv1.TimelineEntry, shown *recordsv1.SignedVersion) error {
	if len(shown.Version) == 0 {
		return nil
	}
	version := &recordsv1.RecordVersion{}
	must(proto.Unmarshal(shown.Version, version))
	name := fmt.Sprintf("agencies/%s/records/%s/versions/%d", version.Agency, version.RecordId, version.Version)
	if line.Version != name || line.Owner != version.Agency || line.Kind != version.Kind || line.Status != version.Status ||
		line.ValidFrom != version.ValidFrom || line.ValidTo != version.ValidTo || line.RecordedMs != shown.RecordedMs ||
		line.Grade != grade(version) {
		return errors.New("line")
	}
	return nil
}

func grade(version *recordsv1.RecordVersion) string {
	source := accessv1.SourceGrade_name[int32(version.SourceGrade)][len("SOURCE_GRADE_"):]
	information := accessv1.InformationGrade_name[int32(version.InformationGrade)][len("INFORMATION_GRADE_"):]
	if version.SourceGrade == 0 {
		source = "-"
	}
	if version.InformationGrade == 0 {
		information = "-"
	}
	return source + information
}
