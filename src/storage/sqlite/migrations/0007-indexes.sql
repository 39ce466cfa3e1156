-- Databases that were made while 0004 and 0005 were young lack these.
CREATE INDEX IF NOT EXISTS deliveries_fresh ON deliveries (destination_seq, seq)
  WHERE status = 'pending' AND next_attempt_at IS NULL;
CREATE INDEX IF NOT EXISTS events_by_time ON events (store_id, accepted_at);
