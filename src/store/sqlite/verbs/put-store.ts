import type { Verb } from '../verb.ts';

export default {
  mode: 'write',
  prepare(db) {
    const put = db.prepare(
      'INSERT INTO stores (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
    );
    return ({ id, name }) => {
      put.run(id, name);
    };
  },
} satisfies Verb<'putStore'>;
