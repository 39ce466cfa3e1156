-- One sale that a platform tells by several events goes by the ids of all of them.
CREATE TABLE event_keys (
  store_id  TEXT NOT NULL,
  key       TEXT NOT NULL,
  event_seq INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;
CREATE INDEX event_keys_by_event ON event_keys (event_seq);

-- A key may be bound to one of the store's applications: its events are that one's.
ALTER TABLE api_keys ADD COLUMN application TEXT;
