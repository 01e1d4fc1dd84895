import { LOWER_BOUNDS, type ActName, type LifeName } from './lower-bounds';
import type { Results } from './results';
import { ACTS, LIVES } from './tables';

type Tone = 'ours' | 'stock' | 'native';

interface Bar {
  readonly label: string;
  readonly value: number;
  readonly tone: Tone;
  /** Drawn across the bar. */
  readonly lowerBound?: number;
}

interface Panel {
  readonly title: string;
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const COLORS: Readonly<Record<Tone, string>> = { ours: '#1f77b4', stock: '#b0b7bf', native: '#e39a3b' };
const LEGEND: readonly (readonly [Tone, string])[] = [
  ['ours', 'this project'],
  ['stock', 'baseline: what cfn init gives'],
  ['native', 'four native resources'],
];

const WIDTH = 860;
const LABELS = 330;
const VALUES = 90;
const ROW = 22;
const HEAD = 40;

export const chartOf = (results: Results): string => {
  const drawn: string[] = [];
  let top = 44;
  for (const panel of panelsOf(results)) {
    drawn.push(drawPanel(panel, top));
    top += HEAD + panel.bars.length * ROW + 10;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top}" viewBox="0 0 ${WIDTH} ${top}" font-family="sans-serif" font-size="13">`,
    `<rect width="${WIDTH}" height="${top}" fill="#ffffff"/>`,
    ...LEGEND.map(([tone, text], index) => legend(tone, text, 16 + index * 200)),
    `<line x1="640" x2="640" y1="14" y2="30" stroke="#000000" stroke-width="2"/>`,
    text(650, 27, 'lower bound by dependencies'),
    ...drawn,
    '</svg>',
    '',
  ].join('\n');
};

const panelsOf = ({ invocations: { immediate, distant }, roundTrips: { lives }, stacks: { setUps } }: Results): Panel[] => {
  const act = (life: LifeName, name: ActName): Bar => ({
    label: `${ACTS[name]}, ${LIVES[life]}`,
    value: lives[life][name].roundTrips,
    tone: 'ours',
    lowerBound: LOWER_BOUNDS[life][name][0],
  });
  return [
    {
      title: 'Round trips one after another',
      unit: '',
      bars: [
        act('smallest', 'create'),
        { label: 'create, {}: pool, roles and attachment, at least', value: NATIVE_DEPTH, tone: 'native' },
        { label: 'create, {}, no repeat recognized', value: distant.stock.ownRoundTrips, tone: 'stock' },
        { label: 'create, {}, logs and metrics included', value: distant.registry.roundTrips, tone: 'ours' },
        { label: 'create, {}, logs and metrics included', value: distant.stock.roundTrips, tone: 'stock' },
        act('everything', 'create'),
        act('everything', 'updateWithoutChange'),
        act('everything', 'read'),
        act('smallest', 'delete'),
        act('everything', 'delete'),
      ],
    },
    {
      title: 'First create in a fresh process, loading and logs included',
      unit: ' ms',
      bars: [
        { label: 'registry', value: immediate.registry.firstMs, tone: 'ours' },
        { label: 'custom resource', value: immediate.customResource.firstMs, tone: 'ours' },
        { label: 'registry', value: immediate.stock.firstMs, tone: 'stock' },
      ],
    },
    {
      title: 'Warm create, logs included',
      unit: ' ms',
      bars: [
        { label: 'registry', value: immediate.registry.warmMs, tone: 'ours' },
        { label: 'custom resource', value: immediate.customResource.warmMs, tone: 'ours' },
        { label: 'registry', value: immediate.stock.warmMs, tone: 'stock' },
      ],
    },
    {
      title: 'A pool with two roles as a stack on the local AWS emulator (which makes native resources without any call)',
      unit: ' ms',
      bars: [
        { label: 'create', value: setUps.ours.createMs, tone: 'ours' },
        { label: 'create', value: setUps.native.createMs, tone: 'native' },
        { label: 'delete', value: setUps.ours.deleteMs, tone: 'ours' },
        { label: 'delete', value: setUps.native.deleteMs, tone: 'native' },
      ],
    },
  ];
};

/** By what names what: the pool, then the roles that trust it, then what attaches them. */
const NATIVE_DEPTH = 3;

const drawPanel = ({ title, unit, bars }: Panel, top: number): string => {
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - LABELS - VALUES) / longest;
  return [
    text(16, top + 26, title, 'font-weight="bold"'),
    ...bars.flatMap(({ label, value, tone, lowerBound }, index) => {
      const y = top + HEAD + index * ROW;
      const end = LABELS + value * scale;
      const bound = LABELS + (lowerBound ?? 0) * scale;
      return [
        text(LABELS - 8, y + 13, label, 'text-anchor="end"'),
        `<rect x="${LABELS}" y="${y}" width="${(value * scale).toFixed(1)}" height="${ROW - 5}" fill="${COLORS[tone]}"/>`,
        ...(lowerBound === undefined
          ? []
          : [
              `<line x1="${bound.toFixed(1)}" x2="${bound.toFixed(1)}" y1="${y - 2}" y2="${y + ROW - 3}" stroke="#000000" stroke-width="2"/>`,
            ]),
        text(end + 6, y + 13, `${value}${unit}`),
      ];
    }),
  ].join('\n');
};

const legend = (tone: Tone, label: string, x: number): string =>
  `<rect x="${x}" y="14" width="16" height="16" fill="${COLORS[tone]}"/>\n${text(x + 24, 27, label)}`;

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${Number(x.toFixed(1))}" y="${y}" fill="#1b1f24" ${attributes}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
