-- Deliveries that are being sent, for destinations that would rather hold one than send it twice: what a crash leaves
-- here may have arrived.
CREATE TABLE in_flight (
  delivery_seq    INTEGER PRIMARY KEY,
  destination_seq INTEGER NOT NULL
);
CREATE INDEX in_flight_by_destination ON in_flight (destination_seq, delivery_seq);
