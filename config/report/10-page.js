'use strict';
// What every view of a report stands on: words, elements, addresses.
// The files of this folder are put together in the order of their names,
// after `sandyqWords` (words/*.yaml).  Text of others reaches the page as text
// nodes alone; there is no innerHTML here.

const report = JSON.parse(document.getElementById('data').textContent);
let lang = languageFirst();

// The one asked for, else the reader's last choice, else the browser's.
function languageFirst() {
  const kept = () => {
    try {
      return localStorage.getItem('sandyq-language');
    } catch {
      return null; // pages from disk may have no storage
    }
  };
  const wanted = [kept(), report.lang, ...navigator.languages.map((x) => x.slice(0, 2))];
  return wanted.find((x) => x in sandyqWords) ?? Object.keys(sandyqWords)[0];
}

function languageTake(code) {
  lang = code;
  try {
    localStorage.setItem('sandyq-language', code);
  } catch {
    // It holds for this page then.
  }
  draw();
}

// A word of the language; {name} is filled from `values`.
function word(key, values = {}) {
  const text = sandyqWords[lang].words[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
}

function make(tag, attributes, ...children) {
  const e = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === 'function') e.addEventListener(name, value);
    else if (value !== null) e.setAttribute(name, value);
  }
  e.append(...children.filter((x) => x !== null && x !== undefined));
  return e;
}

function drawn(tag, attributes) {
  const e = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [name, value] of Object.entries(attributes)) e.setAttribute(name, value);
  return e;
}

// Only pages of the web may be followed; any other address stays text.
function pageLink(text, address) {
  if (!/^https?:\/\//i.test(address ?? '')) return document.createTextNode(address ?? '');
  return make('a', { href: address, rel: 'noreferrer' }, text);
}

// The archive a sentence was read from, seen from this page.
function archiveLink(o) {
  if (!o.archive) return null;
  const where = `${o.archive} @ ${o.archive_offset}`;
  const text = make('span', { title: `${where} ${o.record_id ?? ''}` }, word('record'));
  if (o.archive.startsWith('/')) return make('a', { href: `file://${encodeURI(o.archive)}` }, text);
  if (!report.archives) return make('span', {}, where);
  return make('a', { href: report.archives + encodeURI(o.archive) }, text);
}

function seriesTitle(series) {
  const t = series.titles ?? {};
  return t[lang] ?? t.ru ?? t.kk ?? t.en ?? series.code;
}

// Pages stand beside each other, or all within this one.
function seriesAddress(name) {
  return report.pages ? `#${name}` : `${name}.html`;
}

function pageTop(title) {
  document.title = title;
  document.documentElement.lang = lang;
  const choose = (code) =>
    make('button', { type: 'button', 'aria-pressed': String(code === lang), click: () => languageTake(code) },
      sandyqWords[code].name);
  return make('header', {},
    make('h1', {}, title),
    make('nav', { 'aria-label': word('language') }, ...Object.keys(sandyqWords).map(choose)));
}

function pageEnd() {
  return make('footer', {}, word('made', { date: report.made.slice(0, 10) }));
}
