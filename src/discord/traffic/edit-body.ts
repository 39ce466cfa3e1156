/** The parts that only a new message may have (Discord: Webhook Resource, Message Resource: "Edit"). */
const onlyOfNew: ReadonlySet<string> = new Set(['username', 'avatar_url', 'nonce', 'enforce_nonce']);

/** An edit leaves standing what it does not name (Discord: Webhook Resource, "Edit Webhook Message"). */
const nothing = { content: null, embeds: [], components: [], attachments: [] };

/** The body of an edit that puts a whole message in the place of what stands there. */
export function editBody(body: unknown): Readonly<Record<string, unknown>> {
  const parts = Object.entries(typeof body === 'object' && body !== null ? body : {}).filter(
    ([name]) => !onlyOfNew.has(name),
  );
  return { ...nothing, ...Object.fromEntries(parts) };
}
