'use strict';

// A shell's settings must not decide over a test, and the SDK's advice about Node versions is not for its reader.
for (const name of ['AWS_CA_BUNDLE', 'AWS_PROFILE', 'AWS_ENDPOINT_URL']) delete process.env[name];
process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
