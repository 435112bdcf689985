import { actionMistakes } from './actions';
import { conditionMistakes } from './conditions';
import type { Mistake } from './mistake';
import { principalMistakes } from './principals';
import { resourceMistakes } from './resources';
import { settingMistakes } from './settings';
import { trustMistakes } from './trust';

/** What people get wrong in stacks like these. A contract that stays green with one of them in it shows nothing. */
export const mistakes: readonly Mistake[] = [
  ...principalMistakes,
  ...conditionMistakes,
  ...resourceMistakes,
  ...actionMistakes,
  ...trustMistakes,
  ...settingMistakes,
];
