PRAGMA user_version = 5;
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
INSERT INTO api_keys VALUES('key_01a2209903a275a3bd08e086ebf500db','main','CRIER_API_KEY','crier_test','f85c54e76a232004ff9e27130de214b870a0b3c2f118d6fdb4d7895a8d5b0099','["admin"]',NULL,1795843228578,NULL,NULL,'CRIER_API_KEY');
CREATE TABLE destinations (
  seq             INTEGER PRIMARY KEY,
  id              TEXT NOT NULL UNIQUE,
  store_id        TEXT NOT NULL,
  kind            TEXT NOT NULL,
  label           TEXT NOT NULL,
  fingerprint     TEXT NOT NULL,
  sealed          TEXT NOT NULL,
  state           TEXT NOT NULL DEFAULT 'active',
  state_reason   TEXT,
  facts           TEXT NOT NULL DEFAULT '{}',
  on_uncertain    TEXT NOT NULL DEFAULT 'resend',
  schedule        TEXT,
  pending         INTEGER NOT NULL DEFAULT 0,
  failed          INTEGER NOT NULL DEFAULT 0,
  delivered       INTEGER NOT NULL DEFAULT 0,
  last_success_at INTEGER,
  last_failure_at INTEGER,
  last_failure    TEXT,
  created_at      INTEGER NOT NULL, name TEXT, subscription TEXT, concurrency INTEGER, keep_failed_ms INTEGER, paused_until INTEGER, failing_since INTEGER, provisioned_by TEXT,
  UNIQUE (store_id, kind, fingerprint)
);
INSERT INTO destinations VALUES(1,'dst_01a22099032176a2bc216c49354f25cc','main','preview','preview','939349312b6a9ea9677be6f1de6b3219ed97033a8e9cbba855b86e1b49e77cb6','v1:CamRCDB5HgCmwt5iLqmeuHrke1C7CCveGQwoNCee','active',NULL,'{}','resend',NULL,0,0,0,NULL,NULL,NULL,1795843228450,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO destinations VALUES(2,'dst_01a220990325701590916b9a21b0faf4','main','discord-webhook','discord.com/…/…0001/••••','9e7b5a241c037b0271aeab7bb7bd9fe4eaa1175241867e87a03a9a6aba9925be','v1:GDl3ft5b1-3iS_61f-6NUP2wNxNPgymRrKRTI7uLqnY97TaabkYp0RwTHbRYFxUTlnzCXhy2ABu11YYlaaiFg5bXDKaAV22jozomdTFHlWgmFv5BkYUvgA7Y5ZkaY1sx3_fBHlJ2WkdKlbQ5DkrT7inWBRYK_pi6FmUg-6Bgk0_AZoxZiSQ','active',NULL,'{}','resend',NULL,2,0,0,NULL,1795843229659,'Discord cannot be reached (ECONNREFUSED)',1795843228454,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO destinations VALUES(3,'dst_01a22099067676068bd9d3b68171a09a','main','http','game.example.com/crier','b6de7e205d13911b1ee2cb67118b2f18937afb1f2c77599aede8c50126c651d7','v1:rE7AUTf65Wn9L5Y4KzNcAY65VergTFlgTyjW7hIx0gmJLTadqkMZQZ23Yfif2Ubn2l9CK03w-qFjpWwsf0mPUHobM4Apsi7VoKsylC-zy1ZEMBngXon2scGM_Ss-Ia_xhM5-FKUio9tpuQha12_EgADI4qN2WXjXIxg6obHuh5r9qh6F1vixf8xBcppEkMbpBV66iY3bl1NJeroAVmG3hYpV_Pb5GU5w-OhfYKpGCBc4gw3Z','active',NULL,'{}','resend','[5000]',0,0,0,NULL,NULL,NULL,1795843229304,'rewards','{"events":["error.*"]}',2,604800000,NULL,NULL,NULL);
CREATE TABLE routes (
  store_id       TEXT NOT NULL,
  key            TEXT NOT NULL,
  destination_id TEXT NOT NULL,
  rule           TEXT NOT NULL,
  provisioned_by TEXT,
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;
INSERT INTO routes VALUES('main','default','dst_01a220990325701590916b9a21b0faf4','{"muted":false}','environment DISCORD_WEBHOOK_DEFAULT',1795843228447);
CREATE TABLE events (
  seq         INTEGER PRIMARY KEY,
  id          TEXT NOT NULL UNIQUE,
  store_id    TEXT NOT NULL,
  sender_id   TEXT,
  body_hash   TEXT,
  accepted_at INTEGER NOT NULL,
  body        TEXT NOT NULL
);
INSERT INTO events VALUES(1,'evt_01a22099059f70be9e9d4f4ea5b960bf','main','tbx-1001','cmLMvMWxu1djbxoET8ocx+fMz/b08UMRCLPPSE/73rw=',1795843229087,'{"type":"payment.completed","severity":"info","player":{"name":"Steve"},"amount":{"value":"9.99","currency":"EUR"},"data":{"package":"VIP"},"id":"evt_01a22099059f70be9e9d4f4ea5b960bf","store":"main","category":"transactions","senderId":"tbx-1001","occurredAt":1795843229087,"acceptedAt":1795843229087}');
INSERT INTO events VALUES(2,'evt_01a2209905e871dca549f10ae1136164','main',NULL,NULL,1795843229160,'{"type":"error.database","severity":"info","description":"connection refused","player":{"name":"Alex"},"id":"evt_01a2209905e871dca549f10ae1136164","store":"main","category":"errors","occurredAt":1795843229160,"acceptedAt":1795843229160}');
PRAGMA writable_schema=ON;
INSERT INTO sqlite_schema(type,name,tbl_name,rootpage,sql)VALUES('table','event_words','event_words',0,'CREATE VIRTUAL TABLE event_words USING fts5 (
  words, content = '''', contentless_delete = 1, detail = none, tokenize = "unicode61 remove_diacritics 2"
)');
CREATE TABLE IF NOT EXISTS 'event_words_data'(id INTEGER PRIMARY KEY, block BLOB);
INSERT INTO event_words_data VALUES(1,X'0206');
INSERT INTO event_words_data VALUES(10,X'00000000ff000001010202000201010101010000010201010202000001');
INSERT INTO event_words_data VALUES(137438953473,X'0000003c213030316132323039393035396637306265396539643466346561356239363062660101043130303101010573746576650101037462780104230708');
INSERT INTO event_words_data VALUES(274877906945,X'0000002e21303031613232303939303565383731646361353439663130616531313336313634020104616c6578020423');
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
INSERT INTO deliveries VALUES(1,'dlv_01a2209905a076a898f15f2c5a0551de',1,'main','transactions','payment.completed',2,'default','pending',3,1795843230838,1795843229128,1795843229087,NULL,'Discord cannot be reached (ECONNREFUSED)',NULL,NULL);
INSERT INTO deliveries VALUES(2,'dlv_01a2209905e871dca549f550d9e5d809',2,'main','errors','error.database',2,'default','pending',2,1795843230838,1795843229398,1795843229160,NULL,'Discord cannot be reached (ECONNREFUSED)',NULL,NULL);
CREATE TABLE messages (
  seq             INTEGER PRIMARY KEY,
  store_id        TEXT NOT NULL,
  destination_seq INTEGER NOT NULL,
  sent_at         INTEGER NOT NULL,
  delivered       INTEGER NOT NULL,
  message_id      TEXT,
  body            TEXT NOT NULL
, format TEXT NOT NULL DEFAULT 'discord');
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
INSERT INTO attempts VALUES(1,'att_01a2209905c974498f666df6496a6f3a',1,1,1795843229128,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',6,NULL);
INSERT INTO attempts VALUES(2,'att_01a2209906d67270ba4f805002ef0acc',1,2,1795843229398,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',7,NULL);
INSERT INTO attempts VALUES(3,'att_01a2209906d67270ba4f84c54ce8392d',2,1,1795843229398,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',7,NULL);
INSERT INTO attempts VALUES(4,'att_01a2209907db77cbb0471e400e6f5d20',1,3,1795843229659,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',1,NULL);
INSERT INTO attempts VALUES(5,'att_01a2209907db77cbb04723ce18de6dd2',2,2,1795843229659,'retry',NULL,NULL,'Discord cannot be reached (ECONNREFUSED)',1,NULL);
CREATE TABLE audit (
  seq      INTEGER PRIMARY KEY,
  at       INTEGER NOT NULL,
  store_id TEXT NOT NULL,
  actor    TEXT NOT NULL,
  action   TEXT NOT NULL,
  target   TEXT NOT NULL,
  detail   TEXT
);
INSERT INTO audit VALUES(1,1795843229214,'main','API key crier_test…','set-source','source kofi',NULL);
INSERT INTO audit VALUES(2,1795843229292,'main','API key crier_test…','add-endpoint','endpoint rewards',NULL);
CREATE TABLE sources (
  store_id       TEXT NOT NULL,
  source         TEXT NOT NULL,
  sealed         TEXT NOT NULL,
  category       TEXT,
  provisioned_by TEXT,
  created_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, source)
) WITHOUT ROWID;
INSERT INTO sources VALUES('main','kofi','v1:dth84p4Zs95tQgwLjYk_ijfOTcIKQdozxBmRNjdhDRJggAiTWLfZ9IWyZNwKz66MJU8B9xheWxQTbmE',NULL,NULL,1795843229214);
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
CREATE TABLE webhooks (
  id         TEXT PRIMARY KEY,
  store_id   TEXT NOT NULL,
  name       TEXT NOT NULL,
  category   TEXT NOT NULL,
  token_hash TEXT NOT NULL,
  created_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE guilds (
  guild_id       TEXT NOT NULL,
  store_id       TEXT NOT NULL,
  name           TEXT,
  linked_at      INTEGER NOT NULL,
  linked_by      TEXT NOT NULL,
  provisioned_by TEXT,
  PRIMARY KEY (guild_id, store_id)
) WITHOUT ROWID;
CREATE TABLE link_codes (
  hash       TEXT PRIMARY KEY,
  store_id   TEXT NOT NULL,
  expires_at INTEGER NOT NULL
) WITHOUT ROWID;
CREATE TABLE digests (
  store_id      TEXT NOT NULL,
  period        TEXT NOT NULL,
  minute        INTEGER NOT NULL,
  weekday       INTEGER,
  last_sent_for TEXT,
  PRIMARY KEY (store_id, period)
) WITHOUT ROWID;
CREATE UNIQUE INDEX events_by_sender_id ON events (store_id, sender_id) WHERE sender_id IS NOT NULL;
CREATE INDEX deliveries_waiting ON deliveries (destination_seq, seq) WHERE status = 'pending';
CREATE INDEX deliveries_by_event ON deliveries (event_seq);
CREATE INDEX deliveries_by_store ON deliveries (store_id, seq);
CREATE INDEX deliveries_by_status ON deliveries (store_id, status, seq);
CREATE INDEX deliveries_by_category ON deliveries (store_id, category, seq);
CREATE INDEX deliveries_by_type ON deliveries (store_id, type, seq);
CREATE INDEX deliveries_by_destination ON deliveries (destination_seq, seq);
CREATE INDEX attempts_by_delivery ON attempts (delivery_seq, seq);
CREATE INDEX attempts_by_message ON attempts (message_seq) WHERE message_seq IS NOT NULL;
CREATE INDEX requests_by_source ON requests (store_id, source, seq);
CREATE INDEX requests_refused ON requests (store_id, source, seq) WHERE cause IS NOT NULL;
CREATE INDEX requests_by_time ON requests (store_id, at);
CREATE INDEX deliveries_fresh ON deliveries (destination_seq, seq)
  WHERE status = 'pending' AND next_attempt_at IS NULL;
CREATE INDEX deliveries_retrying ON deliveries (destination_seq, next_attempt_at)
  WHERE status = 'pending' AND next_attempt_at IS NOT NULL;
CREATE INDEX deliveries_failed ON deliveries (destination_seq, settled_at) WHERE status = 'failed';
CREATE INDEX messages_by_store ON messages (store_id, seq) WHERE delivered = 1 AND format = 'discord';
CREATE INDEX events_by_time ON events (store_id, accepted_at);
PRAGMA writable_schema=OFF;
COMMIT;
