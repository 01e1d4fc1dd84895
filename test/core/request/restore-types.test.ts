import { restoreTypes } from '../../../src/core/request/restore-types';

describe('values get back the types that CloudFormation took', () => {
  it('restores booleans and numbers at every depth, in any case, and leaves text unchanged', () => {
    expect(
      restoreTypes({
        AllowUnauthenticatedIdentities: 'false',
        AllowClassicFlow: 'TRUE',
        IdentityPoolName: 'true',
        AuthenticationProviders: {
          UserPools: [{ UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: '0123456789', ServerSideTokenCheck: 'true' }],
          Facebook: { AppId: '00123' },
        },
        AuthenticatedRole: { MaxSessionDuration: '3600' },
        UnauthenticatedRole: { Create: 'False' },
        Tags: [
          { Key: 'a', Value: 'true' },
          { Key: 'b', Value: '00123' },
        ],
      }),
    ).toEqual({
      AllowUnauthenticatedIdentities: false,
      AllowClassicFlow: true,
      IdentityPoolName: 'true',
      AuthenticationProviders: {
        UserPools: [{ UserPoolId: 'us-east-1_EXAMPLE01', UserPoolClientId: '0123456789', ServerSideTokenCheck: true }],
        Facebook: { AppId: '00123' },
      },
      AuthenticatedRole: { MaxSessionDuration: 3600 },
      UnauthenticatedRole: { Create: false },
      Tags: [
        { Key: 'a', Value: 'true' },
        { Key: 'b', Value: '00123' },
      ],
    });
  });

  it.each([['yes'], ['1'], [''], [' true'], ['true '], [' false'], ['false '], ['untrue']])(
    'leaves %j, which is no boolean, for validation to refuse',
    (text) => {
      expect(restoreTypes({ AllowClassicFlow: text })).toEqual({ AllowClassicFlow: text });
    },
  );

  it.each([['3600s'], ['x3600'], ['36.5'], ['1234567890123456'], ['']])(
    'leaves %j, which is no integer, for validation to refuse',
    (text) => {
      expect(restoreTypes({ AuthenticatedRole: { MaxSessionDuration: text } })).toEqual({
        AuthenticatedRole: { MaxSessionDuration: text },
      });
    },
  );

  it.each([
    ['-1', -1],
    ['123456789012345', 123456789012345],
  ])('takes %j for an integer', (text, integer) => {
    expect(restoreTypes({ AuthenticatedRole: { MaxSessionDuration: text } })).toEqual({
      AuthenticatedRole: { MaxSessionDuration: integer },
    });
  });

  it.each([
    [undefined],
    [null],
    ['text'],
    [7],
    [[{ Key: 'a' }, null]],
    [{ Unknown: ['true', null], AllowClassicFlow: ['true'], Tags: 'text', AuthenticatedRole: 5 }],
  ])('leaves what does not fit as it is, %j', (value) => {
    expect(restoreTypes(value)).toEqual(value);
  });

  it('drops what is undefined as it drops what is null', () => {
    expect(Object.keys(restoreTypes({ IdentityPoolName: undefined, Tags: undefined }) as object)).toEqual([]);
    expect(restoreTypes({ Tags: [undefined, { Key: 'a', Value: 'b' }, null] })).toEqual({ Tags: [{ Key: 'a', Value: 'b' }] });
  });

  it('leaves the inside of a policy as it came', () => {
    const Policies = [{ PolicyName: 'p', PolicyDocument: { Statement: { Effect: 'Allow', Condition: { Bool: { a: 'true' } } } } }];
    expect(restoreTypes({ AuthenticatedRole: { Policies } })).toEqual({ AuthenticatedRole: { Policies } });
  });

  it('drops nulls and keeps a key such as __proto__ as a key', () => {
    const restored = restoreTypes(JSON.parse('{"Tags":[null,{"Key":"a","Value":"b"}],"IdentityPoolName":null,"__proto__":{"x":"y"}}'));
    expect(Object.keys(restored as object)).toEqual(['Tags', '__proto__']);
    expect(JSON.stringify(restored)).toBe('{"Tags":[{"Key":"a","Value":"b"}],"__proto__":{"x":"y"}}');
  });
});
