-- Figures count an event when it happened. Only where that was more than an hour before it was accepted it is found by
-- this; all others lie where they were accepted, within an hour.
ALTER TABLE events ADD COLUMN occurred_at INTEGER;
UPDATE events SET occurred_at = max(0, json_extract(body, '$.occurredAt'))
WHERE accepted_at - json_extract(body, '$.occurredAt') > 3600000;
CREATE INDEX events_by_occurrence ON events (store_id, occurred_at) WHERE occurred_at IS NOT NULL;
