import type { CookieOptions, Request, Response } from 'express';
import type { Actions } from '../../actions/create-actions.ts';
import { requireScope } from '../../actions/require-scope.ts';
import type { Actor } from '../../model/api-key.ts';
import { CrierError } from '../../model/errors.ts';
import type { Authenticator } from '../authenticate.ts';

export interface PreviewAccessDeps {
  actions: Pick<Actions, 'previews'>;
  authenticate: Authenticator;
  publicUrl: string | undefined;
}

const printsLink = '"npm run crier -- preview", on the machine of Crier, prints';
const howToEnter = `Open the link that ${printsLink}, or log in with any name and, as the password, an API key that has the scope "read".`;

/**
 * Lets people look at the preview: by a link with a token, which begins a session kept in a cookie, or by an API key.
 * An address, a Host header or a missing header of a proxy proves nothing.
 */
export function createPreviewAccess({ actions, authenticate, publicUrl }: PreviewAccessDeps) {
  return {
    /** @throws CrierError `unauthorized`, or `forbidden` for a key that may not read. */
    async actorOf(request: Request): Promise<Actor> {
      if (request.headers.authorization !== undefined) {
        const actor = await authenticate(request);
        requireScope(actor, 'read');
        return actor;
      }
      const { store } = request.query;
      const session = sessionOf(request);
      const wanted = typeof store === 'string' ? store : undefined;
      const actor = session === undefined ? undefined : actions.previews.actorOf(session, wanted);
      if (actor === undefined) throw new CrierError('unauthorized', howToEnter);
      return actor;
    },

    /** Begins a session with the token of a link, which then leaves the address bar. @throws CrierError `forbidden`. */
    async open(request: Request, response: Response): Promise<void> {
      const { token } = request.query;
      const opened = typeof token === 'string' ? actions.previews.openLink(token) : undefined;
      if (opened !== undefined) {
        const options = cookieOptions(request, publicUrl);
        response.cookie(cookieName(request), opened.session, { ...options, maxAge: opened.lastsMs });
      } else if (!(await this.actorOf(request).then(Boolean, () => false))) {
        throw new CrierError('forbidden', `This link was cut off, or is too old: ${printsLink} another.`);
      }
      const { pathname, searchParams } = new URL(request.originalUrl, 'http://localhost');
      searchParams.delete('token');
      // Relative, since a proxy may have taken a path away before this one.
      const page = pathname.endsWith('/') ? '../preview' : 'preview';
      response.redirect(searchParams.size === 0 ? page : `${page}?${searchParams}`);
    },
  };
}

export type PreviewAccess = ReturnType<typeof createPreviewAccess>;

/** Browsers share the cookies of a host between its ports, where another Crier may run. */
function cookieName(request: Request): string {
  return `crier_preview_${/:(\d+)$/.exec(request.get('host') ?? '')?.[1] ?? 'default'}`;
}

/** Lax, since a link may be clicked in a chat; everything below the path only shows. */
function cookieOptions(request: Request, publicUrl: string | undefined): CookieOptions {
  const known = publicUrl === undefined ? undefined : new URL(publicUrl);
  const own = known?.host === request.get('host') ? known : undefined;
  return {
    httpOnly: true,
    sameSite: 'lax',
    path: `${own?.pathname.replace(/\/$/, '') ?? ''}/preview`,
    secure: own?.protocol === 'https:' || request.secure,
  };
}

function sessionOf(request: Request): string | undefined {
  const name = cookieName(request);
  const cookies = (request.headers.cookie ?? '').split(';').map((cookie) => cookie.trim());
  return cookies.find((cookie) => cookie.startsWith(`${name}=`))?.slice(name.length + 1);
}
