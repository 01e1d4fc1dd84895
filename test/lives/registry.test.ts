import { DOORS } from '../stories/cloudformation';
import { describeLives } from './run';

// A file for each door: jest runs them side by side.
describeLives(DOORS[1]);
