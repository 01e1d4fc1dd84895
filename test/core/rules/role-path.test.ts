import { areOfOnePool, basePathOf, poolPath } from '../../../src/core/rules/role-path';
import { OTHER_PATH, POOL_ID } from '../fixtures';

const GUID = '0f1e2d3c-0000-4000-8000-0123456789ab';

it.each([
  ['/', `/${GUID}/`],
  ['/identity-pools/', `/identity-pools/${GUID}/`],
  ['/identity-pools/app/', `/identity-pools/app/${GUID}/`],
])('the roles of a pool under %s are in a path of the pool’s own, %s', (basePath, path) => {
  expect([poolPath(basePath, POOL_ID), basePathOf(path, POOL_ID)]).toStrictEqual([path, basePath]);
});

it.each([
  ['/'],
  ['/identity-pools/'],
  [OTHER_PATH],
  [`/identity-pools/${GUID}/below/`],
  [`/identity-pools/x${GUID}/`],
  [`/identity-pools/${GUID.slice(1)}/`],
])('a role in %s is not the pool’s', (path) => {
  expect(basePathOf(path, POOL_ID)).toBeUndefined();
});

it.each([
  [`/a/${GUID}/`, `/b/c/${GUID}/`, true],
  [`/${GUID}/`, `/a/${GUID}/`, true],
  [`/a/${GUID}/`, OTHER_PATH, false],
  [`/a/${GUID}/`, `/a/1${GUID.slice(1)}/`, false],
  ['/a/', `/a/${GUID}/`, false],
])('roles in %s and %s are of one pool: %s', (one, other, expected) => {
  expect([areOfOnePool(one, other), areOfOnePool(other, one)]).toStrictEqual([expected, expected]);
});
