import type { Category } from '../model/category.ts';
import type { CategoryLooks, Look, LookField } from '../model/look.ts';
import errors from './errors.ts';
import gifting from './gifting.ts';
import loyalty from './loyalty.ts';
import processing from './processing.ts';
import subscribe from './subscribe.ts';
import subscriptions from './subscriptions.ts';
import transactions from './transactions.ts';
import unsubscribe from './unsubscribe.ts';

/** Every category's looks; the type keeps a new category from being forgotten. */
export const looksByCategory: Record<Category, CategoryLooks> = {
  transactions,
  errors,
  processing,
  gifting,
  loyalty,
  subscriptions,
  subscribe,
  unsubscribe,
};

/** All of them, category by category. */
export const allLooks: readonly Look[] = Object.values(looksByCategory).flatMap(({ looks }) => looks);

/** The paths of a field, the first that leads somewhere first. */
export function pathsOf({ from }: Pick<LookField, 'from'>): readonly string[] {
  return typeof from === 'string' ? [from] : from;
}
