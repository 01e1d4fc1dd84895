import { calls } from '../permissions/calls';
import { watch } from '../secrets/watch';
import { handOn } from './run-file';

let tests = 0;
let piecesBefore = 0;

afterEach(() => {
  if (watch.pieces > piecesBefore) tests += 1;
  piecesBefore = watch.pieces;
  const found = watch.takeFinds();
  if (found.length > 0) throw new Error(`Planted secrets left a door. ${found.join('\n')}`);
});

afterAll(() => {
  if (watch.pieces > 0 || calls.all.length > 0) handOn({ calls: calls.all, tests, pieces: watch.pieces, finds: watch.finds });
});
