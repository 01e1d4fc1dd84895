/**
 * Where an SDK client without credentials of its own gets them: from the environment, where Lambda puts those of the function's role.
 * The build puts it in place of the SDK's default chain, of which nothing else is ever used in a Lambda function and which is a fifth of a bundle.
 */
import { fromEnv } from '@aws-sdk/credential-provider-env';

/** Under the name by which the SDK's clients ask for it. */
export const defaultProvider = fromEnv;
