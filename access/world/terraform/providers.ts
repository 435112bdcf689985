import { parseArn, partitionOf } from '../arn';
import type { Arguments } from './arguments';
import type { Body, Declaration } from './configuration';
import type { Place } from './place';
import { TerraformReadError } from './read-error';

/** What a provider configuration says of the resources that name it. */
export interface ProviderSettings {
  readonly place: Place;
  /** `default_tags`, which a resource's own tags override. */
  readonly tags: Readonly<Record<string, string>>;
}

/** Arguments by which a provider gets credentials of its own, perhaps those of another account. */
const CREDENTIALS = [
  'access_key',
  'profile',
  'shared_config_files',
  'shared_credentials_files',
  'assume_role',
  'assume_role_with_web_identity',
];

/** The provider configurations of a stack that goes to one account. */
export class Providers {
  private readonly settings = new Map<string, ProviderSettings>();

  /**
   * @param declared by local name and alias
   * @param argumentsOf the arguments of a block
   * @param place where the stack goes; a provider may name another region of the partition
   */
  constructor(
    private readonly declared: ReadonlyMap<string, Body>,
    private readonly argumentsOf: (address: string, body: Body) => Arguments,
    private readonly place: Place,
  ) {}

  /**
   * The settings of the provider of a block, which is `aws` unless it names another.
   *
   * @throws TerraformReadError when it works in another account, as Terraform's own guard would refuse it
   */
  of({ address, body }: Declaration): ProviderSettings {
    const { provider = 'aws' } = body;
    const name = String(provider);
    if (!this.declared.has(name) && name !== 'aws') {
      throw new TerraformReadError(address, {
        what: 'its provider is not configured',
        value: name,
        allowed: [...new Set(['aws', ...this.declared.keys()])].join(', '),
        fix: 'correct provider, or configure that one',
      });
    }
    return this.named(name);
  }

  /** The settings of a provider. @throws TerraformReadError as {@link of} */
  named(name: string): ProviderSettings {
    const kept = this.settings.get(name);
    if (kept) return kept;
    const settings = this.read(name, this.declared.get(name) ?? {});
    this.settings.set(name, settings);
    return settings;
  }

  private read(name: string, body: Body): ProviderSettings {
    const given = this.argumentsOf(`provider.${name}`, body);
    this.refuseOtherAccounts(given, name.includes('.'));
    const region = given.known('region') ?? this.place.region;
    if (partitionOf(region) !== this.place.partition) {
      given.refuse({
        what: `region is not in the partition of account ${this.place.account}`,
        value: region,
        allowed: `regions of ${this.place.partition}`,
        fix: 'correct the region',
      });
    }
    return { place: { ...this.place, region }, tags: given.block('default_tags')?.map('tags') ?? {} };
  }

  private refuseOtherAccounts(given: Arguments, isAlias: boolean): void {
    const { account } = this.place;
    const refuse = (what: string, value: unknown, fix: string): never =>
      given.refuse({ what, value, allowed: account, fix });
    const allowed = given.knownTexts('allowed_account_ids') ?? [];
    if (allowed.length > 0 && !allowed.includes(account)) {
      refuse(`it works in other accounts than ${account} only`, allowed, 'give the stack to its own account');
    }
    if (given.knownTexts('forbidden_account_ids')?.includes(account)) {
      refuse(`it must not work in account ${account}`, account, 'give the stack to its own account');
    }
    const roles = ['assume_role', 'assume_role_with_web_identity'].flatMap((name) =>
      given.blocks(name).map((block) => block.known('role_arn')),
    );
    const last = roles.at(-1);
    const assumed = last === undefined ? undefined : parseArn(last)?.account;
    if (assumed !== undefined && assumed !== account) {
      refuse(`it assumes a role of another account than ${account}`, last, 'give the stack to its own account');
    }
    const own = CREDENTIALS.find((name) => given.has(name));
    if (isAlias && own !== undefined && assumed === undefined && allowed.length === 0) {
      refuse(`${own} may be of another account than ${account}`, undefined, 'add allowed_account_ids');
    }
  }
}
