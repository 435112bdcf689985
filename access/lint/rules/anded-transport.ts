import type { Rule } from '../rule';

/** Plain HTTP and an old TLS refused by one statement: its conditions hold together, and no request is both (R-C-AND). */
export const andedTransport: Rule = {
  id: 'anded-transport',
  severity: 'error',
  see: 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/security-best-practices.html',
  inStatement: ({ effect, conditions }) => {
    const insecure = conditions.find(
      ({ name, values }) => name === 'aws:securetransport' && values.every((value) => value === 'false'),
    );
    const version = conditions.find(
      ({ name, base, ifExists }) => name === 's3:tlsversion' && base !== 'Null' && !ifExists,
    );
    if (effect !== 'Deny' || !insecure || !version) return [];
    return [
      {
        element: version.element,
        text: 'the conditions of one statement hold together: without TLS s3:TlsVersion is absent, with TLS aws:SecureTransport is true, so that nothing is denied',
        fix: 'write two statements',
      },
    ];
  },
};
