import { AwsProvider } from '@cdktf/provider-aws/lib/provider';
import { App, LocalBackend, TerraformBackend, TerraformStack } from 'cdktf';
import type { Construct } from 'constructs';
import type { Pair } from '../contract/pair';
import { refuseSharedStackIds, refuseSilentMistakes } from './guards';

/** Switches of the stacks of a pair, all on the producer's side; the pair file says everything else. */
export interface PairStackOptions {
  /**
   * Lifecycle rules of the buckets. The AWS provider watches a new rule for 55 s: switch them off where a test wants speed.
   *
   * @default true
   */
  readonly lifecycle?: boolean;
  /**
   * Rotation of the data key. The AWS provider watches a key with rotation for 13 s.
   *
   * @default true
   */
  readonly keyRotation?: boolean;
  /**
   * Lets `terraform destroy` delete all objects and their versions.
   *
   * @default false
   */
  readonly forceDestroy?: boolean;
}

const checkedApps = new WeakSet<App>();

/**
 * What both stacks of a pair have in common: one AWS provider that works in one account only, pinned to the version whose
 * schema `@cdktf/provider-aws` 20.1.0 has, and a backend whose path is the same on every machine.
 *
 * Add a backend of your own to the stack (`new S3Backend(stack, …)`), and it is used instead of the local one.
 */
export abstract class PairStack extends TerraformStack {
  /** @param side which account's; the stack's id is `<name>-<side>` */
  protected constructor(
    scope: Construct,
    pair: Pair,
    readonly side: 'producer' | 'consumer',
  ) {
    super(scope, `${pair.name}-${side}`);
    const { account, region } = pair[side];
    new AwsProvider(this, 'aws', { region, allowedAccountIds: [account] });
    this.addOverride('terraform.required_providers.aws', { source: 'hashicorp/aws', version: '5.100.0' });
    this.addOverride('terraform.required_version', '>= 1.5.0');
  }

  /**
   * CDKTF would put the state where the process happens to run, as an absolute path. This is the same place (beside the
   * output folder, which anybody may delete), written relative to the folder that Terraform runs in.
   */
  override ensureBackendExists(): TerraformBackend {
    if (this.node.findAll().some(TerraformBackend.isBackend)) return super.ensureBackendExists();
    return new LocalBackend(this, { path: `../../../terraform.${this.node.id}.tfstate` });
  }

  /** @throws SynthError for what CDKTF would get wrong without a word, also when the app is not synthesized by us */
  override prepareStack(): void {
    const app = App.of(this);
    if (!checkedApps.has(app)) {
      refuseSharedStackIds(app);
      checkedApps.add(app);
    }
    super.prepareStack();
    refuseSilentMistakes(this);
  }
}
