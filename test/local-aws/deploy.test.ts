/** `npm run local-aws` where no emulator is needed: its usage, a template's parameters, and what is said of a failure. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, type Finished } from '../../scripts/local-aws/command';
import { mayHaveLeftSomething, readTemplate } from '../../scripts/local-aws/deploy';
import { parameterProblems, parametersFrom } from '../../scripts/local-aws/parameters';
import { ReadableError } from '../../scripts/local-aws/readable-error';
import { StackFailure } from '../../scripts/local-aws/stacks';

describe('the command', () => {
  const localAws = (...args: string[]): Promise<Finished> => run('npx', ['tsx', 'scripts/local-aws.ts', ...args]);

  it('shows its commands and the options of deploy for --help', async () => {
    const { code, stdout } = await localAws('--help');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^Usage: npm run local-aws -- /);
    for (const command of ['start', 'deploy', 'delete', 'status', 'stop']) expect(stdout).toMatch(new RegExp(`^ {2}${command}\\b`, 'm'));
    expect(stdout).toContain('--stack photos --parameter Stage=test --parameter Owner=me');
    const ofDeploy = await localAws('deploy', '--help');
    expect(ofDeploy.stdout).toMatch(/^ {2}--stack <NAME> [^]*^ {2}--parameter <NAME=VALUE> /m);
  });

  it.each([
    ['an unknown option', ['--hlep'], "error: unknown option '--hlep'"],
    ['an unknown option of deploy', ['deploy', 'x.yml', '--stak', 'y'], "error: unknown option '--stak'"],
    ['an unknown command', ['stauts'], "error: unknown command 'stauts'"],
    ['no template', ['deploy'], "error: missing required argument 'FILE'"],
    ['no stack', ['delete'], "error: missing required argument 'STACK'"],
    ['an argument too many', ['stop', 'now'], "error: too many arguments for 'stop'. Expected 0 arguments but got 1."],
  ])('shows its usage after %s', async (_, args, message) => {
    const { code, stdout, stderr } = await localAws(...args);
    expect([code, stdout, stderr.split('\n')[0]]).toEqual([1, '', message]);
    expect(stderr).toContain('\nUsage: npm run local-aws -- ');
  });
});

it('another script lists its options for --help and after an unknown one', async () => {
  expect(await run('npx', ['tsx', 'scripts/demo.ts', '--help'])).toEqual({ code: 0, stdout: 'Options: --keep.\n', stderr: '' });
  const wrong = await run('npx', ['tsx', 'scripts/demo.ts', '--halp']);
  expect([wrong.code, wrong.stderr]).toEqual([1, "\nFailed: Unknown option '--halp'. Options: --keep.\n"]);
});

describe('the parameters of a template', () => {
  const template = { Parameters: { Stage: { Type: 'String' }, Owner: { Type: 'String' }, Size: { Type: 'Number', Default: 0 } } };
  const MISSING = '2 parameters have no default and no value. Fix: Give --parameter Stage=VALUE --parameter Owner=VALUE';

  it.each<[string, unknown, readonly string[], readonly string[]]>([
    ['are complete with those that have no default', template, ['Stage=a', 'Owner=b'], []],
    ['may have an empty value, and one with an equals sign', template, ['Stage=', 'Owner=a=b'], []],
    ['are all asked for at once', template, [], [MISSING]],
    [
      'are asked for beside one that the template does not have',
      template,
      ['Stage=a', 'Own=b'],
      [
        'A parameter has no default and no value. Fix: Give --parameter Owner=VALUE',
        'The template has no parameter "Own". It has Stage, Owner, Size.',
      ],
    ],
    ['are none in a template without any', { Resources: {} }, ['A=b'], ['The template has no parameter "A". It has none at all.']],
    ['are left to CloudFormation where they are no map', { Parameters: ['Stage'] }, [], []],
    ['are left to CloudFormation where the template is no map', 'text', [], []],
  ])('%s', (_, parsed, given, problems) => {
    expect(parameterProblems(parsed, parametersFrom(given))).toEqual(problems);
  });

  it.each(['Stage', '=a', ''])('are each a name and a value, not %j', (pair) => {
    expect(() => parametersFrom([pair])).toThrow(new ReadableError(`"${pair}" is not a parameter. Fix: Give --parameter NAME=VALUE.`));
  });

  describe('in a file', () => {
    const folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
    const file = (name: string, text: string): string => {
      writeFileSync(join(folder, name), text);
      return join(folder, name);
    };
    afterAll(() => rmSync(folder, { recursive: true }));

    it('are read from YAML with short tags, and from JSON', () => {
      const yaml = 'Parameters: {Stage: {Type: String}}\nOutputs: {Stage: {Value: !Ref Stage}}\n';
      expect(readTemplate(file('a.yml', yaml), { Stage: 'a' })).toBe(yaml);
      expect(() => readTemplate(file('b.json', JSON.stringify(template)), {})).toThrow(new ReadableError(MISSING));
    });

    it.each([
      ['that is not there', () => join(folder, 'gone.yml'), /gone\.yml is not there\.$/],
      ['that is a folder', () => folder, / cannot be read: EISDIR/],
      ['that is not YAML', () => file('broken.yml', 'a: [b'), /broken\.yml is neither YAML nor JSON: line \d+: /],
    ])('%s, are one line', (_, pathOf, message) => {
      const read = (): string => readTemplate(pathOf(), {});
      expect(read).toThrow(ReadableError);
      expect(read).toThrow(message);
    });
  });
});

describe('what a failed create may have left', () => {
  it.each([
    ['nothing after one wrong property', 'Custom::IdentityPoolWithRoles', 'InvalidRequest: Invalid property. Tags: is wrong.', false],
    ['nothing after several', 'Custom::IdentityPoolWithRoles', 'InvalidRequest: 2 invalid properties. (1) a (2) b', false],
    ['nothing after a failure of another type', 'AWS::IAM::Role', 'already exists', false],
    ['something after a call that AWS refused', 'Custom::IdentityPoolWithRoles', 'AccessDenied: Creating role x failed.', true],
    [
      'something after a value that AWS refused',
      'Custom::IdentityPoolWithRoles',
      'InvalidRequest: Attaching policy y to role x failed.',
      true,
    ],
    ['something after a custom resource of the plain type', 'AWS::CloudFormation::CustomResource', 'NotStabilized: x', true],
  ])('is %s', (_, ResourceType, ResourceStatusReason, expected) => {
    const event = { LogicalResourceId: 'Identities', ResourceType, ResourceStatus: 'CREATE_FAILED' as const, ResourceStatusReason };
    const failure = new StackFailure('Stack s is DELETE_COMPLETE, not CREATE_COMPLETE:', [event]);
    expect(failure.message).toBe(`Stack s is DELETE_COMPLETE, not CREATE_COMPLETE:\n  Identities: CREATE_FAILED ${ResourceStatusReason}`);
    expect(mayHaveLeftSomething(failure)).toBe(expected);
  });
});
