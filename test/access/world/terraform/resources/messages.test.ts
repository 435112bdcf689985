import { describe, expect, test } from '@jest/globals';
import { createWorld } from '../../../../../access/world/create';
import { readTerraform } from '../../../../../access/world/terraform/read';
import vectors from '../../../../vectors/terraform-json/refusal-messages.json';

const read = (stack: unknown) => () =>
  readTerraform(createWorld(), stack, { account: vectors.account, region: 'eu-west-1' });

describe('the whole message for', () => {
  test.each(vectors.cases)('$title', ({ stack, message }) => {
    expect(read(stack)).toThrow(expect.objectContaining({ name: 'TerraformReadError', message }));
  });

  test.each(vectors.policies)("$title, in AWS's words", ({ stack, code, message, detail }) => {
    expect(read(stack)).toThrow(expect.objectContaining({ name: 'PolicyError', code, message, detail }));
  });
});
