SELECT version, sha256 FROM roster;
