import { clientsFor } from '../local-aws/clients';
import { deployProvider } from '../local-aws/provider';
import { withLocalAws } from '../local-aws/server';
import { createStack, deleteStack } from '../local-aws/stacks';
import { median, round } from './figures';

export const SET_UP_NAMES = ['native', 'ours'] as const;
export type SetUpName = (typeof SET_UP_NAMES)[number];

export interface StackFigures {
  readonly resources: number;
  readonly templateLines: number;
  readonly createMs: number;
  readonly deleteMs: number;
}

export interface Stacks {
  readonly repetitions: number;
  readonly setUps: Readonly<Record<SetUpName, StackFigures>>;
}

const trustPolicyFor = (kind: string): object => ({
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Principal: { Federated: 'cognito-identity.amazonaws.com' },
      Action: 'sts:AssumeRoleWithWebIdentity',
      Condition: {
        StringEquals: { 'cognito-identity.amazonaws.com:aud': { Ref: 'Pool' } },
        'ForAnyValue:StringLike': { 'cognito-identity.amazonaws.com:amr': kind },
      },
    },
  ],
});

const roleFor = (kind: string): object => ({ Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: trustPolicyFor(kind) } });

const RESOURCES: Readonly<Record<SetUpName, Readonly<Record<string, object>>>> = {
  native: {
    Pool: { Type: 'AWS::Cognito::IdentityPool', Properties: { AllowUnauthenticatedIdentities: false } },
    Authenticated: roleFor('authenticated'),
    Unauthenticated: roleFor('unauthenticated'),
    Attachment: {
      Type: 'AWS::Cognito::IdentityPoolRoleAttachment',
      Properties: {
        IdentityPoolId: { Ref: 'Pool' },
        Roles: {
          authenticated: { 'Fn::GetAtt': ['Authenticated', 'Arn'] },
          unauthenticated: { 'Fn::GetAtt': ['Unauthenticated', 'Arn'] },
        },
      },
    },
  },
  ours: {
    Identities: {
      Type: 'Custom::IdentityPoolWithRoles',
      Properties: { ServiceToken: { 'Fn::ImportValue': 'IdentityPoolWithRoles-ServiceToken' } },
    },
  },
};

const POLL_INTERVAL = 10;

export const measureStacks = async (repetitions: number): Promise<Stacks> => {
  const times: Record<SetUpName, { create: number; delete: number }[]> = { native: [], ours: [] };
  await withLocalAws(async (aws) => {
    const { cloudFormation } = clientsFor(aws);
    await deployProvider(aws);
    // The first of each is for warming up: the server loads its services, the function starts.
    for (let count = 0; count <= repetitions; count += 1) {
      for (const name of SET_UP_NAMES) {
        const stack = `bench-${name}-${count}`;
        const template = JSON.stringify({ Resources: RESOURCES[name] });
        const start = performance.now();
        await createStack(cloudFormation, { name: stack, template, pollInterval: POLL_INTERVAL });
        const made = performance.now();
        await deleteStack(cloudFormation, stack, POLL_INTERVAL);
        if (count > 0) times[name].push({ create: made - start, delete: performance.now() - made });
      }
    }
  });
  const figuresOf = (name: SetUpName): StackFigures => ({
    resources: Object.keys(RESOURCES[name]).length,
    templateLines: JSON.stringify(RESOURCES[name], undefined, 2).split('\n').length,
    createMs: round(median(times[name].map((time) => time.create))),
    deleteMs: round(median(times[name].map((time) => time.delete))),
  });
  return { repetitions, setUps: { native: figuresOf('native'), ours: figuresOf('ours') } };
};
