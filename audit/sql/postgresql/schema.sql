-- The log's tables on PostgreSQL; what each holds is said in ../schema.sql. A value of state is JSON, bytes in it as
-- {"hex": ...}.
CREATE TABLE IF NOT EXISTS segment (
  first_idx BIGINT PRIMARY KEY,
  count BIGINT NOT NULL,
  bodies BYTEA NOT NULL,
  sealed BYTEA
);
CREATE TABLE IF NOT EXISTS tile (
  level BIGINT NOT NULL,
  idx BIGINT NOT NULL,
  root BYTEA NOT NULL,
  PRIMARY KEY (level, idx)
);
CREATE TABLE IF NOT EXISTS nonces (
  first_idx BIGINT PRIMARY KEY,
  newest_exp_ms BIGINT NOT NULL,
  packed BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS second_nonces (
  first_idx BIGINT PRIMARY KEY,
  newest_exp_ms BIGINT NOT NULL,
  packed BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS uses (
  first_idx BIGINT PRIMARY KEY,
  newest_ms BIGINT NOT NULL,
  packed BYTEA NOT NULL
);
CREATE TABLE IF NOT EXISTS registry (
  version BIGINT PRIMARY KEY,
  payload_sha256 BYTEA NOT NULL,
  idx BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS month_key (
  agency TEXT COLLATE "C" NOT NULL,
  month TEXT COLLATE "C" NOT NULL,
  destroyed_idx BIGINT,
  destroyed_record BYTEA,
  PRIMARY KEY (agency, month)
);
CREATE TABLE IF NOT EXISTS checkpoint (
  size BIGINT PRIMARY KEY,
  note BYTEA NOT NULL,
  quorum BIGINT NOT NULL
);
CREATE TABLE IF NOT EXISTS state (
  name TEXT COLLATE "C" PRIMARY KEY,
  value TEXT NOT NULL
);
-- The version of these tables, as it was when they were made.
CREATE TABLE IF NOT EXISTS shape (version BIGINT PRIMARY KEY);
-- One row: who writes the log, under which term, until when by this server's clock. The term only rises, and each
-- transaction of the writer has it as a condition; the time says when another may take the next term.
CREATE TABLE IF NOT EXISTS lease (
  one BOOLEAN PRIMARY KEY CHECK (one),
  holder TEXT NOT NULL,
  term BIGINT NOT NULL,
  until TIMESTAMPTZ NOT NULL
);
INSERT INTO lease (one, holder, term, until) VALUES (TRUE, '', 0, '-infinity') ON CONFLICT DO NOTHING
