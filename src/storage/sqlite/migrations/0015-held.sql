-- What may have arrived and waits for a person stood among the dead letters, told apart by its reason alone.
UPDATE destinations SET failed = failed - (
  SELECT count(*) FROM deliveries d INDEXED BY deliveries_failed
  WHERE d.destination_seq = destinations.seq AND d.status = 'failed' AND d.reason LIKE 'held, because%');
UPDATE deliveries INDEXED BY deliveries_failed SET status = 'held'
WHERE destination_seq IN (SELECT seq FROM destinations) AND status = 'failed' AND reason LIKE 'held, because%';
