/** The look of a report on a screen and on A4 paper. */
export const reportStyle = `
:root { --ink: #1c1c1c; --soft: #5f5f5f; --line: #dcdcdc; --shade: #f6f6f4; --accent: #0b5c8f; }
* { box-sizing: border-box; }
html { font-size: 16px; -webkit-text-size-adjust: 100%; }
body { margin: 0; background: #fff; color: var(--ink); line-height: 1.55;
  font-family: "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
main { max-width: 47rem; margin: 0 auto; padding: 3rem 1.25rem 4rem; }
h1, h2, h3, h4 { line-height: 1.25; font-weight: 700; margin: 2em 0 0.6em; }
h1 { font-size: 1.9rem; margin-top: 0; letter-spacing: -0.01em; }
h2 { font-size: 1.35rem; padding-bottom: 0.25em; border-bottom: 1px solid var(--line); }
h3 { font-size: 1.1rem; }
p, ul, ol, table, blockquote, pre, figure, details { margin: 0 0 1rem; }
a[href] { color: var(--accent); }
blockquote { margin-left: 0; padding: 0.1rem 0 0.1rem 1rem; border-left: 3px solid var(--accent); color: #333; }
blockquote p:last-child { margin-bottom: 0; }
code, pre { font-family: "SF Mono", Menlo, Consolas, "Liberation Mono", "DejaVu Sans Mono", monospace; }
code { font-size: 0.875em; background: var(--shade); padding: 0.1em 0.3em; border-radius: 3px; }
pre { font-size: 0.8rem; line-height: 1.5; padding: 0.7rem 0.9rem; background: var(--shade);
  border-radius: 4px; white-space: pre-wrap; overflow-wrap: anywhere; }
pre code { font-size: inherit; background: none; padding: 0; }
pre.text { background: none; padding: 0; }
pre.warn { background: #fff8e5; }
pre.error { background: #fdeeee; color: #8a1f1f; }
.scroll, .html { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.875rem; font-variant-numeric: tabular-nums; }
main table:not([style]) th { border-bottom: 1.5px solid #777; }
th, td { padding: 0.3rem 0.9rem 0.3rem 0; text-align: left; vertical-align: top; }
main table:not([style]) td { border-bottom: 1px solid var(--line); }
details.code summary { cursor: pointer; color: var(--soft); font-size: 0.8rem; margin-bottom: 0.3rem; }
.comment { color: #6a737d; } .string { color: #22633a; } .number { color: #8a4b08; } .keyword { color: #0b4f8a; }
figure { margin-left: 0; margin-right: 0; }
figure.picture img, figure.picture svg, p img { max-width: 100%; height: auto; }
.html img { height: auto; }
figure.plot svg { max-width: 100%; }
.still svg { height: auto; display: block; }
.live { display: none; }
.drawn .live { display: block; }
.drawn .still { display: none; }
.missing { color: var(--soft); }
footer { margin-top: 3rem; padding-top: 0.8rem; border-top: 1px solid var(--line); color: var(--soft); font-size: 0.8rem; }
@page { size: A4; margin: 20mm 18mm 18mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: #777; } }
@media print {
  html { font-size: 10.5pt; }
  main { max-width: none; padding: 0; }
  a[href] { color: inherit; text-decoration: none; }
  .drawn .live { display: none; }
  .drawn .still { display: block; }
  h1, h2, h3, h4, details.code { break-after: avoid; }
  figure, tr, blockquote, .html, details.code { break-inside: avoid; }
  p { orphans: 3; widows: 3; }
  details.code:not([open]) { display: none; }
  details.code summary { display: none; }
  .still svg { max-width: 100%; max-height: 140mm; margin: 0 auto; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
