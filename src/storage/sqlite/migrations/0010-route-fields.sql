-- A route may have no destination of its own, and is provisioned field by field. What was provisioned as a whole is so
-- in every field: the next start compares them with the files.
CREATE TABLE new_routes (
  store_id       TEXT NOT NULL,
  key            TEXT NOT NULL,
  destination_id TEXT,
  rule           TEXT NOT NULL,
  provisioned    TEXT NOT NULL DEFAULT '{}',
  updated_at     INTEGER NOT NULL,
  PRIMARY KEY (store_id, key)
) WITHOUT ROWID;

INSERT INTO new_routes (store_id, key, destination_id, rule, provisioned, updated_at)
SELECT store_id, key, destination_id, rule,
  CASE WHEN provisioned_by IS NULL THEN '{}' ELSE (
    SELECT json_group_object(field, routes.provisioned_by) FROM (
      SELECT 'destination' AS field
      UNION SELECT 'onUncertain'
      UNION SELECT 'schedule'
      UNION SELECT part.key FROM json_each(routes.rule) AS part
    )
  ) END,
  updated_at
FROM routes;

DROP TABLE routes;
ALTER TABLE new_routes RENAME TO routes;
