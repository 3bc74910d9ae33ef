//go:build tools

// Names the generator of the messages, so that go.sum pins it too.
package main

import _ "google.golang.org/protobuf/cmd/protoc-gen-go"
