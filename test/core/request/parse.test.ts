import { Failure } from '../../../src/core/failure';
import type { Request } from '../../../src/core/operation';
import { parse, parseUsable } from '../../../src/core/request/parse';
import { operation, POOL_ID, thrownBy } from '../fixtures';

function request(more: Partial<Request>): Request {
  return { ...operation(), ...more };
}

const GOOD = { IdentityPoolName: 'mine', AllowClassicFlow: true };
const BAD = { IdentityPoolName: '(', AllowClassicFlow: true };

describe('a request', () => {
  it('is an operation if nothing is wrong with its properties', () => {
    expect(parse(request({ desired: GOOD, poolId: POOL_ID }))).toStrictEqual(operation({ desired: GOOD, poolId: POOL_ID }));
  });

  it('is refused with every problem of its properties', () => {
    const refused = { desired: { ...BAD, Tags: [{ Key: 'identity-pool-with-roles:x', Value: '' }] } };
    const error = thrownBy(() => parse(request(refused)));
    expect(error).toBeInstanceOf(Failure);
    expect(error).toHaveProperty('code', 'InvalidRequest');
    expect(String(error)).toMatch(/2 invalid properties\. \(1\) IdentityPoolName: .* \(2\) Tags/);
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'x'],
    ['a list', []],
  ])('is refused if its properties are %s', (_case, desired) => {
    expect(thrownBy(() => parse(request({ desired })))).toMatchObject({ name: 'Failure', code: 'InvalidRequest' });
  });

  it('has no previous properties if CloudFormation sent none', () => {
    expect(parse(request({ desired: GOOD }))).not.toHaveProperty('previous');
    expect(parse(request({ desired: GOOD, previous: undefined }))).not.toHaveProperty('previous');
  });

  it('takes its own properties for the previous ones if those were refused, because it is deployed still', () => {
    const refusedForARole = {
      IdentityPoolName: 'other',
      AuthenticationProviders: { Google: { ClientId: 'g' } },
      MappedRoles: [{ Name: 'A' }, { Name: 'A' }],
    };
    for (const previous of [BAD, 'x', [], refusedForARole])
      expect(parse(request({ desired: GOOD, previous })).previous).toStrictEqual(GOOD);
  });

  it('keeps the previous properties if they can have been deployed, without the secret that CloudFormation does not keep', () => {
    const previous = { IdentityPoolName: 'other', AuthenticationProviders: { Twitter: { ConsumerKey: 'k' } } };
    expect(parse(request({ desired: GOOD, previous })).previous).toStrictEqual(previous);
  });
});

describe('a request to delete', () => {
  it('is an operation with what can be used of a template that was refused', () => {
    expect(parseUsable(request({ desired: BAD, previous: BAD }))).toStrictEqual(
      operation({ desired: { AllowClassicFlow: true }, previous: { AllowClassicFlow: true } }),
    );
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['text', 'x'],
    ['a list', [1]],
  ])('is an operation without properties if they are %s', (_case, desired) => {
    expect(parseUsable(request({ desired }))).toStrictEqual(operation());
  });
});
