import type { Row, Story } from './row';

const shows = (command: string, does: string): Row => ({
  command,
  does,
  run: async (place, written) => {
    const { stdout } = await place.run(command);
    expect(stdout.trimEnd()).toBe(written.output);
  },
});

export const OF_CONVERSIONS: Story = [
  shows('npx . convert test/native-templates/swapped-amr.yaml --print resource', 'prints the resource that the page shows'),
  shows('npx . convert test/native-templates/no-amr.yaml --print steps', 'prints the steps that the page shows'),
  {
    command:
      'npx . convert test/native-templates/with-guests.yaml --print adopted --pool eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab --hand-over GuestRole',
    does: 'prints a template that adopts the pool, with one role handed over and one as it is',
    run: async (place, { command }) => {
      const { stdout } = await place.run(command);
      expect(stdout).toContain('      AdoptIdentityPoolId: eu-west-1:0f1e2d3c-0000-4000-8000-0123456789ab\n');
      expect(stdout).toContain('      AuthenticatedRole:\n        Arn: !GetAtt AuthenticatedRole.Arn\n');
      expect(stdout).toContain('      UnauthenticatedRole:\n        Policies:\n');
      expect(stdout).not.toContain('  GuestRole:\n');
    },
  },
];
