-- The deliveries that were made within an hour lie between these numbers, and so do their events: a search by time
-- begins and ends there, whatever the clock of the machine did.
CREATE TABLE delivery_hours (
  hour            INTEGER PRIMARY KEY,
  first_seq       INTEGER NOT NULL,
  last_seq        INTEGER NOT NULL,
  first_event_seq INTEGER NOT NULL,
  last_event_seq  INTEGER NOT NULL
);
INSERT INTO delivery_hours
SELECT created_at / 3600000, min(seq), max(seq), min(event_seq), max(event_seq) FROM deliveries GROUP BY 1;
