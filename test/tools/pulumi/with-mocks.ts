/** Runs a program of examples/pulumi with Pulumi's mocks in place of its engine, and prints what it registers and exports. Arguments: the program, its configuration. */
import { createRequire } from 'node:module';
import { resolve } from 'node:path';

interface Registered {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
}

interface Pulumi {
  readonly output: (value: object) => { readonly apply: (use: (value: unknown) => unknown) => void };
  readonly runtime: {
    readonly setAllConfig: (config: Readonly<Record<string, string>>) => void;
    readonly setMocks: (
      mocks: {
        readonly newResource: (resource: Registered) => { readonly id: string; readonly state: object };
        readonly call: (call: { readonly inputs: object }) => object;
      },
      project: string,
    ) => Promise<void>;
  };
}

const [program = '', config = '{}'] = process.argv.slice(2);
const requireThere = createRequire(resolve('examples/pulumi/package.json'));
const pulumi = requireThere('@pulumi/pulumi') as Pulumi;

/** What AWS would answer. */
const ANSWERS: Readonly<Record<string, object>> = {
  'aws:cloudformation/stack:Stack': { outputs: { IdentityPoolId: 'the pool', AuthenticatedRoleName: 'the role' } },
  'aws:cloudcontrol/resource:Resource': { properties: '{"AuthenticatedRoleArn":"the role"}' },
};

const registered: Registered[] = [];

async function runProgram(): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: ({ type, name, inputs }) => {
        registered.push({ type, name, inputs });
        return { id: 'the pool', state: { ...inputs, ...ANSWERS[type] } };
      },
      call: ({ inputs }) => inputs,
    },
    'photos-identities',
  );
  pulumi.runtime.setAllConfig(JSON.parse(config) as Readonly<Record<string, string>>);
  const exported = requireThere(`./${program}`) as object;
  let outputs: unknown;
  pulumi.output({ ...exported }).apply((values) => (outputs = values));
  // Resources that wait for another one are registered after the outputs are there.
  process.on('beforeExit', () => console.log(JSON.stringify({ registered, outputs })));
}

void runProgram();
