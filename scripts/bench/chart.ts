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
  /** A line each. */
  readonly title: readonly string[];
  readonly unit: string;
  readonly bars: readonly Bar[];
}

const COLORS: Readonly<Record<Tone, string>> = { ours: '#1f77b4', stock: '#b0b7bf', native: '#e39a3b' };
const LEGEND: readonly (readonly [Tone, string])[] = [
  ['ours', 'this project'],
  ['stock', 'baseline: what cfn init gives'],
  ['native', 'four native resources'],
];

/** Pixels of a picture that is still readable on a phone of 375 pixels: label above bar, and no wider than this. */
const WIDTH = 420;
const LETTERS = 16;
const VALUES = 96;
const MARGIN = 8;
const LINE = 22;
const BAR = 12;
const ROW = LINE + BAR + 6;
const HEAD = 18;

export const chartOf = (results: Results): string => {
  const drawn: string[] = LEGEND.map(([tone, label], index) => legend(tone, label, MARGIN + index * LINE));
  let top = MARGIN + LEGEND.length * LINE;
  drawn.push(
    `<line x1="16" x2="16" y1="${top}" y2="${top + 16}" stroke="#000000" stroke-width="2"/>`,
    text(32, top + 13, 'lower bound by dependencies'),
  );
  top += LINE;
  for (const panel of panelsOf(results)) {
    drawn.push(drawPanel(panel, top));
    top += HEAD + panel.title.length * LINE + panel.bars.length * ROW;
  }
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${top + MARGIN}" viewBox="0 0 ${WIDTH} ${top + MARGIN}" font-family="sans-serif" font-size="${LETTERS}">`,
    `<rect width="${WIDTH}" height="${top + MARGIN}" fill="#ffffff"/>`,
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
      title: ['Sequential round trips'],
      unit: '',
      bars: [
        act('smallest', 'create'),
        { label: 'create, native resources, at least', value: NATIVE_DEPTH, tone: 'native' },
        { label: 'create, {}, baseline: repeats not recognized', value: distant.stock.ownRoundTrips, tone: 'stock' },
        { label: 'create, {}, with logs and metrics', value: distant.registry.roundTrips, tone: 'ours' },
        { label: 'create, {}, baseline with logs and metrics', value: distant.stock.roundTrips, tone: 'stock' },
        act('everything', 'create'),
        act('everything', 'updateWithoutChange'),
        act('everything', 'read'),
        act('smallest', 'delete'),
        act('everything', 'delete'),
      ],
    },
    {
      title: ['First create in a fresh process,', 'loading and logs included'],
      unit: ' ms',
      bars: [
        { label: 'registry type', value: immediate.registry.firstMs, tone: 'ours' },
        { label: 'custom resource', value: immediate.customResource.firstMs, tone: 'ours' },
        { label: 'baseline', value: immediate.stock.firstMs, tone: 'stock' },
      ],
    },
    {
      title: ['Warm create, logs included'],
      unit: ' ms',
      bars: [
        { label: 'registry type', value: immediate.registry.warmMs, tone: 'ours' },
        { label: 'custom resource', value: immediate.customResource.warmMs, tone: 'ours' },
        { label: 'baseline', value: immediate.stock.warmMs, tone: 'stock' },
      ],
    },
    {
      title: ['A pool with two roles as a stack on the', 'local AWS emulator, which makes native', 'resources without any call'],
      unit: ' ms',
      bars: [
        { label: 'create', value: setUps.ours.createMs, tone: 'ours' },
        { label: 'create, native resources', value: setUps.native.createMs, tone: 'native' },
        { label: 'delete', value: setUps.ours.deleteMs, tone: 'ours' },
        { label: 'delete, native resources', value: setUps.native.deleteMs, tone: 'native' },
      ],
    },
  ];
};

/** By what names what: the pool, then the roles that trust it, then what attaches them. */
const NATIVE_DEPTH = 3;

const drawPanel = ({ title, unit, bars }: Panel, top: number): string => {
  const longest = Math.max(...bars.map(({ value }) => value));
  const scale = (WIDTH - MARGIN - VALUES) / longest;
  const first = top + HEAD + title.length * LINE;
  return [
    ...title.map((line, index) => text(MARGIN, top + HEAD + index * LINE + 15, line, 'font-weight="bold"')),
    ...bars.flatMap(({ label, value, tone, lowerBound }, index) => {
      const y = first + index * ROW;
      const bar = y + LINE;
      const bound = MARGIN + (lowerBound ?? 0) * scale;
      return [
        text(MARGIN, y + 17, label),
        `<rect x="${MARGIN}" y="${bar}" width="${(value * scale).toFixed(1)}" height="${BAR}" fill="${COLORS[tone]}"/>`,
        ...(lowerBound === undefined
          ? []
          : [
              `<line x1="${bound.toFixed(1)}" x2="${bound.toFixed(1)}" y1="${bar - 3}" y2="${bar + BAR + 3}" stroke="#000000" stroke-width="2"/>`,
            ]),
        text(MARGIN + value * scale + 6, bar + BAR, `${value}${unit}`),
      ];
    }),
  ].join('\n');
};

const legend = (tone: Tone, label: string, y: number): string =>
  `<rect x="${MARGIN}" y="${y}" width="16" height="16" fill="${COLORS[tone]}"/>\n${text(32, y + 13, label)}`;

const text = (x: number, y: number, content: string, attributes = ''): string =>
  `<text x="${Number(x.toFixed(1))}" y="${y}" fill="#1b1f24" ${attributes}>${content.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
