/** The look of a page to play with: light and dark, from a phone up. */
export const playStyle = `
:root { color-scheme: light dark; --paper: #fbfbf9; --ink: #1c1c1c; --soft: #5d5d5a; --line: #deded8; --press: #e6eff5; --accent: #0b5c8f; }
@media (prefers-color-scheme: dark) {
  :root { --paper: #161616; --ink: #ececea; --soft: #a3a39e; --line: #343431; --press: #17384d; --accent: #6db7e6; }
}
* { box-sizing: border-box; }
body { margin: 0; background: var(--paper); color: var(--ink); font: 16px/1.5 "Helvetica Neue", Helvetica, Arial, "Liberation Sans", "DejaVu Sans", sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1rem clamp(0.9rem, 3vw, 2rem) 2rem; }
h1 { font-size: clamp(1.25rem, 4vw, 1.7rem); line-height: 1.2; letter-spacing: -0.015em; margin: 0.2rem 0; overflow-wrap: anywhere; }
header p, footer p, .hint { color: var(--soft); margin: 0 0 0.4rem; font-size: 0.9rem; }
.play { display: grid; gap: 1.2rem 2.2rem; grid-template-columns: minmax(0, 1fr); margin: 0.9rem 0 1.6rem; align-items: start; }
@media (min-width: 52rem) { .play { grid-template-columns: minmax(0, 1.15fr) minmax(20rem, 1fr); } }
figure { margin: 0; }
canvas { display: block; width: 100%; max-height: 78vh; object-fit: contain; background: #80808022; image-rendering: pixelated; }
figcaption { display: flex; justify-content: space-between; gap: 1rem; margin-top: 0.4rem; font-size: 0.9rem; color: var(--soft); font-variant-numeric: tabular-nums; }
#caption { color: var(--ink); }
.controls { display: grid; gap: 1.1rem; }
.row { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: center; }
fieldset { border: 0; border-top: 1px solid var(--line); margin: 0; padding: 0.8rem 0 0; min-width: 0; }
legend { padding: 0 0.6rem 0 0; font-weight: 600; }
button, select, input[type=number] { font: inherit; min-height: 2.75rem; padding: 0.35rem 0.95rem; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: 6px; }
button { cursor: pointer; }
button:hover { border-color: var(--accent); }
button[aria-pressed=true] { background: var(--press); border-color: var(--accent); }
button.main { background: var(--accent); border-color: var(--accent); color: var(--paper); }
input[type=number] { width: 8rem; }
.slider { display: grid; grid-template-columns: 6.6rem minmax(0, 1fr) 3rem; gap: 0.6rem; align-items: center; min-height: 2.1rem; }
.slider output { text-align: right; font-variant-numeric: tabular-nums; }
.slider small { color: var(--soft); }
input[type=range] { accent-color: var(--accent); width: 100%; margin: 0; min-height: 1.9rem; }
:is(button, select, input):focus-visible { outline: 2.5px solid var(--accent); outline-offset: 2px; }
footer { border-top: 1px solid var(--line); padding-top: 0.8rem; }
`;
