// A partner's client, written from docs/protocol.md alone, that then calls as no partner may.
//
// The argument is a JSON file that says where the hub, the issuer and the partner's own keys are. It makes honest
// calls and verifies every answer, then plays the catalogue, one JSON line a case: its name, what it came to, the range
// of log places that it took, whether an honest call and the state of records and feed were as before, and what the
// original of a spoilt call came to afterwards. It judges nothing of that: catalogue.md does.
package main

import (
	"encoding/json"
	"fmt"
	"os"
)

func main() {
	if len(os.Args) != 2 {
		must(fmt.Errorf("usage: foreign PLACE.json"))
	}
	raw, err := os.ReadFile(os.Args[1])
	must(err)
	stand := Stand{}
	must(json.Unmarshal(raw, &stand))
	stage := &Stage{Player: play(stand)}
	stage.honest()
	stage.play(stage.catalogue())
	stage.told("honest-receipts-of-all", word(stage.allReceipts()))
	out := json.NewEncoder(os.Stdout)
	for _, result := range stage.results {
		must(out.Encode(result))
	}
}
