/** Shared by the operations on user pools: finding one and its app clients, and the shapes that all of them check. */
import { needed, text } from '../constraints';
import { Refusal } from '../operation';
import type { FakeUserPool, FakeUserPoolClient, World } from '../world';

export const userPoolIdShape = needed(text({ max: 55, pattern: String.raw`[\w-]+_[0-9a-zA-Z]+` }));
export const clientIdShape = needed(text({ max: 128, pattern: String.raw`[\w+]+` }));

export const invalid = (message: string): Refusal => new Refusal('InvalidParameterException', message);

export const userPoolOf = (world: World, id: string): FakeUserPool => {
  const pool = world.userPools.get(id);
  if (pool === undefined) throw new Refusal('ResourceNotFoundException', `User pool ${id} does not exist.`);
  return pool;
};

export const clientOf = (world: World, userPoolId: string, id: string): FakeUserPoolClient => {
  const client = userPoolOf(world, userPoolId).clients.get(id);
  if (client === undefined) throw new Refusal('ResourceNotFoundException', `User pool client ${id} does not exist.`);
  return client;
};
