/** Paging, URL-encoded documents and the SDK's shapes end here. */
import {
  AttachRolePolicyCommand,
  CreateRoleCommand,
  DeleteRoleCommand,
  DeleteRolePermissionsBoundaryCommand,
  DeleteRolePolicyCommand,
  DetachRolePolicyCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  ListAttachedRolePoliciesCommand,
  ListInstanceProfilesForRoleCommand,
  ListRolePoliciesCommand,
  ListRolesCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
  UpdateRoleCommand,
  type Role as SdkRole,
} from '@aws-sdk/client-iam';
import { defined } from '../core/defined';
import { Failure } from '../core/failure';
import type { Roles } from '../core/ports';
import { parsePolicyDocument } from '../core/rules/policy-document';
import { DEFAULT_MAX_SESSION_DURATION, type PolicyDocument, type Role, type Tags } from '../core/state';
import { orUndefinedIfAbsent, type MakeCall } from './calls';
import type { AwsClients } from './clients';
import type { CallContext } from './failures';

export function roles(client: AwsClients['iam'], call: MakeCall): Roles {
  const reads = reading(client, call);
  return {
    ...reads,
    create: async (role) => {
      const created = await call(context(`Creating role ${role.name}`, 'CreateRole'), () =>
        client.send(
          new CreateRoleCommand({
            RoleName: role.name,
            Path: role.path,
            AssumeRolePolicyDocument: JSON.stringify(role.trustPolicy),
            Description: role.description,
            MaxSessionDuration: role.maxSessionDuration,
            ...defined({ PermissionsBoundary: role.permissionsBoundary }),
            Tags: toTagList(role.tags),
          }),
        ),
      );
      return { arn: created.Role?.Arn ?? '', id: created.Role?.RoleId ?? '' };
    },
    ...changing(client, callsOnRoles(call, reads)),
  };
}

type Reads = Pick<Roles, 'find' | 'managedPolicyArns' | 'inlinePolicyNames' | 'inlinePolicy' | 'under'>;

const reading = (client: AwsClients['iam'], call: MakeCall): Reads => ({
  find: async (name) => {
    const found = await orUndefinedIfAbsent(
      call(context(`Reading role ${name}`, 'GetRole'), () => client.send(new GetRoleCommand({ RoleName: name }))),
    );
    return found?.Role && fromSdk(found.Role);
  },

  managedPolicyArns: (name) =>
    orUndefinedIfAbsent(
      everyPage(async (Marker) => {
        const page = await call(context(`Listing the policies attached to role ${name}`, 'ListAttachedRolePolicies'), () =>
          client.send(new ListAttachedRolePoliciesCommand({ RoleName: name, ...defined({ Marker }) })),
        );
        return { ...page, items: (page.AttachedPolicies ?? []).map(({ PolicyArn = '' }) => PolicyArn) };
      }),
    ),

  inlinePolicyNames: (name) =>
    orUndefinedIfAbsent(
      everyPage(async (Marker) => {
        const page = await call(context(`Listing the policies of role ${name}`, 'ListRolePolicies'), () =>
          client.send(new ListRolePoliciesCommand({ RoleName: name, ...defined({ Marker }) })),
        );
        return { ...page, items: page.PolicyNames ?? [] };
      }),
    ),

  inlinePolicy: async (name, policyName) => {
    const found = await orUndefinedIfAbsent(
      call(context(`Reading policy ${policyName} of role ${name}`, 'GetRolePolicy'), () =>
        client.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
      ),
    );
    return found && decodeDocument(found.PolicyDocument);
  },

  under: (pathPrefix) =>
    everyPage(async (Marker) => {
      const page = await call(context(`Listing the roles under ${pathPrefix}`, 'ListRoles'), () =>
        client.send(new ListRolesCommand({ PathPrefix: pathPrefix, MaxItems: LARGEST_PAGE, ...defined({ Marker }) })),
      );
      return { ...page, items: (page.Roles ?? []).map(({ RoleName: name = '', Path: path = '' }) => ({ name, path })) };
    }),
});

type Change = <Answer>(name: string, context: CallContext, send: () => Promise<Answer>) => Promise<Answer>;

/**
 * IAM takes a name that no role has for a role in the path `/` (keikoproj/iam-manager#31), which the shipped policies do not let anybody change.
 * So a denial may say no more than that the role is absent, as after a deletion whose answer was lost.
 */
function callsOnRoles(call: MakeCall, { find }: Reads): Change {
  return async (name, context, send) => {
    try {
      return await call(context, send);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'AccessDenied') throw error;
      const role = await find(name).catch(() => 'unknown' as const);
      if (role !== undefined) throw error;
      throw new Failure('NotFound', `${context.doing} failed, because there is no role of that name.`, { cause: error, reason: 'absent' });
    }
  };
}

