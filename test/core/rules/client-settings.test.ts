import { DEFAULT_CLIENT_SETTINGS, sameClientSettings } from '../../../src/core/rules/client-settings';
import type { ClientSettings } from '../../../src/core/state';

const SETTINGS: ClientSettings = {
  supportedIdentityProviders: ['COGNITO', 'Google'],
  callbackUrls: ['https://a.example', 'https://b.example'],
  logoutUrls: ['https://c.example', 'https://d.example'],
};

it.each<[string, ClientSettings, boolean]>([
  ['the same as themselves', SETTINGS, true],
  [
    'the same in another order of each list',
    {
      supportedIdentityProviders: ['Google', 'COGNITO'],
      callbackUrls: ['https://b.example', 'https://a.example'],
      logoutUrls: ['https://d.example', 'https://c.example'],
    },
    true,
  ],
  ['others without a provider', { ...SETTINGS, supportedIdentityProviders: ['COGNITO'] }, false],
  ['others with a list in another place', { ...SETTINGS, callbackUrls: SETTINGS.logoutUrls, logoutUrls: SETTINGS.callbackUrls }, false],
  ['others than the defaults', DEFAULT_CLIENT_SETTINGS, false],
])('the settings of an app client are %s', (_case, other, expected) => {
  expect([sameClientSettings(SETTINGS, other), sameClientSettings(other, SETTINGS)]).toStrictEqual([expected, expected]);
});
