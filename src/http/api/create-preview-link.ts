import { previewLinkSchema } from '../../contract/preview.ts';
import { iso } from '../../lib/iso.ts';
import { operation } from '../operation.ts';

export default operation({
  method: 'post',
  path: '/v1/preview-links',
  tag: 'Operation',
  summary: 'Make a link that opens the preview in a browser',
  description:
    'It opens the preview of the store, or of any store where the key has the scope `installation`. Whoever has the link may look.',
  scope: 'read',
  answers: { 201: { description: 'The link', schema: previewLinkSchema } },
  async handle({ actor }, { actions }) {
    const { token, expiresAt } = actions.previews.createLink(actor);
    const store = actor.store === 'main' ? '' : `&store=${encodeURIComponent(actor.store)}`;
    const expires_at = iso(expiresAt);
    return { status: 201, body: { path: `/preview?token=${token}${store}`, expires_at } };
  },
});
