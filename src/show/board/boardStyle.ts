/** The look of a board, on screens from a phone up and on paper; nothing outside it is touched. */
export const boardStyle = `
.atelier-board { --ink: #1c1c1c; --soft: #5a5a5a; --line: #e2e2de; --shade: #f6f6f3; --accent: #0b5c8f;
  background: #fff; color: var(--ink); padding: 0.5rem 1rem 1.5rem; outline: none; container-type: inline-size;
  font: 14px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
.atelier-board *, .atelier-board *::before { box-sizing: border-box; }
.atelier-board h1 { font-size: 1.75rem; line-height: 1.2; font-weight: 700; letter-spacing: -0.015em; margin: 0.4rem 0 0.9rem; border: 0; padding: 0; }
.atelier-board h2 { font-size: 1.2rem; line-height: 1.3; font-weight: 700; margin: 2.2rem 0 0.35rem; border: 0; padding: 0; }
.atelier-board h3 { font-size: 0.85rem; font-weight: 600; color: var(--soft); margin: 0 0 0.5rem; }
.atelier-board p { margin: 0 0 0.5rem; }
.atelier-board .note { color: var(--soft); max-width: 60rem; }
.atelier-board img { vertical-align: middle; background: none; }
.atelier-board .runs { list-style: none; margin: 0; padding: 0; display: grid; gap: 0 2rem;
  grid-template-columns: repeat(auto-fill, minmax(min(100%, 30rem), 1fr)); }
.atelier-board .runs li { margin: 0; padding: 0.5rem 0; border-top: 1px solid var(--line); }
.atelier-board .runs .who { font-size: 1rem; font-weight: 600; margin-right: 0.6rem; }
.atelier-board .runs .name { color: var(--soft); font-size: 0.85rem; overflow-wrap: anywhere; }
.atelier-board .runs .verdict { display: block; color: var(--soft); font-size: 0.85rem; line-height: 1.4; }
.atelier-board .runs button.who { border: 0; background: none; padding: 0; color: inherit; font: inherit; font-size: 1rem; font-weight: 600; cursor: pointer; }
.atelier-board .runs li.off { opacity: 0.45; }
.atelier-board .runs li.off .who { text-decoration: line-through; }
.atelier-board .scroll { overflow-x: auto; }
.atelier-board table { border-collapse: collapse; font-size: 0.86rem; font-variant-numeric: tabular-nums; margin: 0.4rem 0 0; background: none; color: inherit; }
.atelier-board th, .atelier-board td { text-align: left; vertical-align: top; padding: 0.3rem 1.4rem 0.3rem 0; border: 0; background: none; white-space: normal; }
.atelier-board thead th { font-weight: 600; border-bottom: 1.5px solid #777; vertical-align: bottom; }
.atelier-board tbody tr { background: none; border-bottom: 1px solid var(--line); }
.atelier-board tbody th { font-weight: 400; color: var(--soft); white-space: nowrap; }
.atelier-board .by-run th:first-child { position: sticky; left: 0; background: #fff; z-index: 1; min-width: 12rem; }
.atelier-board .by-run td { min-width: 7rem; max-width: 18rem; overflow-wrap: anywhere; }
.atelier-board td.same { color: var(--soft); max-width: none; }
.atelier-board figure { margin: 0; }
.atelier-board figcaption { color: var(--soft); font-size: 0.85rem; margin-top: 0.25rem; }
.atelier-board .reals { display: flex; flex-wrap: wrap; gap: 0.9rem; margin-top: 1.2rem; }
.atelier-board .reals h3 { width: 100%; margin: 0; }
.atelier-board .reals img { image-rendering: pixelated; }
.atelier-board .strips td, .atelier-board .strips th { font-size: 0.8rem; color: var(--soft); padding: 0.3rem 0.8rem 0.5rem 0; }
.atelier-board .strips img[width] { width: 150px; max-width: 100%; height: auto; }
.atelier-board .still > img { max-width: 100%; height: auto; }
.atelier-board > section > .live { display: none; }
.atelier-board.awake > section > .live { display: block; }
.atelier-board.awake > section > .still { display: none; }

.atelier-board .bar { display: flex; flex-wrap: wrap; align-items: center; gap: 0.5rem 1.1rem; margin: 0.6rem 0 0.9rem; }
.atelier-board .picture-bar { position: sticky; top: 0; z-index: 5; background: rgba(255,255,255,0.96); padding: 0.5rem 0; border-bottom: 1px solid var(--line); }
.atelier-board .bar label { display: inline-flex; align-items: center; gap: 0.45rem; color: var(--soft); }
.atelier-board .bar output { color: var(--ink); font-variant-numeric: tabular-nums; }
.atelier-board .picture-bar output { font-size: 1.15rem; font-weight: 600; min-width: 7.2em; }
.atelier-board .picture-bar input[type=range] { flex: 1 1 14rem; min-width: 9rem; }
.atelier-board input[type=range] { accent-color: var(--accent); margin: 0; }
.atelier-board .bar button, .atelier-board .bar select { font: inherit; font-size: 0.86rem; color: var(--ink); background: #fff; border: 1px solid #b9b9b4;
  border-radius: 4px; padding: 0.22rem 0.6rem; cursor: pointer; }
.atelier-board .bar button:hover { background: var(--shade); }
.atelier-board .bar button[aria-pressed=true] { background: #e6eff5; border-color: var(--accent); color: #08405f; }
.atelier-board .group { display: inline-flex; flex-wrap: wrap; align-items: center; gap: 0.3rem; }
.atelier-board :is(button, input, select, .picture, .scroll):focus-visible { outline: 2.5px solid var(--accent); outline-offset: 2px; }
.atelier-board .cards { display: grid; gap: 0.3rem 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, var(--card, 15rem)), 1fr)); }
.atelier-board .card { display: grid; grid-row: span 3; grid-template-rows: subgrid; gap: 0.3rem; }
.atelier-board .card[hidden] { display: none; }
.atelier-board .card .who { display: block; font-weight: 600; font-size: 0.92rem; line-height: 1.35; align-self: end; }
.atelier-board .picture { position: relative; display: block; width: 100%; aspect-ratio: 1; overflow: hidden; padding: 0; border: 0;
  background: var(--shade); cursor: zoom-in; border-radius: 2px; }
.atelier-board .picture img { position: absolute; left: 0; top: 0; width: 100%; height: 100%; max-width: none; }
.atelier-board .picture.zoomed { cursor: zoom-out; }
.atelier-board .picture.sharp img { image-rendering: pixelated; }
.atelier-board .picture .ring { position: absolute; pointer-events: none; border: 2px solid #fff; box-shadow: 0 0 0 1.5px var(--accent); }
.atelier-board .picture .empty { position: absolute; inset: 0; display: grid; place-items: center; color: var(--soft); text-align: center; padding: 1rem; }
.atelier-board .caption { color: var(--soft); font-size: 0.85rem; margin-bottom: 0.8rem; font-variant-numeric: tabular-nums; }
.atelier-board .caption.old { color: #8a4b08; }
.atelier-board .charts { display: grid; gap: 0.4rem 1.4rem; grid-template-columns: repeat(2, minmax(0, 1fr)); }
.atelier-board .charts h3 { margin: 0.5rem 0 0; color: var(--ink); }
.atelier-board .chart { height: 260px; }
.atelier-board kbd { font: 0.85em "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace; border: 1px solid #c9c9c4; border-bottom-width: 2px; border-radius: 3px; padding: 0 0.3em; background: var(--shade); color: var(--ink); }
.atelier-board .keys { color: var(--soft); font-size: 0.85rem; margin-top: 0.9rem; }
.atelier-board .keys span { white-space: nowrap; margin-right: 1.1em; display: inline-block; }
@container (max-width: 760px) { .atelier-board .charts { grid-template-columns: minmax(0, 1fr); } }
@container (max-width: 560px) {
  .atelier-board .cards { grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 0.6rem; }
  .atelier-board .picture-bar input[type=range] { flex-basis: 100%; order: 5; }
  .atelier-board .by-run th:first-child { min-width: 8.5rem; white-space: normal; overflow-wrap: anywhere; }
  .atelier-board .chart { height: 220px; }
}
@media print {
  .atelier-board { padding: 0; font-size: 9.5pt; }
  .atelier-board.awake > section > .live { display: none; }
  .atelier-board.awake > section > .still { display: block; }
  .atelier-board h1, .atelier-board h2, .atelier-board h3 { break-after: avoid; }
  .atelier-board tr, .atelier-board figure, .atelier-board li { break-inside: avoid; }
  .atelier-board .scroll { overflow: visible; }
  .atelier-board .by-run th:first-child { min-width: 0; position: static; }
  .atelier-board .by-run td { min-width: 0; }
  .atelier-board .by-run th, .atelier-board .by-run td { padding-top: 0.15rem; padding-bottom: 0.15rem; font-size: 8pt; }
  .atelier-board .keys { display: none; }
  .atelier-board .runs li { padding: 0.25rem 0; }
  .atelier-board .strips img[width] { width: 27mm; }
  .atelier-board .still > img { max-height: 170mm; }
}
`;
