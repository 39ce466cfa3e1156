-- What an owner says of the way to a destination is kept as one.
ALTER TABLE destinations ADD COLUMN policy TEXT NOT NULL DEFAULT '{"onUncertain":"resend"}';
UPDATE destinations SET policy = json_patch('{}', json_object('onUncertain', on_uncertain, 'schedule', json(schedule),
  'concurrency', concurrency, 'keepFailedMs', keep_failed_ms));
ALTER TABLE destinations DROP COLUMN on_uncertain;
ALTER TABLE destinations DROP COLUMN schedule;
ALTER TABLE destinations DROP COLUMN concurrency;
ALTER TABLE destinations DROP COLUMN keep_failed_ms;
