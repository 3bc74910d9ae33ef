package main

// catalogue is every bad call, in the order in which they are played.
func (s *Stage) catalogue() []Case {
	var found []Case
	for _, group := range [][]Case{
		s.flipsOfHeader(), s.flipsOfSignature(), s.flipsOfBody(), s.flipsOfTokens(), s.replays(), s.tokens(), s.approvers(), s.pages(), s.lies(),
	} {
		found = append(found, group...)
	}
	return found
}