const changing = (client: AwsClients['iam'], change: Change): Omit<Roles, keyof Reads | 'create'> => ({
  setTrustPolicy: async (name, document) => {
    await change(name, context(`Setting the trust policy of role ${name}`, 'UpdateAssumeRolePolicy'), () =>
      client.send(new UpdateAssumeRolePolicyCommand({ RoleName: name, PolicyDocument: JSON.stringify(document) })),
    );
  },

  setDescriptionAndDuration: async (name, description, maxSessionDuration) => {
    await change(name, context(`Updating role ${name}`, 'UpdateRole'), () =>
      client.send(new UpdateRoleCommand({ RoleName: name, Description: description, MaxSessionDuration: maxSessionDuration })),
    );
  },

  setPermissionsBoundary: async (name, policyArn) => {
    await change(name, context(`Setting the permissions boundary of role ${name} to ${policyArn}`, 'PutRolePermissionsBoundary'), () =>
      client.send(new PutRolePermissionsBoundaryCommand({ RoleName: name, PermissionsBoundary: policyArn })),
    );
  },

  removePermissionsBoundary: async (name) => {
    await orUndefinedIfAbsent(
      change(name, context(`Removing the permissions boundary of role ${name}`, 'DeleteRolePermissionsBoundary'), () =>
        client.send(new DeleteRolePermissionsBoundaryCommand({ RoleName: name })),
      ),
    );
  },

  attachPolicy: async (name, policyArn) => {
    await change(name, context(`Attaching ${policyArn} to role ${name}`, 'AttachRolePolicy'), () =>
      client.send(new AttachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn })),
    );
  },

  detachPolicy: async (name, policyArn) => {
    await orUndefinedIfAbsent(
      change(name, context(`Detaching ${policyArn} from role ${name}`, 'DetachRolePolicy'), () =>
        client.send(new DetachRolePolicyCommand({ RoleName: name, PolicyArn: policyArn })),
      ),
    );
  },

  putInlinePolicy: async (name, { name: policyName, document }) => {
    await change(name, context(`Writing policy ${policyName} of role ${name}`, 'PutRolePolicy'), () =>
      client.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policyName, PolicyDocument: JSON.stringify(document) })),
    );
  },

  deleteInlinePolicy: async (name, policyName) => {
    await orUndefinedIfAbsent(
      change(name, context(`Deleting policy ${policyName} of role ${name}`, 'DeleteRolePolicy'), () =>
        client.send(new DeleteRolePolicyCommand({ RoleName: name, PolicyName: policyName })),
      ),
    );
  },

  tag: async (name, tags) => {
    await change(name, context(`Tagging role ${name}`, 'TagRole'), () =>
      client.send(new TagRoleCommand({ RoleName: name, Tags: toTagList(tags) })),
    );
  },

  untag: async (name, keys) => {
    await change(name, context(`Removing tags from role ${name}`, 'UntagRole'), () =>
      client.send(new UntagRoleCommand({ RoleName: name, TagKeys: [...keys] })),
    );
  },

  leaveInstanceProfiles: async (name) => {
    const profiles = await orUndefinedIfAbsent(
      everyPage(async (Marker) => {
        const page = await change(name, context(`Listing the instance profiles of role ${name}`, 'ListInstanceProfilesForRole'), () =>
          client.send(new ListInstanceProfilesForRoleCommand({ RoleName: name, ...defined({ Marker }) })),
        );
        return { ...page, items: (page.InstanceProfiles ?? []).map(({ InstanceProfileName = '' }) => InstanceProfileName) };
      }),
    );
    const leave = (profile: string) =>
      change(name, context(`Taking role ${name} out of instance profile ${profile}`, 'RemoveRoleFromInstanceProfile'), () =>
        client.send(new RemoveRoleFromInstanceProfileCommand({ RoleName: name, InstanceProfileName: profile })),
      );
    await Promise.all((profiles ?? []).map((profile) => orUndefinedIfAbsent(leave(profile))));
  },

  delete: async (name) => {
    await orUndefinedIfAbsent(
      change(name, context(`Deleting role ${name}`, 'DeleteRole'), () => client.send(new DeleteRoleCommand({ RoleName: name }))),
    );
  },
});

const LARGEST_PAGE = 1000;

const context = (doing: string, operation: string): CallContext => ({ doing, permission: `iam:${operation}` });

/** Pages have to be read one after another: each names the next. */
const everyPage = async <Item>(
  readPage: (marker: string | undefined) => Promise<{ items: Item[]; IsTruncated?: boolean | undefined; Marker?: string | undefined }>,
): Promise<Item[]> => {
  const items: Item[] = [];
  let marker: string | undefined;
  do {
    const page = await readPage(marker);
    items.push(...page.items);
    marker = page.IsTruncated === true ? page.Marker : undefined;
  } while (marker !== undefined);
  return items;
};

/** IAM answers documents URL-encoded (RFC 3986), and the SDK leaves them so. */
const decodeText = (text = ''): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    // Not encoded after all, with a lone % in it.
    return text;
  }
};

export const decodeDocument = (text: string | undefined): PolicyDocument => parsePolicyDocument(decodeText(text)) ?? {};

const fromSdk = (role: SdkRole): Role =>
  defined({
    name: role.RoleName ?? '',
    arn: role.Arn ?? '',
    id: role.RoleId ?? '',
    path: role.Path ?? '/',
    trustPolicy: decodeDocument(role.AssumeRolePolicyDocument),
    description: role.Description ?? '',
    maxSessionDuration: role.MaxSessionDuration ?? DEFAULT_MAX_SESSION_DURATION,
    permissionsBoundary: role.PermissionsBoundary?.PermissionsBoundaryArn,
    tags: Object.fromEntries((role.Tags ?? []).map(({ Key = '', Value = '' }) => [Key, Value])),
    createdAt: role.CreateDate?.getTime() ?? 0,
  });

const toTagList = (tags: Tags): { Key: string; Value: string }[] => Object.entries(tags).map(([Key, Value]) => ({ Key, Value }));
