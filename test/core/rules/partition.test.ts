import { dnsSuffixOf, partitionOf, trustAnchorOf } from '../../../src/core/rules/partition';
import { NO_SETTINGS, type Settings } from '../../../src/core/settings';

it.each([
  ['eu-west-1', 'aws', 'amazonaws.com'],
  ['us-gov-west-1', 'aws-us-gov', 'amazonaws.com'],
  ['cn-north-1', 'aws-cn', 'amazonaws.com.cn'],
  ['eusc-de-east-1', 'aws-eusc', 'amazonaws.eu'],
])('%s is in %s, under %s', (region, partition, suffix) => {
  expect([partitionOf(region), dnsSuffixOf(region)]).toEqual([partition, suffix]);
});

const both = (name: string): object => ({ principal: name, conditionPrefix: name });

describe('the name under which roles trust Cognito', () => {
  it.each<[string, Partial<Settings>, object | undefined]>([
    ['eu-west-1', {}, both('cognito-identity.amazonaws.com')],
    ['us-gov-west-1', {}, both('cognito-identity-us-gov.amazonaws.com')],
    ['us-gov-east-1', {}, both('cognito-identity.us-gov-east-1.amazonaws.com')],
    ['cn-north-1', {}, undefined],
    [
      'cn-north-1',
      { trustConditionPrefix: 'cognito-identity.example' },
      { principal: 'cognito-identity.cn-north-1.amazonaws.com.cn', conditionPrefix: 'cognito-identity.example' },
    ],
    ['cn-north-1', { trustPrincipal: 'cognito.example' }, both('cognito.example')],
    ['eusc-de-east-1', {}, undefined],
    ['eusc-de-east-1', { trustConditionPrefix: 'cognito-identity.example' }, undefined],
    ['eusc-de-east-1', { trustPrincipal: 'cognito.example' }, both('cognito.example')],
    [
      'eu-west-1',
      { trustPrincipal: 'cognito.example', trustConditionPrefix: 'keys.example' },
      { principal: 'cognito.example', conditionPrefix: 'keys.example' },
    ],
  ])('in %s with the settings %j', (region, settings, expected) => {
    expect(trustAnchorOf(region, { ...NO_SETTINGS, ...settings })).toEqual(expected);
  });
});
