// The page of one series: a sentence, the chart, what changed, who said what.

const QUOTES_SHOWN = 200;

// How a figure is named in a line of text.
function said(o) {
  return { figure: o.figure, date: o.date ?? word('no_date'), source: o.source_name };
}

// Where the line stood for a reader of that day.
function standing(page, until) {
  const last = page.observations[page.latest];
  if (last && last.date && last.date <= until) return last;
  const line = page.observations.filter((o) => o.status === 'line' && o.date && o.date <= until);
  return line[line.length - 1] ?? null;
}

function plainWords(page, until, today) {
  const now = standing(page, until);
  if (!now) return [word('says_none')];
  const words = [until === today ? word('says_now', said(now)) : word('says_then', { ...said(now), date: until })];
  const known = (at) => page.observations[at].date && page.observations[at].date <= until;
  const moved = page.changes.filter((c) => c.kind === 'moved' && known(c.at)).pop();
  if (moved) words.push(word('says_change', { ...said(page.observations[moved.at]), what: moved.what }));
  for (const at of page.stale.filter(known)) words.push(word('says_stale', said(page.observations[at])));
  for (const at of page.against.filter(known)) words.push(word('says_against', said(page.observations[at])));
  return words;
}

// Offsets count code points.
function sentenceMarked(o) {
  const points = Array.from(o.sentence ?? '');
  const part = (from, to) => points.slice(from, to).join('');
  const end = o.start + o.length;
  return make('q', { lang: o.lang }, part(0, o.start), make('mark', {}, part(o.start, end)), part(end));
}

function quoteRow(o) {
  return make('tr', { class: `status-${o.status}` },
    make('td', { class: 'day' }, o.date ?? word('no_date')),
    make('td', { class: 'number' }, o.stated ? `${o.stated} -> ${o.figure}` : o.figure),
    make('td', {}, word(`status_${o.status}`)),
    make('td', {}, o.source_name, o.speaker ? make('small', {}, ` ${o.speaker}`) : null),
    make('td', {}, sentenceMarked(o), ' ',
      make('small', {}, pageLink(o.title ?? word('page'), o.url), ' ', archiveLink(o))));
}

function quotesTable(page, state) {
  const body = make('tbody', {});
  const more = make('button', { type: 'button', click: () => fill(shown + QUOTES_SHOWN) });
  let shown = 0;
  const fill = (upTo) => {
    const rows = page.observations
      .filter((o) => (state.status === '' || o.status === state.status) && (o.date ?? '') <= state.until)
      .reverse();
    shown = Math.min(upTo, rows.length);
    body.replaceChildren(...rows.slice(0, shown).map(quoteRow));
    more.hidden = shown === rows.length;
    more.textContent = word('more', { n: Math.min(QUOTES_SHOWN, rows.length - shown) });
  };
  const heads = ['date', 'figure', 'status', 'source', 'quote'].map((w) => make('th', { scope: 'col' }, word(w)));
  const table = make('div', { class: 'wide' },
    make('table', { class: 'quotes' }, make('thead', {}, make('tr', {}, ...heads)), body));
  return { nodes: [table, more], refill: () => fill(QUOTES_SHOWN) };
}

function statusChoice(page, state, changed) {
  const all = [...new Set(page.observations.map((o) => o.status))];
  const choose = make('select', {
    id: 'status',
    change: (e) => {
      state.status = e.target.value;
      changed();
    },
  }, make('option', { value: '' }, word('all')), ...all.map((s) => make('option', { value: s }, word(`status_${s}`))));
  return make('p', {}, make('label', { for: 'status' }, `${word('status')} `), choose);
}

function changesTable(page) {
  if (page.changes.length === 0) return [];
  const row = (c) => {
    const o = page.observations[c.at];
    return make('tr', {},
      make('td', { class: 'day' }, o.date ?? word('no_date')),
      make('td', {}, word(`kind_${c.kind}`)),
      make('td', {}, c.what),
      make('td', {}, o.source_name));
  };
  const heads = ['date', 'kind', 'what', 'source'].map((w) => make('th', { scope: 'col' }, word(w)));
  return [
    make('h2', {}, word('changes')),
    make('div', { class: 'wide' }, make('table', { class: 'changes' },
      make('thead', {}, make('tr', {}, ...heads)), make('tbody', {}, ...page.changes.map(row).reverse()))),
  ];
}

