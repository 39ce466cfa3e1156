PRAGMA user_version = 2;
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE meta (
  key   TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO meta VALUES('state','running');
CREATE TABLE stores (
  id   TEXT PRIMARY KEY,
  name TEXT NOT NULL
) WITHOUT ROWID;
INSERT INTO stores VALUES('main','Crier');
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
INSERT INTO api_keys VALUES('key_01a22098c8c3740b877ed15d43fd289f','main','CRIER_API_KEY','crie','f85c54e76a232004ff9e27130de214b870a0b3c2f118d6fdb4d7895a8d5b0099','["admin"]',NULL,1795843213507,NULL,NULL,'CRIER_API_KEY');
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
INSERT INTO destinations VALUES(1,'dst_01a22098c8b07557a06ef289793294fa','main','preview','preview','939349312b6a9ea9677be6f1de6b3219ed97033a8e9cbba855b86e1b49e77cb6','v1:su7fOv2QIPqNdSCYei8YLvqtiWsk6W6SvZkgaIUM','active',NULL,'{}','resend',NULL,0,0,0,NULL,NULL,NULL,1795843213490);
INSERT INTO destinations VALUES(2,'dst_01a22098c8b57476a99adae9159b5b97','main','discord-webhook','discord.com/…/…0001/••••','9e7b5a241c037b0271aeab7bb7bd9fe4eaa1175241867e87a03a9a6aba9925be','v1:QKxDVTcy5AcLamL-cXx8HXgn5izvm3cxoWD7BozfyJ56gzgJEevXaHjR-LnGx4oaUoC9cyKsQ7dQvR2r1lWZOZ13frzMERDgGTnaZpP7KSZ1uOOOTApi2gfunC-6WJZEoVPeMgOArdnSE6tb7r3ruVBVOzazcOZ1jIsEEjbsPmOFPf1TcBw','active',NULL,'{}','resend',NULL,2,0,0,NULL,1795843214156,'Discord cannot be reached (ECONNREFUSED)',1795843213493);
CREATE TABLE routes (
  store_id       TEXT NOT NULL,
  key            TEXT NOT NULL,
  destination_id TEXT NOT NULL,
  rule           TEXT NOT NULL,
  provisioned_by TEXT,
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;
INSERT INTO routes VALUES('main','default','dst_01a22098c8b57476a99adae9159b5b97','{"muted":false}','environment DISCORD_WEBHOOK_DEFAULT',1795843213485);
CREATE TABLE events (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  store_id    TEXT NOT NULL,
  sender_id   TEXT,
  body_hash   TEXT,
  accepted_at INTEGER NOT NULL,
  body        TEXT NOT NULL
);
INSERT INTO events VALUES(1,'evt_01a22098c97e7191aaa0d9d3f83eeb13','main','tbx-1001','cmLMvMWxu1djbxoET8ocx+fMz/b08UMRCLPPSE/73rw=',1795843213694,'{"type":"payment.completed","severity":"info","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"},"id":"evt_01a22098c97e7191aaa0d9d3f83eeb13","store":"main","category":"transactions","senderId":"tbx-1001","occurredAt":1795843213694,"acceptedAt":1795843213694}');
INSERT INTO events VALUES(2,'evt_01a22098c9a870739255254ba485c29a','main',NULL,NULL,1795843213736,'{"type":"error.database","severity":"info","description":"connection refused","player":{"name":"Alex"},"id":"evt_01a22098c9a870739255254ba485c29a","store":"main","category":"errors","occurredAt":1795843213736,"acceptedAt":1795843213736}');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','event_words','event_words',0,'CREATE VIRTUAL TABLE event_words USING fts5 (
  words, content = '''', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 2"
)');
CREATE TABLE IF NOT EXISTS 'event_words_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO event_words_data VALUES(1,X'0206');
INSERT INTO event_words_data VALUES(10,X'00000000ff000001010202000201010101010000010201010202000001');
INSERT INTO event_words_data VALUES(137438953473,X'0000003c213030316132323039386339376537313931616161306439643366383365656231330101043130303101010573746576650101037462780104230708');
INSERT INTO event_words_data VALUES(274877906945,X'0000002e21303031613232303938633961383730373339323535323534626134383563323961020104616c6578020423');
CREATE TABLE IF NOT EXISTS 'event_words_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID;
INSERT INTO event_words_idx VALUES(1,X'',2);
INSERT INTO event_words_idx VALUES(2,X'',2);
CREATE TABLE IF NOT EXISTS 'event_words_docsize'(id INTEGER PRIMARY KEY, sz BLOB, origin INTEGER);
INSERT INTO event_words_docsize VALUES(1,X'04',1);
INSERT INTO event_words_docsize VALUES(2,X'02',2);
CREATE TABLE IF NOT EXISTS 'event_words_config'(k PRIMARY KEY, v) WITHOUT ROWID;
INSERT INTO event_words_config VALUES('version',4);
CREATE TABLE event_counts (
  store_id TEXT NOT NULL,
  category TEXT NOT NULL,
  minute   INTEGER NOT NULL,
  count    INTEGER NOT NULL,
  PRIMARY KEY (store_id, category, minute)
) WITHOUT ROWID;
INSERT INTO event_counts VALUES('main','errors',29930720,1);
INSERT INTO event_counts VALUES('main','transactions',29930720,1);
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
INSERT INTO deliveries VALUES(1,'dlv_01a22098c97e7191aaa0dca9da736995',1,'main','transactions','payment.completed',2,'default','pending',2,1795843215125,1795843213719,1795843213694,NULL,'Discord cannot be reached (ECONNREFUSED)',NULL,NULL);
INSERT INTO deliveries VALUES(2,'dlv_01a22098c9a870739255296afa350481',2,'main','errors','error.database',2,'default','pending',1,1795843215125,1795843214156,1795843213736,NULL,'Discord cannot be reached (ECONNREFUSED)',NULL,NULL);
CREATE TABLE messages (
  seq             INTEGER PRIMARY KEY,
  store_id        TEXT NOT NULL,
  destination_seq INTEGER NOT NULL,
  sent_at         INTEGER NOT NULL,
  delivered       INTEGER NOT NULL,
  message_id      TEXT,
  body            TEXT NOT NULL
);
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
INSERT INTO attempts VALUES(1,'att_01a22098c998756d83cecbecb8b5ebc7',1,1,1795843213719,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',3,NULL);
INSERT INTO attempts VALUES(2,'att_01a22098cb4c75849ce46e1107fbac7c',1,2,1795843214156,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',2,NULL);
INSERT INTO attempts VALUES(3,'att_01a22098cb4c75849ce470295f2c6011',2,1,1795843214156,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',2,NULL);
CREATE TABLE audit (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  store_id TEXT NOT NULL,
  actor    TEXT NOT NULL,
  action   TEXT NOT NULL,
  target   TEXT NOT NULL,
  detail   TEXT
);
CREATE TABLE sources (
  store_id       TEXT NOT NULL,
  source         TEXT NOT NULL,
  sealed         TEXT NOT NULL,
  category       TEXT,
  provisioned_by TEXT,
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, source)
) WITHOUT ROWID;
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
CREATE UNIQUE INDEX events_by_sender_id ON events (store_id, sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX deliveries_waiting ON deliveries (destination_seq, seq) WHERE status = 'pending';
CREATE INDEX deliveries_by_event ON deliveries (event_seq);
CREATE INDEX deliveries_by_store ON deliveries (store_id, seq);
CREATE INDEX deliveries_by_status ON deliveries (store_id, status, seq);
CREATE INDEX deliveries_by_category ON deliveries (store_id, category, seq);
CREATE INDEX deliveries_by_type ON deliveries (store_id, type, seq);
CREATE INDEX deliveries_by_destination ON deliveries (destination_seq, seq);
CREATE INDEX messages_by_store ON messages (store_id, seq) WHERE delivered = 1;
CREATE INDEX attempts_by_delivery ON attempts (delivery_seq, seq);
CREATE INDEX attempts_by_message ON attempts (message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX requests_by_source ON requests (store_id, source, seq);
CREATE INDEX requests_refused ON requests (store_id, source, seq) WHERE cause IS NOT NULL;
CREATE INDEX requests_by_time ON requests (store_id, at);
PRAGMA writable_schema=OFF;
COMMIT;
