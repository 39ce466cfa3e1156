CREATE TABLE sources (
  store_id       TEXT NOT NULL,
  source         TEXT NOT NULL,
  sealed         TEXT NOT NULL,
  category       TEXT,
  provisioned_by TEXT,
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, source)
) WITHOUT ROWID;

-- What sources received, as it came and sealed: to find out why one was refused, and to translate it again.
CREATE TABLE requests (
  seq      INTEGER PRIMARY KEY,
  id       TEXT NOT NULL UNIQUE,
  store_id TEXT NOT NULL,
  source   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  cause    TEXT,
  detail   TEXT,
  events   TEXT NOT NULL,
  sealed   TEXT NOT NULL
);
CREATE INDEX requests_by_source ON requests (store_id, source, seq);
CREATE INDEX requests_refused ON requests (store_id, source, seq) WHERE cause IS NOT NULL;
CREATE INDEX requests_by_time ON requests (store_id, at);
