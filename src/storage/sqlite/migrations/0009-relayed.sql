-- A sender names the message that it wants to edit by Discord's id.
CREATE INDEX messages_by_message_id ON messages (message_id) WHERE message_id IS NOT NULL;
