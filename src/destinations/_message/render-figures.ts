import { figuresEmbed } from '../../discord/figures-embed.ts';
import { makeValid } from '../../discord/make-valid.ts';
import type { LaneItem, RenderOptions } from '../../model/destination-kind.ts';
import type { Figures } from '../../model/figures.ts';
import { keptFiles } from './kept-files.ts';
import type { RenderedMessage } from './rendered-message.ts';

/** The figures of a store, with the picture that is kept beside the event. Pings nobody. */
export function renderFigures({ event, route }: LaneItem, figures: Figures, options: RenderOptions): RenderedMessage {
  const files = options.omit.has('files') ? [] : keptFiles(event);
  const body = makeValid({
    username: options.omit.has('username') ? undefined : route?.username,
    avatar_url: route?.avatarUrl,
    embeds: [figuresEmbed(figures, files[0]?.name)],
    attachments: files.map(({ name }, index) => ({ id: String(index), filename: name })),
  });
  return { count: 1, body, files };
}
