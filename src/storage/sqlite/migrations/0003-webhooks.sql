-- Addresses in the form of Discord's own webhooks, for senders that know no other.
CREATE TABLE webhooks (
  id         TEXT PRIMARY KEY,
  store_id   TEXT NOT NULL,
  name       TEXT NOT NULL,
  category   TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
