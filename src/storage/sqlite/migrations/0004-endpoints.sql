ALTER TABLE destinations RENAME COLUMN broken_reason TO state_reason;
ALTER TABLE destinations ADD COLUMN name TEXT;
ALTER TABLE destinations ADD COLUMN subscription TEXT;
ALTER TABLE destinations ADD COLUMN concurrency INTEGER;
ALTER TABLE destinations ADD COLUMN keep_failed_ms INTEGER;
ALTER TABLE destinations ADD COLUMN paused_until INTEGER;
ALTER TABLE destinations ADD COLUMN failing_since INTEGER;
ALTER TABLE destinations ADD COLUMN provisioned_by TEXT;

-- Lanes without an order find here what was never tried and what is due; neither makes the other dearer to find.
CREATE INDEX deliveries_fresh ON deliveries (destination_seq, seq)
  WHERE status = 'pending' AND next_attempt_at IS NULL;
CREATE INDEX deliveries_retrying ON deliveries (destination_seq, next_attempt_at)
  WHERE status = 'pending' AND next_attempt_at IS NOT NULL;
CREATE INDEX deliveries_failed ON deliveries (destination_seq, settled_at) WHERE status = 'failed';

-- Pages draw messages of Discord only.
ALTER TABLE messages ADD COLUMN format TEXT NOT NULL DEFAULT 'discord';
DROP INDEX messages_by_store;
CREATE INDEX messages_by_store ON messages (store_id, seq) WHERE delivered = 1 AND format = 'discord';
