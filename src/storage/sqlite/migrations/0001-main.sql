CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE stores (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE api_keys (
  id             TEXT PRIMARY KEY,
  store_id       TEXT NOT NULL,
  name           TEXT NOT NULL,
  prefix         TEXT NOT NULL,
  hash           TEXT NOT NULL UNIQUE,
  scopes         TEXT NOT NULL,
  categories     TEXT,
  created_at     INTEGER NOT NULL,
  last_used_at   INTEGER,
  revoked_at     INTEGER,
  provisioned_by TEXT
) WITHOUT ROWID;

-- pending and failed are kept in the transactions that change them, so that no status page ever counts a backlog.
CREATE TABLE destinations (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  store_id        TEXT NOT NULL,
  kind            TEXT NOT NULL,
  label           TEXT NOT NULL,
  fingerprint     TEXT NOT NULL,
  sealed          TEXT NOT NULL,
  state           TEXT NOT NULL DEFAULT 'active',
  broken_reason   TEXT,
  facts           TEXT NOT NULL DEFAULT '{}',
  on_uncertain    TEXT NOT NULL DEFAULT 'resend',
  schedule        TEXT,
  pending         INTEGER NOT NULL DEFAULT 0,
  failed          INTEGER NOT NULL DEFAULT 0,
  delivered       INTEGER NOT NULL DEFAULT 0,
  last_success_at INTEGER,
  last_failure_at INTEGER,
  last_failure    TEXT,
  created_at      INTEGER NOT NULL,
  UNIQUE (store_id, kind, fingerprint)
);

CREATE TABLE routes (
  store_id       TEXT NOT NULL,
  key            TEXT NOT NULL,
  destination_id TEXT NOT NULL,
  rule           TEXT NOT NULL,
  provisioned_by TEXT,
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;

CREATE TABLE events (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  store_id    TEXT NOT NULL,
  sender_id   TEXT,
  body_hash   TEXT,
  accepted_at INTEGER NOT NULL,
  body        TEXT NOT NULL
);
CREATE UNIQUE INDEX events_by_sender_id ON events (store_id, sender_id) WHERE sender_id IS NOT NULL;

CREATE VIRTUAL TABLE event_words USING fts5 (
  words, content = '', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 2"
);

CREATE TABLE event_counts (
  store_id TEXT NOT NULL,
  category TEXT NOT NULL,
  minute   INTEGER NOT NULL,
  count    INTEGER NOT NULL,
  PRIMARY KEY (store_id, category, minute)
) WITHOUT ROWID;

CREATE TABLE deliveries (
  seq              INTEGER PRIMARY KEY,
  id               TEXT NOT NULL UNIQUE,
  event_seq        INTEGER NOT NULL,
  store_id         TEXT NOT NULL,
  category         TEXT NOT NULL,
  type             TEXT NOT NULL,
  destination_seq  INTEGER,
  route_key        TEXT,
  status           TEXT NOT NULL,
  attempts         INTEGER NOT NULL DEFAULT 0,
  next_attempt_at  INTEGER,
  first_attempt_at INTEGER,
  created_at       INTEGER NOT NULL,
  settled_at       INTEGER,
  reason           TEXT,
  message_url      TEXT,
  replay_of        TEXT
);
-- The lane: only what waits is in it, so neither the history nor other lanes make a claim dearer.
CREATE INDEX deliveries_waiting ON deliveries (destination_seq, seq) WHERE status = 'pending';
CREATE INDEX deliveries_by_event ON deliveries (event_seq);
CREATE INDEX deliveries_by_store ON deliveries (store_id, seq);
CREATE INDEX deliveries_by_status ON deliveries (store_id, status, seq);
CREATE INDEX deliveries_by_category ON deliveries (store_id, category, seq);
CREATE INDEX deliveries_by_type ON deliveries (store_id, type, seq);
CREATE INDEX deliveries_by_destination ON deliveries (destination_seq, seq);

-- A message as it was sent; several deliveries may share one.
CREATE TABLE messages (
  seq             INTEGER PRIMARY KEY,
  store_id        TEXT NOT NULL,
  destination_seq INTEGER NOT NULL,
  sent_at         INTEGER NOT NULL,
  delivered       INTEGER NOT NULL,
  message_id      TEXT,
  body            TEXT NOT NULL
);
CREATE INDEX messages_by_store ON messages (store_id, seq) WHERE delivered = 1;

CREATE TABLE attempts (
  seq          INTEGER PRIMARY KEY,
  id           TEXT NOT NULL,
  delivery_seq INTEGER NOT NULL,
  number       INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  outcome      TEXT NOT NULL,
  status_code  INTEGER,
  code         INTEGER,
  reason       TEXT,
  latency_ms   INTEGER NOT NULL,
  message_seq  INTEGER
);
CREATE INDEX attempts_by_delivery ON attempts (delivery_seq, seq);
CREATE INDEX attempts_by_message ON attempts (message_seq) WHERE message_seq IS NOT NULL;

CREATE TABLE audit (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  store_id TEXT NOT NULL,
  actor    TEXT NOT NULL,
  action   TEXT NOT NULL,
  target   TEXT NOT NULL,
  detail   TEXT
);
