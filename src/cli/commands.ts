import type { Register } from './context';
import { registerConvert } from './convert/command';
import { registerDoctor } from './doctor/command';
import { registerLeave } from './leave/command';
import { registerPlan } from './plan/command';
import { registerWhichRole } from './which-role/command';

export const COMMANDS: readonly Register[] = [registerDoctor, registerWhichRole, registerPlan, registerConvert, registerLeave];
