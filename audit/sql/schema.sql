-- The log's database. WAL, synchronous = FULL; one writer, many readers.
-- The leaves of one commit, from first_idx on: one row, since that writes fewest pages.
-- Entries: bodies holds 32 bytes of commitment each, sealed their stored forms, each after
-- its length as u32be. A plain leaf stands alone: bodies is its leaf data, sealed NULL.
CREATE TABLE segment (
  first_idx INTEGER PRIMARY KEY,
  count INTEGER NOT NULL,
  bodies BLOB NOT NULL,
  sealed BLOB
) STRICT;

-- Roots of full hash tiles (tlog-tiles): each over 256 hashes of complete subtrees of
-- 256**level leaves. The hashes themselves are made from what lies below: leaves, or roots.
CREATE TABLE tile (
  level INTEGER NOT NULL,
  idx INTEGER NOT NULL,
  root BLOB NOT NULL,
  PRIMARY KEY (level, idx)
) STRICT, WITHOUT ROWID;

-- Nonces consumed by one commit: u8 length of issuer, issuer, 16 bytes nonce, repeated.
-- The writer holds all rows in memory as the set in which (issuer, nonce) is unique.
CREATE TABLE nonces (
  first_idx INTEGER PRIMARY KEY,
  newest_exp_ms INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;

-- Second nonces of one commit, in the same form: an approval lives an hour, a request a minute. In
-- one row with the nonces of requests, it would keep those, and all that share their commit, as long.
CREATE TABLE second_nonces (
  first_idx INTEGER PRIMARY KEY,
  newest_exp_ms INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;

-- Uses of identifiers that one commit notes, what the limits count: u8 length of scope, scope,
-- u8 length of token, token, u64be epoch ms, repeated. newest_ms rises from row to row. The
-- writer holds the last use of each in memory: a row for each use would touch a page each.
CREATE TABLE uses (
  first_idx INTEGER PRIMARY KEY,
  newest_ms INTEGER NOT NULL,
  packed BLOB NOT NULL
) STRICT;

CREATE TABLE registry (
  version INTEGER PRIMARY KEY,
  payload_sha256 BLOB NOT NULL,
  idx INTEGER NOT NULL
) STRICT;

-- Month keys that entries are sealed under; destroyed_idx is the leaf that says so.
CREATE TABLE month_key (
  agency TEXT NOT NULL,
  month TEXT NOT NULL,
  destroyed_idx INTEGER,
  destroyed_record BLOB,
  PRIMARY KEY (agency, month)
) STRICT, WITHOUT ROWID;

-- Signed tree heads with the cosignatures that came in; older ones thinned to one an hour.
CREATE TABLE checkpoint (
  size INTEGER PRIMARY KEY,
  note BLOB NOT NULL,
  quorum INTEGER NOT NULL
) STRICT;

-- horizon_ms: only rises; serve_from_ms: no append before it; rollback_reason, rollback_proof: why the
-- log is closed for good; witness_alarms: what witnesses claim without proof; shares: counts
-- of calls, entries and bytes, with the number of leaves that they cover; damage: what a reading of all
-- leaves has found; checkpoints_thinned: size up to which older heads are thinned, and their last hour.
CREATE TABLE state (
  name TEXT PRIMARY KEY,
  value ANY NOT NULL
) STRICT, WITHOUT ROWID;
