// What a program of one's own can import from crossbucket/modules.
export { AccessLogBucket, type AccessLogBucketProps, type AccessLogTarget } from './access-log-bucket';
export { AccessRole, type AccessRoleProps } from './access-role';
export { ConsumerRole, type ConsumerRoleProps } from './consumer-role';
export { DataKey, type DataKeyProps } from './data-key';
export { policyJson } from './policy-json';
export { PolicyRole, type PolicyRoleProps, type RolePolicy } from './policy-role';
export { PrivateBucket, type PrivateBucketProps } from './private-bucket';
export { ProducerBucket, type ProducerBucketLifecycle, type ProducerBucketProps } from './producer-bucket';
export { SynthError, type Refusal } from './synth-error';
