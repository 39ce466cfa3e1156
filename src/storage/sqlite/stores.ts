import type { StoreRows } from '../../model/storage/registry-rows.ts';
import type { Verbs } from './verb.ts';

export const stores = {
  putStore: {
    mode: 'write',
    prepare(db, onChange) {
      const put = db.prepare(
        'INSERT INTO stores (id, name) VALUES (?, ?) ON CONFLICT DO UPDATE SET name = excluded.name',
      );
      return ({ id, name }) => {
        put.run(id, name);
        onChange({ noun: 'store', store: id, id });
      };
    },
  },
} satisfies Verbs<StoreRows>;
