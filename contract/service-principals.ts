/** What is known of the way in which a service assumes a role. */
export interface ServicePrincipal {
  /**
   * It sends `aws:SourceAccount`: whoever it acts for in another account is kept out. A condition on a key that a
   * service does not send would keep the service itself out, so a service is listed only where AWS shows it.
   */
  readonly sendsSourceAccount?: true;
  /** It passes session tags, so the role has to allow `sts:TagSession` too. */
  readonly tagsSessions?: true;
  /** Its name in China, where that is another one. */
  readonly inChina?: string;
}

/**
 * Services that assume roles for their customers. EC2 acts for instances of the role's own account only and sends no
 * source; one that is not listed here is trusted as it is.
 *
 * Sources of `sendsSourceAccount`:
 * - appstream: https://docs.aws.amazon.com/appstream2/latest/developerguide/example-fleet-machine.html
 * - ecs-tasks, lambda: the trust policies of https://github.com/aws/agent-toolkit-for-aws (serverless skills)
 * - personalize: https://docs.aws.amazon.com/personalize/latest/dg/cross-service-confused-deputy-prevention.html
 * - sagemaker: https://docs.aws.amazon.com/sagemaker/latest/dg/security-confused-deputy-prevention.html
 *
 * `pods.eks`: https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export const servicePrincipals: Readonly<Record<string, ServicePrincipal>> = {
  'airflow-env.amazonaws.com': {},
  'apigateway.amazonaws.com': {},
  'appstream.amazonaws.com': { sendsSourceAccount: true },
  'backup.amazonaws.com': {},
  'batch.amazonaws.com': {},
  'batchoperations.s3.amazonaws.com': {},
  'bedrock.amazonaws.com': {},
  'cloudformation.amazonaws.com': {},
  'codebuild.amazonaws.com': {},
  'codepipeline.amazonaws.com': {},
  'databrew.amazonaws.com': {},
  'datasync.amazonaws.com': {},
  'dms.amazonaws.com': {},
  'ec2.amazonaws.com': { inChina: 'ec2.amazonaws.com.cn' },
  'ecs-tasks.amazonaws.com': { sendsSourceAccount: true },
  'elasticmapreduce.amazonaws.com': {},
  'emr-serverless.amazonaws.com': {},
  'events.amazonaws.com': {},
  'firehose.amazonaws.com': {},
  'glue.amazonaws.com': {},
  'kinesisanalytics.amazonaws.com': {},
  'lambda.amazonaws.com': { sendsSourceAccount: true },
  'personalize.amazonaws.com': { sendsSourceAccount: true },
  'pipes.amazonaws.com': {},
  'pods.eks.amazonaws.com': { tagsSessions: true },
  'redshift.amazonaws.com': {},
  'sagemaker.amazonaws.com': { sendsSourceAccount: true },
  'scheduler.amazonaws.com': {},
  'ssm.amazonaws.com': {},
  'states.amazonaws.com': {},
  'transfer.amazonaws.com': {},
};

/** What is known of a service; nothing for one that is not listed. */
export function servicePrincipal(service: string): ServicePrincipal {
  return servicePrincipals[service] ?? {};
}
