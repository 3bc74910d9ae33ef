"""What an evidence bundle proves to a third party, offline, with the governance keys as only anchor.
May import: access (tokens), membership, signing, `audit`, generated code. Knows no client and no server."""
