-- The issuer's journal: which tokens went out, to whom and why; which assertions are used up; the newest roster seen;
-- whom it refused on days that are not over, and what it told of those that are.
CREATE TABLE IF NOT EXISTS issued (
  jti TEXT PRIMARY KEY,
  kind TEXT NOT NULL,
  officer TEXT NOT NULL,
  system TEXT NOT NULL,
  purpose TEXT NOT NULL,
  legal_basis TEXT NOT NULL,
  query_class TEXT NOT NULL,
  "case" TEXT NOT NULL,
  body_sha256 BLOB NOT NULL,
  issued_ms INTEGER NOT NULL,
  expires_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS issued_by_officer ON issued (officer, issued_ms);
CREATE TABLE IF NOT EXISTS used (
  officer TEXT NOT NULL,
  assertion TEXT NOT NULL,
  expires_ms INTEGER NOT NULL,
  PRIMARY KEY (officer, assertion)
) STRICT, WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS used_by_expiry ON used (expires_ms);
CREATE TABLE IF NOT EXISTS roster (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  version INTEGER NOT NULL,
  sha256 BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS horizon (
  one INTEGER PRIMARY KEY CHECK (one = 1),
  expires_ms INTEGER NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS refused (
  day TEXT NOT NULL,
  officer TEXT NOT NULL,
  reason TEXT NOT NULL,
  "case" TEXT NOT NULL,
  beyond INTEGER NOT NULL,
  count INTEGER NOT NULL,
  PRIMARY KEY (day, officer, reason, "case", beyond)
) STRICT, WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS refused_day (
  number INTEGER PRIMARY KEY,
  day TEXT NOT NULL UNIQUE,
  payload BLOB NOT NULL
) STRICT;
