package main

import (
	"bytes"
	"crypto/rand"
	"encoding/hex"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
)

// Held is one record of which a copy lies here.
type Held struct {
	Number uint32 // the version's
	Item   []byte // the SyncItem as it came: the version as its owner signed it, its proof, and what is unknown here
	Digest []byte // of the version's bytes
	Seen   bool   // since the snapshot that is being taken began
}

// Mark is how far a feed was taken. Until is where a snapshot ends that is being taken, 0 where none is.
type Mark struct {
	Epoch, Sequence, Until uint64
	Chain                  []byte
}

// Step is what one page changes. It is one line of the file: written whole, or cut off at the next start, so that records
// and mark move together.
type Step struct {
	Feed     string
	Mark     Mark
	Set      map[string]Held   `json:",omitempty"`
	Gone     []string          `json:",omitempty"`
	Blocked  []string          `json:",omitempty"` // salted digests of names that are never taken again
	Aside    map[string]string `json:",omitempty"` // items that were not taken, in hex, and why
	Receipts map[string][]byte `json:",omitempty"` // by the order's id in hex: signed, still to be delivered
	Sent     []string          `json:",omitempty"` // orders of which the receipt was delivered
}

// Copies is what the partner holds, in one file that grows by a line a page and is written anew at an erasure.
type Copies struct {
	Salt     []byte
	Records  map[string]Held
	Marks    map[string]Mark
	Blocked  map[string]bool
	Aside    map[string]string
	Receipts map[string][]byte

	path string
	file *os.File
}

// openCopies reads the file; what a line that was cut off would have said is asked for again.
func openCopies(folder string) (*Copies, error) {
	c := &Copies{
		Salt: make([]byte, 32), Records: map[string]Held{}, Marks: map[string]Mark{}, Blocked: map[string]bool{},
		Aside: map[string]string{}, Receipts: map[string][]byte{}, path: filepath.Join(folder, "copies.jsonl"),
	}
	if _, err := rand.Read(c.Salt); err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(c.path)
	if errors.Is(err, os.ErrNotExist) {
		return c, c.rewrite()
	}
	if err != nil {
		return nil, err
	}
	whole := raw[:bytes.LastIndexByte(raw, '\n')+1]
	for number, line := range bytes.Split(bytes.TrimSuffix(whole, []byte("\n")), []byte("\n")) {
		if number == 0 {
			if err := json.Unmarshal(line, c); err != nil {
				return nil, err
			}
			continue
		}
		step := Step{}
		if err := json.Unmarshal(line, &step); err != nil {
			return nil, err
		}
		c.take(step)
	}
	if c.file, err = os.OpenFile(c.path, os.O_RDWR, 0o600); err != nil {
		return nil, err
	}
	if err := c.file.Truncate(int64(len(whole))); err != nil {
		return nil, err
	}
	_, err = c.file.Seek(0, 2)
	return c, err
}

func (c *Copies) take(step Step) {
	for name, held := range step.Set {
		c.Records[name] = held
	}
	for _, name := range step.Gone {
		delete(c.Records, name)
	}
	for _, digest := range step.Blocked {
		c.Blocked[digest] = true
	}
	for item, why := range step.Aside {
		c.Aside[item] = why
	}
	for order, receipt := range step.Receipts {
		c.Receipts[order] = receipt
	}
	for _, order := range step.Sent {
		delete(c.Receipts, order)
	}
	if step.Feed != "" {
		c.Marks[step.Feed] = step.Mark
	}
}

// commit makes a step durable. One that erases writes the file anew, and zeros over the old one.
func (c *Copies) commit(step Step) error {
	c.take(step)
	if len(step.Gone) > 0 || len(step.Blocked) > 0 {
		return c.rewrite()
	}
	line, err := json.Marshal(step)
	if err != nil {
		return err
	}
	if _, err := c.file.Write(append(line, '\n')); err != nil {
		return err
	}
	return c.file.Sync()
}

func (c *Copies) rewrite() error {
	whole, err := json.Marshal(c)
	if err != nil {
		return err
	}
	fresh, err := os.OpenFile(c.path+".new", os.O_CREATE|os.O_TRUNC|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	if _, err := fresh.Write(append(whole, '\n')); err != nil {
		return err
	}
	if err := fresh.Sync(); err != nil {
		return err
	}
	old := c.file
	c.file = fresh
	if err := os.Rename(c.path+".new", c.path); err != nil {
		return err
	}
	if err := syncFolder(filepath.Dir(c.path)); err != nil {
		return err
	}
	return zeroed(old)
}

func syncFolder(path string) error {
	folder, err := os.Open(path)
	if err != nil {
		return err
	}
	defer folder.Close()
	return folder.Sync()
}

// zeroed writes over a file that has no name any more.
func zeroed(old *os.File) error {
	if old == nil {
		return nil
	}
	defer old.Close()
	end, err := old.Seek(0, 2)
	if err != nil {
		return err
	}
	if _, err := old.WriteAt(make([]byte, end), 0); err != nil {
		return err
	}
	return old.Sync()
}

// blocked is what stands for the name of a record that is never taken again.
func (c *Copies) blocked(name string) string { return hex.EncodeToString(digest(c.Salt, []byte(name))) }
