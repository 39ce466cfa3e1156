-- Discord servers and the stores that they are linked to: either may have several of the other.
CREATE TABLE guilds (
  guild_id       TEXT NOT NULL,
  store_id       TEXT NOT NULL,
  name           TEXT,
  linked_at      INTEGER NOT NULL,
  linked_by      TEXT NOT NULL,
  provisioned_by TEXT,
  PRIMARY KEY (guild_id, store_id)
) WITHOUT ROWID;

-- Codes that link a server, of which only hashes are kept; each works once.
CREATE TABLE link_codes (
  hash       TEXT PRIMARY KEY,
  store_id   TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;

-- minute: of the day in the store's time zone; weekday: 1 is Monday; last_sent_for: the period that was told last.
CREATE TABLE digests (
  store_id      TEXT NOT NULL,
  period        TEXT NOT NULL,
  minute        INTEGER NOT NULL,
  weekday       INTEGER,
  last_sent_for TEXT,
  PRIMARY KEY (store_id, period)
) WITHOUT ROWID;

-- Statistics read the events of a store by the clock of the service; ids carry the machine's.
CREATE INDEX events_by_time ON events (store_id, accepted_at);
