import { bind } from '../bind.ts';
import { actorOfPreview } from './actor-of-preview.ts';
import { createPreviewLink } from './create-preview-link.ts';
import { openPreviewLink } from './open-preview-link.ts';
import type { PreviewDeps } from './preview-deps.ts';

/** The actions that let somebody look at the preview. */
export const previewActions = (deps: PreviewDeps) => ({
  createLink: bind(deps, createPreviewLink),
  openLink: bind(deps, openPreviewLink),
  actorOf: bind(deps, actorOfPreview),
});