// A cell that no spreadsheet takes for a formula (numbers stay numbers).
function csvCell(v) {
  if (v === null || v === undefined) return '';
  const text = typeof v === 'string' && /^[=+\-@\t\r]/.test(v) ? `'${v}` : String(v);
  return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

function csvOf(page) {
  const keys = Object.keys(page.observations[0] ?? {});
  const lines = page.observations.map((o) => keys.map((k) => csvCell(o[k])).join(','));
  return `${[keys.join(','), ...lines].join('\r\n')}\r\n`;
}

function downloadLink(page, form, type, text) {
  const give = (e) => {
    const link = e.currentTarget;
    if (!link.href.startsWith('blob:')) link.href = URL.createObjectURL(new Blob([text()], { type }));
  };
  return make('a', { href: '#', download: `${page.name}.${form}`, click: give }, word(form));
}

function lastWords(page) {
  const rules = report.rulesets[report.rulesets.length - 1]?.code ?? '-';
  const cite = word('citation', {
    title: seriesTitle(page), code: page.code, place: page.place, rules, date: report.made.slice(0, 10),
  });
  return [
    make('h2', {}, word('downloads')),
    make('p', { class: 'downloads' },
      downloadLink(page, 'csv', 'text/csv;charset=utf-8', () => csvOf(page)), ' ',
      downloadLink(page, 'json', 'application/json', () => JSON.stringify(page, null, 1))),
    make('h2', {}, word('cite')),
    make('p', { class: 'cite' }, cite),
  ];
}

function pointedAt(box, o) {
  if (!o) return;
  box.replaceChildren(
    make('strong', {}, o.figure), ` ${o.date}, ${o.source_name} (${word(`status_${o.status}`)}): `, sentenceMarked(o));
}

// Days on which something was reported, and today.
function daysOf(page, today) {
  const days = page.observations.map((o) => o.date).filter((d) => d && d < today);
  return [...new Set(days)].sort().concat(today);
}

function asOfSlider(page, state, days, changed) {
  const shown = make('output', { for: 'as-of' }, state.until);
  const slide = make('input', {
    type: 'range', id: 'as-of', min: '0', max: String(days.length - 1), value: String(days.length - 1),
    'aria-valuetext': state.until,
    input: (e) => {
      state.until = days[Number(e.target.value)];
      shown.textContent = state.until;
      e.target.setAttribute('aria-valuetext', state.until);
      changed();
    },
  });
  return make('p', { class: 'as-of' }, make('label', { for: 'as-of' }, `${word('as_of')} `), slide, ' ', shown, ' ',
    make('small', {}, word('as_of_about')));
}

function drawSeries(page) {
  const today = report.made.slice(0, 10);
  const state = { until: today, status: '' };
  const sentence = make('p', { class: 'sentence' });
  const chart = make('div', { class: 'chart', role: 'img', 'aria-label': word('chart_about') });
  const pointed = make('p', { class: 'pointed', 'aria-live': 'polite' }, word('hover'));
  const quotes = quotesTable(page, state);
  const changed = () => {
    sentence.textContent = plainWords(page, state.until, today).join(' ');
    quotes.refill();
    if (chart.isConnected) drawChart(page, chart, state.until, (o) => pointedAt(pointed, o));
  };
  changed();
  // The chart asks how wide it is: it is drawn once it stands on the page.
  requestAnimationFrame(changed);
  return [
    pageTop(seriesTitle(page)),
    make('main', {},
      make('p', {}, make('a', { href: report.pages ? '#' : 'index.html' }, word('back')),
        ` ${page.code}, ${page.place}${page.unit ? `, ${page.unit}` : ''}`),
      sentence, chart,
      make('p', { class: 'about' }, word('chart_about')), pointed,
      asOfSlider(page, state, daysOf(page, today), changed),
      ...changesTable(page),
      make('h2', {}, word('quotes')), statusChoice(page, state, quotes.refill), ...quotes.nodes,
      ...lastWords(page)),
    pageEnd(),
  ];
}
