/** Providers that are not there any more. */
import { userPoolIdOf } from '../../../core/rules/provider-name';
import { clientKey, describeClient, type PoolFacts } from '../facts';
import type { Check, Finding, Severity } from '../finding';
import { providersOf } from '../takers';

/** Nobody else can sign in either. */
function severityOf(facts: PoolFacts, stale: readonly string[]): Severity {
  return providersOf(facts).every((provider) => stale.includes(provider)) ? 'high' : 'medium';
}

export const userPoolMissing: Check = (facts) =>
  Object.keys(facts.userPools)
    .filter((providerName) => facts.userPools[providerName] === 'absent')
    .map((providerName) => ({
      id: 'user-pool-missing',
      severity: severityOf(
        facts,
        providersOf(facts).filter((provider) => provider.startsWith(`${providerName}:`)),
      ),
      about: providerName,
      evidence: `There is no user pool ${userPoolIdOf(providerName)} in this account: it was deleted, or is of another account, which cannot be read from here.`,
      who: 'If it was deleted, nobody can sign in by it.',
      fix: 'Remove the provider from the pool, or correct its id.',
    }));

export const appClientMissing: Check = (facts) =>
  facts.pool.userPoolClients
    .filter((client) => facts.appClients[clientKey(client)] === 'absent' && facts.userPools[client.providerName] !== 'absent')
    .map((client) => ({
      id: 'app-client-missing',
      severity: severityOf(facts, [clientKey(client)]),
      about: clientKey(client),
      evidence: `User pool ${userPoolIdOf(client.providerName)} has no ${describeClient(client).replace(/ of .*/, '')}.`,
      who: 'Nobody can sign in by it.',
      fix: 'Remove the provider from the pool, or name an app client that exists.',
    }));

export const identityProviderMissing: Check = (facts) =>
  Object.keys(facts.identityProviders)
    .filter((arn) => facts.identityProviders[arn] === 'absent')
    .map((arn): Finding => {
      const isSaml = arn.includes(':saml-provider/');
      return {
        id: isSaml ? 'saml-provider-missing' : 'oidc-provider-missing',
        severity: severityOf(facts, [arn]),
        about: arn,
        evidence: `IAM has no ${isSaml ? 'SAML' : 'OIDC'} provider of this ARN.`,
        who: 'Nobody can sign in by it.',
        fix: 'Remove the provider from the pool, or create it in IAM again.',
      };
    });

/** Twitter's service ended in 2017. */
export const digitsProvider: Check = ({ pool }) =>
  pool.loginProviders['www.digits.com'] === undefined
    ? []
    : [
        {
          id: 'digits-provider',
          severity: 'low',
          about: 'www.digits.com',
          evidence: 'Digits ended in 2017.',
          who: 'Nobody can sign in by it.',
          fix: 'Remove the provider from the pool.',
        },
      ];
