// The chart of one series: the line as steps, what others said as dots with
// the interval each leaves, changes as notes, rule sets as dashed lines.

const LINE = 0;
const chartGroups = [
  { word: 'official', has: ['line'], colour: '--line', dot: 3 },
  { word: 'same', has: ['repeat', 'reprint'], colour: '--same', dot: 4 },
  { word: 'old', has: ['stale'], colour: '--old', dot: 5 },
  { word: 'other', has: ['contradiction', 'undated'], colour: '--other', dot: 5 },
  { word: 'aside', has: ['plan', 'forecast', 'past', 'denied'], colour: '--aside', dot: 4 },
];

function colourOf(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name).trim();
}

// What is charted: dated, not judged wrong, reported by the last day wanted.
function chartPoints(page, until) {
  return page.observations
    .filter((o) => o.date && o.date <= until && groupOf(o))
    .sort((a, b) => Date.parse(a.reported_at) - Date.parse(b.reported_at));
}

const groupOf = (o) => chartGroups.find((g) => g.has.includes(o.status));

// A row a point, with where the line stands then; the last one leads the line
// on to the day asked about.
function chartRows(points, until) {
  let stands = null;
  const row = (date, o) => [
    date, stands, ...chartGroups.slice(1).map((g) => (o && groupOf(o) === g ? o.value : null)),
  ];
  const rows = points.map((o) => {
    if (o.status === 'line') stands = o.value;
    return row(new Date(o.reported_at), o);
  });
  const end = new Date(`${until}T23:59:59Z`);
  if (rows[rows.length - 1][0] < end) rows.push(row(end, null));
  return rows;
}

// The interval as a whisker; a side nobody stated has none.
function intervalDraw(chart, context, x, o) {
  const side = (v) => (v === null ? null : chart.toDomYCoord(v));
  const [from, to] = [side(o.low), side(o.high)];
  if (from === null || to === null || Math.abs(from - to) < 1) return;
  context.beginPath();
  context.moveTo(x, from);
  context.lineTo(x, to);
  context.stroke();
}

function pointDrawer(points) {
  return (chart, series, context, x, y, colour, size, row) => {
    const o = points[row];
    if (!o || word(groupOf(o).word) !== series) return;
    context.fillStyle = colour;
    context.strokeStyle = colour;
    intervalDraw(chart, context, x, o);
    context.beginPath();
    context.arc(x, y, size, 0, 2 * Math.PI);
    context.fill();
  };
}

function rulesDraw(context, area, chart) {
  context.save();
  context.strokeStyle = colourOf('--aside');
  context.setLineDash([4, 4]);
  for (const rules of report.rulesets.slice(1)) {
    const x = chart.toDomXCoord(Date.parse(rules.since));
    if (x < area.x || x > area.x + area.w) continue;
    context.beginPath();
    context.moveTo(x, area.y);
    context.lineTo(x, area.y + area.h);
    context.stroke();
  }
  context.restore();
}

function changeNotes(page, points) {
  return page.changes
    .filter((c) => ['moved', 'stated', 'revision'].includes(c.kind) && points.includes(page.observations[c.at]))
    .map((c) => {
      const o = page.observations[c.at];
      return {
        series: word(groupOf(o).word),
        x: Date.parse(o.reported_at),
        shortText: c.old !== null && c.new < c.old ? '\u2193' : '\u2191',
        text: `${c.what} - ${o.date}, ${o.source_name}`,
        attachAtBottom: false,
        tickHeight: 12,
      };
    });
}

// From the least to the greatest value that any interval reaches.
function chartRange(points) {
  const ends = points.flatMap((o) => [o.value, o.low, o.high]).filter((v) => v !== null);
  const [low, high] = [Math.min(...ends), Math.max(...ends)];
  const room = (high - low || Math.abs(high) || 1) * 0.08;
  return [low - room, high + room];
}

const twoDigits = (n) => String(n).padStart(2, '0');

function axisDay(date, granularity) {
  const month = `${date.getFullYear()}-${twoDigits(date.getMonth() + 1)}`;
  return granularity < Dygraph.MONTHLY ? `${month}-${twoDigits(date.getDate())}` : month;
}

function axisNumber(v) {
  return new Intl.NumberFormat(lang, { notation: 'compact', maximumFractionDigits: 2 }).format(v);
}

// Draws into `box`; `told` is called with the observation pointed at.
function drawChart(page, box, until, told) {
  const points = chartPoints(page, until);
  if (points.length === 0) {
    box.replaceChildren();
    return;
  }
  const series = {};
  for (const [i, g] of chartGroups.entries())
    series[word(g.word)] = {
      color: colourOf(g.colour),
      strokeWidth: i === LINE ? 2 : 0,
      stepPlot: i === LINE,
      showInRangeSelector: i === LINE,
      drawPoints: true,
      pointSize: g.dot,
      drawPointCallback: pointDrawer(points),
      drawHighlightPointCallback: pointDrawer(points),
    };
  const chart = new Dygraph(box, chartRows(points, until), {
    labels: ['t', ...chartGroups.map((g) => word(g.word))],
    series,
    legend: 'never',
    showRangeSelector: points.length > 1,
    rangeSelectorHeight: 28,
    rangeSelectorPlotStrokeColor: colourOf('--line'),
    rangeSelectorPlotFillColor: '',
    gridLineColor: colourOf('--grid'),
    axisLineColor: colourOf('--grid'),
    xRangePad: 12,
    valueRange: chartRange(points),
    underlayCallback: rulesDraw,
    highlightCallback: (event, x, near, row) => told(points[row] ?? null),
    axes: {
      x: { axisLabelFormatter: axisDay, pixelsPerLabel: 84 },
      y: { axisLabelFormatter: axisNumber, axisLabelWidth: 64 },
    },
  });
  chart.ready(() => chart.setAnnotations(changeNotes(page, points)));
}
