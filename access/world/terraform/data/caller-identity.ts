import type { DataSource } from '../data-source';

/** `aws_caller_identity`: the account; who in it applies the stack is not known. */
export const callerIdentity: DataSource = ({ place }) => ({ account_id: place.account, id: place.account });
