# What a golden page is compared by: everything but hashes and figures.
{title, authors, section, lang, published_at, published_from, modified_at,
 passages: (.text as $t |
  [.blocks[] | "\(.kind): \($t[.start:.start + .length])"])}
