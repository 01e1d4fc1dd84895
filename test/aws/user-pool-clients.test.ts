import { accountReads } from '../../src/aws/account-reads';
import { userPoolClients } from '../../src/aws/user-pool-clients';
import type { MakeCall } from '../../src/aws/calls';
import type { UserPoolClients } from '../../src/core/ports';
import type { ClientSettings } from '../../src/core/state';
import { once, recordedClient, sdkError, twice, type Request } from './recorded-client';

const USER_POOL = 'ap-southeast-2_EXAMPLE01';

interface Asked<Answer> {
  readonly answer: Answer;
  readonly requests: Request[];
  readonly regions: readonly string[];
}

const asked = async <Answer>(
  work: (clients: UserPoolClients) => Promise<Answer>,
  answers: readonly unknown[],
  call: MakeCall = once,
): Promise<Asked<Answer>> => {
  const { client, requests } = recordedClient(...answers);
  const regions: string[] = [];
  const clientIn = (region: string): typeof client => {
    regions.push(region);
    return client;
  };
  return { answer: await work(userPoolClients(clientIn, call)), requests, regions };
};

const LIST = { operation: 'ListUserPoolClients', input: { UserPoolId: USER_POOL, MaxResults: 60 } };
const CREATE = {
  operation: 'CreateUserPoolClient',
  input: {
    UserPoolId: USER_POOL,
    ClientName: 'pool-client',
    GenerateSecret: false,
    ExplicitAuthFlows: ['ALLOW_USER_SRP_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
    PreventUserExistenceErrors: 'ENABLED',
    EnableTokenRevocation: true,
    SupportedIdentityProviders: ['COGNITO'],
    AllowedOAuthFlowsUserPoolClient: false,
  },
};
const PLAIN: ClientSettings = { supportedIdentityProviders: ['COGNITO'], callbackUrls: [], logoutUrls: [] };
const WITH_PAGES: ClientSettings = {
  supportedIdentityProviders: ['COGNITO', 'Google'],
  callbackUrls: ['https://app.example.com/'],
  logoutUrls: ['https://app.example.com/bye'],
};

describe('the app clients of a name', () => {
  const named = (clients: UserPoolClients): Promise<readonly string[]> => clients.named(USER_POOL, 'mine');

  it('are found on every page, in the user pool’s own region', async () => {
    const answers = [
      {
        UserPoolClients: [{ ClientName: 'mine', ClientId: 'a' }, { ClientName: 'other', ClientId: 'b' }, { ClientName: 'mine' }],
        NextToken: 'more',
      },
      { UserPoolClients: [{ ClientName: 'mine', ClientId: 'c' }] },
    ];
    expect(await asked(named, answers)).toStrictEqual({
      answer: ['a', 'c'],
      requests: [LIST, { ...LIST, input: { ...LIST.input, NextToken: 'more' } }],
      regions: ['ap-southeast-2'],
    });
  });

  it.each([[{}], [sdkError('ResourceNotFoundException')]])('are none where there are none: %s', async (answer) => {
    expect((await asked(named, [answer])).answer).toStrictEqual([]);
  });

  it('are not none where they cannot be read', async () => {
    await expect(asked(named, [sdkError('AccessDenied', 'no')])).rejects.toThrow(
      `Looking for app client mine of user pool ${USER_POOL} failed. AWS said AccessDenied: no. Grant cognito-idp:ListUserPoolClients to`,
    );
  });
});

describe('an app client', () => {
  const create = (clients: UserPoolClients): Promise<string> => clients.create(USER_POOL, 'pool-client', PLAIN);

  it('is made with safe settings, in the user pool’s own region', async () => {
    expect(await asked(create, [{ UserPoolClient: { ClientId: 'new' } }])).toStrictEqual({
      answer: 'new',
      requests: [CREATE],
      regions: ['ap-southeast-2'],
    });
    expect((await asked(create, [{}])).answer).toBe('');
  });

  it('is not made twice where the answer was lost', async () => {
    const listed = {
      UserPoolClients: [
        { ClientName: 'pool-client', ClientId: 'made' },
        { ClientName: 'pool-client', ClientId: 'older' },
      ],
    };
    const { answer, requests } = await asked(create, [sdkError('TimeoutError'), listed], twice);
    expect([answer, requests]).toStrictEqual(['made', [CREATE, LIST]]);
  });

  it('is made again where the first call made none', async () => {
    const { answer, requests } = await asked(create, [sdkError('TimeoutError'), {}, { UserPoolClient: { ClientId: 'new' } }], twice);
    expect([answer, requests]).toStrictEqual(['new', [CREATE, LIST, CREATE]]);
  });

  it('is refused with what was being done', async () => {
    await expect(asked(create, [sdkError('AccessDenied', 'no')])).rejects.toThrow(
      `Creating an app client in user pool ${USER_POOL} failed. AWS said AccessDenied: no. Grant cognito-idp:CreateUserPoolClient to`,
    );
  });

  it('with callbacks has the authorization-code flow with openid, and never the implicit flow', async () => {
    const { requests } = await asked((clients) => clients.create(USER_POOL, 'pool-client', WITH_PAGES), [{}]);
    expect(requests).toStrictEqual([
      {
        operation: 'CreateUserPoolClient',
        input: {
          ...CREATE.input,
          SupportedIdentityProviders: ['COGNITO', 'Google'],
          AllowedOAuthFlowsUserPoolClient: true,
          CallbackURLs: ['https://app.example.com/'],
          LogoutURLs: ['https://app.example.com/bye'],
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid'],
        },
      },
    ]);
  });

  it('is updated with all its other settings, and without what Cognito does not take back', async () => {
    const others = {
      ClientName: 'pool-client',
      RefreshTokenValidity: 7,
      ReadAttributes: ['email'],
      ExplicitAuthFlows: ['ALLOW_CUSTOM_AUTH'],
    };
    const described = {
      ...others,
      UserPoolId: USER_POOL,
      ClientId: 'c',
      ClientSecret: 'secret',
      CreationDate: new Date(0),
      LastModifiedDate: new Date(0),
      CallbackURLs: ['https://old.example.com/'],
      DefaultRedirectURI: 'https://old.example.com/',
    };
    const update = (clients: UserPoolClients): Promise<void> => clients.update(USER_POOL, 'c', WITH_PAGES);
    const { requests } = await asked(update, [{ UserPoolClient: described }, {}]);
    expect(requests).toStrictEqual([
      { operation: 'DescribeUserPoolClient', input: { UserPoolId: USER_POOL, ClientId: 'c' } },
      {
        operation: 'UpdateUserPoolClient',
        input: {
          ...others,
          UserPoolId: USER_POOL,
          ClientId: 'c',
          SupportedIdentityProviders: ['COGNITO', 'Google'],
          AllowedOAuthFlowsUserPoolClient: true,
          CallbackURLs: ['https://app.example.com/'],
          LogoutURLs: ['https://app.example.com/bye'],
          AllowedOAuthFlows: ['code'],
          AllowedOAuthScopes: ['openid'],
          DefaultRedirectURI: undefined,
        },
      },
    ]);
  });

  it.each<[string, (clients: UserPoolClients) => Promise<unknown>, readonly unknown[]]>([
    ['created', (clients) => clients.create(USER_POOL, 'pool-client', WITH_PAGES), []],
    ['updated', (clients) => clients.update(USER_POOL, 'c', WITH_PAGES), [{}]],
  ])('that is %s with an unknown provider fails with the names of those there are', async (_case, work, before) => {
    const refused = sdkError('InvalidParameterException', 'The provider Google does not exist for User Pool');
    const pages = [{ Providers: [{ ProviderName: 'Okta' }, {}], NextToken: 'more' }, { Providers: [{ ProviderName: 'Facebook' }] }];
    await expect(asked(work, [...before, refused, ...pages])).rejects.toThrow(
      ` The identity providers of user pool ${USER_POOL}: COGNITO, Okta, Facebook.`,
    );
  });

  it.each<[string, unknown, unknown]>([
    [
      'all settings',
      { UserPoolClient: { ClientName: 'n', SupportedIdentityProviders: ['COGNITO', 'Google'], CallbackURLs: ['a'], LogoutURLs: ['b'] } },
      { name: 'n', settings: { supportedIdentityProviders: ['COGNITO', 'Google'], callbackUrls: ['a'], logoutUrls: ['b'] } },
    ],
    ['no settings', { UserPoolClient: {} }, { name: '', settings: { supportedIdentityProviders: [], callbackUrls: [], logoutUrls: [] } }],
    ['what is not there', sdkError('ResourceNotFoundException'), undefined],
  ])('is described: %s', async (_case, answer, expected) => {
    expect((await asked((clients) => clients.describe(USER_POOL, 'c'), [answer])).answer).toStrictEqual(expected);
  });

  it('is deleted, also where it is gone already', async () => {
    const remove = (clients: UserPoolClients): Promise<void> => clients.delete(USER_POOL, 'c');
    const expected = {
      answer: undefined,
      requests: [{ operation: 'DeleteUserPoolClient', input: { UserPoolId: USER_POOL, ClientId: 'c' } }],
      regions: ['ap-southeast-2'],
    };
    expect(await asked(remove, [{}])).toStrictEqual(expected);
    expect(await asked(remove, [sdkError('ResourceNotFoundException')])).toStrictEqual(expected);
    await expect(asked(remove, [sdkError('AccessDenied', 'no')])).rejects.toThrow(
      `Deleting app client c of user pool ${USER_POOL} failed. AWS said AccessDenied: no. Grant cognito-idp:DeleteUserPoolClient to`,
    );
  });
});

describe('what only the command-line tool reads', () => {
  const reads = (...answers: readonly unknown[]) => {
    const { client, requests } = recordedClient(...answers);
    const regions: string[] = [];
    const userPools = (region: string): typeof client => {
      regions.push(region);
      return client;
    };
    return { reads: accountReads({ iam: client, cognitoIdentity: client, userPools }, once), requests, regions };
  };

  it('is the default version of a managed policy', async () => {
    const document = { Version: '2012-10-17' };
    const asking = reads(
      { Policy: { DefaultVersionId: 'v2' } },
      { PolicyVersion: { Document: encodeURIComponent(JSON.stringify(document)) } },
    );
    expect(await asking.reads.managedPolicy('arn:p')).toStrictEqual(document);
    expect(asking.requests).toStrictEqual([
      { operation: 'GetPolicy', input: { PolicyArn: 'arn:p' } },
      { operation: 'GetPolicyVersion', input: { PolicyArn: 'arn:p', VersionId: 'v2' } },
    ]);
  });

  it.each([
    [[sdkError('NoSuchEntityException')], 1],
    [[{ Policy: { DefaultVersionId: 'v2' } }, sdkError('NoSuchEntityException')], 2],
  ])('is undefined of a policy that is not there, or goes meanwhile: %#', async (answers, calls) => {
    const asking = reads(...answers);
    expect(await asking.reads.managedPolicy('arn:p')).toBeUndefined();
    expect(asking.requests).toHaveLength(calls);
  });

  it.each([
    [[sdkError('AccessDenied', 'no')], 'Reading policy arn:p failed. AWS said AccessDenied: no. Grant iam:GetPolicy to'],
    [
      [{ Policy: { DefaultVersionId: 'v2' } }, sdkError('AccessDenied', 'no')],
      'Reading version v2 of policy arn:p failed. AWS said AccessDenied: no. Grant iam:GetPolicyVersion to',
    ],
    [[{}, sdkError('AccessDenied', 'no')], 'Reading version undefined of policy arn:p failed.'],
  ])('is a failure where it is denied: %#', async (answers, said) => {
    await expect(reads(...answers).reads.managedPolicy('arn:p')).rejects.toThrow(said);
  });

  it.each<[unknown, unknown]>([
    [{ UserPoolClient: { WriteAttributes: ['email'] } }, { writeAttributes: ['email'], identityProviders: [] }],
    [{ UserPoolClient: { WriteAttributes: [], ReadAttributes: [] } }, { identityProviders: [] }],
    [{ UserPoolClient: { ReadAttributes: ['name'] } }, { readAttributes: ['name'], identityProviders: [] }],
    [{ UserPoolClient: { SupportedIdentityProviders: ['Google'] } }, { identityProviders: ['Google'] }],
    [{ UserPoolClient: {} }, { identityProviders: [] }],
    [{}, { identityProviders: [] }],
    [sdkError('ResourceNotFoundException'), undefined],
  ])('is what an app client may write: %#', async (answer, expected) => {
    const asking = reads(answer);
    expect(await asking.reads.appClient(USER_POOL, 'c')).toStrictEqual(expected);
    expect([asking.requests, asking.regions]).toStrictEqual([
      [{ operation: 'DescribeUserPoolClient', input: { UserPoolId: USER_POOL, ClientId: 'c' } }],
      ['ap-southeast-2'],
    ]);
  });

  it('is a failure where the app client may not be read', async () => {
    await expect(reads(sdkError('AccessDenied', 'no')).reads.appClient(USER_POOL, 'c')).rejects.toThrow(
      `Reading app client c of user pool ${USER_POOL} failed. AWS said AccessDenied: no. Grant cognito-idp:DescribeUserPoolClient to`,
    );
  });
});
