// Which view: the page's own series, the one the address names, or the list.

function draw() {
  const named = decodeURIComponent(location.hash.slice(1));
  const pages = report.pages ?? {};
  const page = report.page ?? (Object.hasOwn(pages, named) ? pages[named] : null);
  document.getElementById('report').replaceChildren(...(page ? drawSeries(page) : drawIndex()));
}

addEventListener('hashchange', draw);
matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
draw();
