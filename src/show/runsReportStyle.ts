/** The look of a report of runs around its board, on a screen and on A4 paper. */
export const runsReportStyle = `
body { margin: 0; background: #fff; color: #1c1c1c;
  font: 14px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
main { max-width: 96rem; margin: 0 auto; padding: 1rem clamp(0rem, 2vw, 2rem) 2rem; }
.appendix { padding: 0 1rem; }
.appendix h1 { font-size: 1.45rem; margin: 2rem 0 0; }
.appendix h2 { font-size: 1.1rem; margin: 1.8rem 0 0.5rem; overflow-wrap: anywhere; }
.appendix dl { columns: 24rem 3; column-gap: 2rem; margin: 0; font-size: 0.86rem; }
.appendix dl div { display: flex; gap: 0.8rem; break-inside: avoid; border-bottom: 1px solid #e2e2de; padding: 0.2rem 0; }
.appendix dt { flex: 0 0 46%; color: #5a5a5a; overflow-wrap: anywhere; }
.appendix dd { margin: 0; min-width: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums; }
footer { padding: 1.5rem 1rem 0; color: #5a5a5a; font-size: 0.8rem; }
@page { size: A4 landscape; margin: 14mm 14mm 15mm;
  @bottom-right { content: counter(page) " / " counter(pages); font: 8pt "DejaVu Sans", sans-serif; color: #777; } }
@media print {
  body { font-size: 9.5pt; }
  main { max-width: none; padding: 0; }
  .appendix { padding: 0; break-before: page; }
  .appendix dl { columns: 3; column-gap: 7mm; font-size: 7.5pt; line-height: 1.35; }
  .appendix dl div { padding: 0.1rem 0; }
  h1, h2 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
`;
