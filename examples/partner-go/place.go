package main

import (
	"fmt"
	"os"
	"time"
)

// Place is where everything lies: the hub, what is known of it, the system's own folder, the officer and their reason, and
// the folder where copies are kept.
type Place struct {
	Endpoint, CA, Anchor, Registry, Issuer string
	Node, Agency, System                   string
	Officer                                Person
	History                                string
	Copies                                 string
}

// Person is an officer with the key that the issuer knows them by.
type Person struct{ ID, Key string }

func (person Person) officer() Officer { return Officer{person.ID, loadKey(person.Key)} }

func must(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "partner:", err)
		os.Exit(1)
	}
}

func nowMs() int64 { return time.Now().UnixMilli() }
