import schema from '../../schema.json';
import { DOORS, RegistryStack, type Stack } from './cloudformation';
import { comparable } from './comparable';
import { accountWithUserPools, asRead, PROPERTY_STORIES, withoutSecret } from './templates';

const isAttribute = (name: string): boolean => schema.readOnlyProperties.includes(`/properties/${name}`);
const pick = (model: Readonly<Record<string, unknown>>, keep: (name: string) => boolean): object =>
  Object.fromEntries(Object.entries(model).filter(([name]) => keep(name)));

/** What AWS has when a template was never anything else; most stories begin with the same. */
const seen = new Map<string, Promise<object>>();
const createdAs = (open: (typeof DOORS)[number][1], template: object): Promise<object> => {
  const key = JSON.stringify([open.toString(), template]);
  const account = seen.get(key) ?? create(open, template);
  seen.set(key, account);
  return account;
};

const create = async (open: (typeof DOORS)[number][1], template: object): Promise<object> => {
  const stack = open(accountWithUserPools());
  expect(await stack.create(template)).toMatchObject({ ok: true });
  return comparable(stack.aws);
};

const expectNoWrite = async (stack: Stack, template: object): Promise<void> => {
  stack.aws.resetCalls();
  expect(await stack.update(template)).toMatchObject({ ok: true });
  expect(stack.aws.writes).toEqual([]);
};

describe.each(DOORS)('a property, through %s', (_door, open) => {
  it.each(PROPERTY_STORIES)(
    'setting, changing and removing a property ends where a create would have: %s',
    async (_name, without, first, second) => {
      const [bare, one, other] = [await createdAs(open, without), await createdAs(open, first), await createdAs(open, second)];
      const stack = open(accountWithUserPools());
      await stack.create(without);
      const { id } = stack;
      for (const [template, expected] of [
        [first, one],
        [second, other],
        [first, one],
        [without, bare],
        [second, other],
        [without, bare],
      ] as const) {
        expect(await stack.update(template)).toMatchObject({ ok: true, id });
        expect(comparable(stack.aws)).toEqual(expected);
      }
      for (const template of [first, second]) {
        await stack.update(template);
        await expectNoWrite(stack, template);
      }
    },
  );

  it.each(PROPERTY_STORIES)(
    'an answer gives back the property and attributes, and READ adds only defaults: %s',
    async (_name, _without, ...templates) => {
      for (const template of templates) {
        const stack = open(accountWithUserPools());
        const created = await stack.create(template);
        const read = await stack.read();
        const attributes = pick(read.model, isAttribute);
        expect(read.model).toEqual({ ...asRead(template), ...attributes });
        expect(created.model).toEqual({ ...(stack instanceof RegistryStack ? withoutSecret(template) : {}), ...attributes });
        const changed = { ...template, AllowUnauthenticatedIdentities: true };
        const updated = await stack.update(changed);
        expect(updated.model).toEqual({ ...(stack instanceof RegistryStack ? withoutSecret(changed) : {}), ...attributes });
      }
    },
  );
});
