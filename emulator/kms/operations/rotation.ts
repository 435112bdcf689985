import type { JsonOperation } from '../../http/json-protocol';
import { keyFor } from '../key-reference';
import { seconds } from '../metadata';

const DAY = 24 * 60 * 60;

/** EnableKeyRotation: every 90 to 2560 days; 365, or what it was, unless said. */
export const enableKeyRotation: JsonOperation = (call) => {
  const period = call.members.integer('RotationPeriodInDays', 90, 2560);
  const key = keyFor(
    call,
    'enabled',
    period === undefined ? {} : { context: { 'kms:rotationperiodindays': String(period) } },
  );
  key.rotationEnabled = true;
  if (period !== undefined) key.rotationPeriodInDays = period;
};

/** DisableKeyRotation */
export const disableKeyRotation: JsonOperation = (call) => {
  keyFor(call, 'enabled').rotationEnabled = false;
};

/** GetKeyRotationStatus; a key that waits for its deletion does not rotate. */
export const getKeyRotationStatus: JsonOperation = (call) => {
  const key = keyFor(call, 'any');
  const enabled = key.rotationEnabled && key.state !== 'PendingDeletion';
  const period = key.rotationPeriodInDays;
  // Counted from the key's creation: when its rotation was enabled is not kept.
  const age = seconds(call.state.clock().toISOString()) - seconds(key.createdAt);
  const next = seconds(key.createdAt) + (Math.floor(age / (period * DAY)) + 1) * period * DAY;
  return {
    KeyId: key.arn,
    KeyRotationEnabled: enabled,
    ...(enabled && { RotationPeriodInDays: period, NextRotationDate: next }),
  };
};
