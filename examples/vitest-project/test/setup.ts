import { matchers } from 'crossbucket/vitest';
import { expect } from 'vitest';

expect.extend(matchers);
