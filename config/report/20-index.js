// The list of series: where each stands, its line, what is worth a look.

const SILENT_DAYS = 90;
const view = { find: '', by: 'title', down: false };

function flagsOf(s) {
  const flags = [];
  if (s.stale.length > 0) flags.push(['stale', word('flag_stale', { n: s.stale.length })]);
  if (s.against.length > 0) flags.push(['against', word('flag_against', { n: s.against.length })]);
  if (s.silent > SILENT_DAYS) flags.push(['silent', word('flag_silent', { n: s.silent })]);
  return flags;
}

const columns = [
  { key: 'title', word: 'indicator', value: (s) => seriesTitle(s).toLocaleLowerCase(lang) },
  { key: 'now', word: 'now', value: (s) => s.value ?? -Infinity },
  { key: 'line', word: 'line' },
  { key: 'change', word: 'change', value: (s) => s.changed ?? '' },
  { key: 'sources', word: 'sources', value: (s) => s.sources },
  { key: 'reports', word: 'reports', value: (s) => s.reports },
  { key: 'flags', word: 'flags', value: (s) => flagsOf(s).length },
];

// The line as steps, newest at the right.
function spark(points) {
  const wide = 96;
  const high = 24;
  const svg = drawn('svg', { width: wide, height: high, viewBox: `0 0 ${wide} ${high}`, 'aria-hidden': 'true' });
  if (points.length === 0) return svg;
  const end = Date.parse(report.made) / 1000;
  const times = [...points.map((p) => p[0]), Math.max(end, points[points.length - 1][0])];
  const values = points.map((p) => p[1]);
  const span = Math.max(times[times.length - 1] - times[0], 1);
  const low = Math.min(...values);
  const range = Math.max(...values) - low || 1;
  const x = (t) => (((t - times[0]) / span) * (wide - 4) + 2).toFixed(1);
  const y = (v) => (high - 3 - ((v - low) / range) * (high - 6)).toFixed(1);
  let d = `M${x(times[0])} ${y(values[0])}`;
  points.forEach((p, i) => {
    d += `V${y(p[1])}H${x(times[i + 1])}`;
  });
  svg.append(drawn('path', { d, class: 'spark' }));
  return svg;
}

function seriesRow(s) {
  const place = s.kato === 'KZ' ? null : make('small', {}, ` ${s.place}`);
  return make('tr', {},
    make('th', { scope: 'row' }, make('a', { href: seriesAddress(s.name) }, seriesTitle(s)), place),
    make('td', { class: 'number' }, s.figure ?? ''),
    make('td', {}, spark(s.spark)),
    make('td', {}, s.change ? `${s.change} ` : '',
      s.change ? make('small', { class: 'day' }, s.changed ?? word('no_date')) : null),
    make('td', { class: 'number' }, String(s.sources)),
    make('td', { class: 'number' }, String(s.reports)),
    make('td', {}, ...flagsOf(s).map(([kind, text]) => make('span', { class: `flag ${kind}` }, text))));
}

function seriesFound() {
  const wanted = view.find.toLocaleLowerCase(lang);
  const named = (s) =>
    [s.code, s.place, ...Object.values(s.titles ?? {})].join(' ').toLocaleLowerCase(lang).includes(wanted);
  const value = columns.find((c) => c.key === view.by).value;
  const order = (a, b) => {
    const x = value(a);
    const y = value(b);
    const sign = typeof x === 'string' ? x.localeCompare(y, lang) : x - y || 0;
    return view.down ? -sign : sign;
  };
  return report.series.filter(named).sort(order);
}

function rowsFill(body) {
  const rows = seriesFound().map(seriesRow);
  const none = report.series.length > 0 ? word('nothing') : word('empty');
  body.replaceChildren(...(rows.length > 0 ? rows : [make('tr', {}, make('td', { colspan: columns.length }, none))]));
}

function columnHead(c, sorted) {
  if (!c.value) return make('th', { scope: 'col' }, word(c.word));
  const now = view.by === c.key ? (view.down ? 'descending' : 'ascending') : 'none';
  const turn = () => {
    view.down = view.by === c.key ? !view.down : c.key !== 'title';
    view.by = c.key;
    sorted();
  };
  return make('th', { scope: 'col', 'aria-sort': now }, make('button', { type: 'button', click: turn }, word(c.word)));
}

function drawIndex() {
  const head = make('tr', {});
  const body = make('tbody', {});
  const sorted = () => {
    head.replaceChildren(...columns.map((c) => columnHead(c, sorted)));
    rowsFill(body);
  };
  const find = make('input', {
    type: 'search', id: 'find', value: view.find,
    input: (e) => {
      view.find = e.target.value;
      rowsFill(body);
    },
  });
  sorted();
  return [
    pageTop(word('title')),
    make('main', {},
      make('p', {}, make('label', { for: 'find' }, `${word('find')} `), find),
      make('div', { class: 'wide' }, make('table', { class: 'series' }, make('thead', {}, head), body))),
    pageEnd(),
  ];
}
