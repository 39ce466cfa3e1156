-- A route without a destination of its own leads where the next one that matches does, and an operator sets it field by
-- field. Which fields were set until now nobody knows: all of them.
CREATE TABLE routes_new (
  store_id       TEXT NOT NULL,
  key            TEXT NOT NULL,
  destination_id TEXT,
  rule           TEXT NOT NULL,
  provisioned    TEXT NOT NULL DEFAULT '{}',
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;
INSERT INTO routes_new (store_id, key, destination_id, rule, provisioned, updated_at)
  SELECT store_id, key, destination_id, rule,
    CASE WHEN provisioned_by IS NULL THEN '{}' ELSE json_object('destination', provisioned_by, '*', provisioned_by) END,
    updated_at
  FROM routes;
DROP TABLE routes;
ALTER TABLE routes_new RENAME TO routes;
