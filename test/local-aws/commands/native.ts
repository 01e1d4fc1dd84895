import type { Row, Story } from './row';

const shows = (command: string, does: string, code: number): Row => ({
  command,
  does,
  run: async (place, written) => {
    const { stdout } = await place.run(command, { code });
    expect(stdout.trimEnd()).toBe(written.output);
  },
});

export const OF_NATIVE_TEMPLATES: Story = [
  shows(
    'npx . doctor --template test/native-templates/no-audience.yaml --region eu-west-1',
    'prints what the page shows, and finds something',
    1,
  ),
  shows(
    'npx . which-role --template test/native-templates/rules.yaml --region eu-west-1 --claims test/cli/native/claims.json',
    'prints what the page shows',
    0,
  ),
];
