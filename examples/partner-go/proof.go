package main

import (
	"bytes"
	"errors"
	"fmt"

	"google.golang.org/protobuf/proto"

	accessv1 "rabta/access/v1"
	membershipv1 "rabta/membership/v1"
	recordsv1 "rabta/records/v1"
	signingv1 "rabta/signing/v1"
)

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
