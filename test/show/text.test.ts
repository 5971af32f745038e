import assert from "node:assert/strict";
import { test } from "node:test";
import { escapeHtml, escapeMarkdown, scriptJson } from "../../src/show/escape.js";
import { highlight } from "../../src/show/highlight.js";
import { firstHeading, markdownHtml } from "../../src/show/markdown.js";
import { sanitiseHtml, sanitiseSvg } from "../../src/show/sanitise.js";
import { cellText, htmlTable, markdownTable, textTable } from "../../src/show/table.js";
import { terminalText } from "../../src/show/terminalText.js";

const evil = `<script>alert("1")</script> | & 'x'`;

test("escapes leave no sign that HTML knows", () => {
  const shown = "&lt;script&gt;alert(&quot;1&quot;)&lt;/script&gt; | &amp; &#39;x&#39;";
  assert.equal(escapeHtml(evil), shown);
});

test("JSON inside a script cannot end the script", () => {
  const text = scriptJson({ name: "</script>" });
  assert.ok(!text.includes("<"));
  assert.deepEqual(JSON.parse(text), { name: "</script>" });
});

test("names with HTML, pipes and stars stand in a Markdown table as they are", () => {
  const name = "<b>a</b> | *b* `c` [d](e) _f_ &lt; #";
  const html = markdownHtml(markdownTable(["name", "x"], [[name, 1]]));
  assert.ok(html.includes(`<td>${escapeHtml(name)}</td>`), html);
  assert.equal(html.match(/<td>/g)?.length, 2);
  assert.ok(!escapeMarkdown("a\nb").includes("\n"));
});

test("a table in HTML has all columns of all rows, escaped, columns of numbers to the right", () => {
  const html = htmlTable([{ a: 1 }, { a: 2, b: evil }]);
  const [left, right] = ["left", "right"].map((side) => ` style="text-align:${side}"`);
  assert.ok(html.includes(`<th${right}>a</th><th${left}>b</th>`), html);
  assert.ok(html.includes(`<tr><td${right}>1</td><td${left}></td></tr>`), html);
  assert.ok(html.includes(`<td${left}>${escapeHtml(evil)}</td>`), html);
});

test("a table in text has straight columns", () => {
  assert.equal(
    textTable([
      { name: "a", x: 1 },
      { name: "long", x: 22 },
    ]),
    "name  x\na     1\nlong  22",
  );
});

test("numbers are shown with the digits that matter", () => {
  const shown = [3, 0.71234567, 1234.5678, 0.0002, 1.23456e-7, Number.NaN].map(cellText);
  assert.deepEqual(shown, ["3", "0.7123", "1234.6", "0.0002", "1.23e-7", "NaN"]);
});

test("HTML in Markdown is text, links that run are none, pictures from afar are named, not fetched", () => {
  const html = markdownHtml(`# T ${evil}\n\n[l](javascript:x) ![far <i>](http://a.b/c.png)`);
  assert.ok(!/<script|<img|href="javascript/i.test(html), html);
  assert.ok(html.includes("[picture: far &lt;i&gt;]"));
});

test("the title of a report is the text of the first heading", () => {
  assert.equal(firstHeading("text\n\n## gan128 `MNIST` *x*\n\n# second"), "gan128 MNIST x");
  assert.equal(firstHeading("no heading"), undefined);
});

test("HTML of outputs keeps tables, data pictures and sparklines, and loses what runs or loads", () => {
  const kept =
    '<table><tbody><tr><td style="color:red">1</td></tr></tbody></table>' +
    '<img src="data:image/png;base64,AAAA" alt="a"><svg><polyline points="0,1 2,3"></polyline></svg>' +
    '<img src="data:image/svg+xml;base64,AAAA" alt="b">';
  assert.equal(sanitiseHtml(kept), kept);
  const lost = sanitiseHtml(
    '<script>x</script><img src="http://a/b"><p onclick="x" style="background:url(http://a/b)">t</p>' +
      '<iframe src="http://a"></iframe><a href="javascript:x">l</a><style>p{}</style>' +
      '<svg><image href="data:image/svg+xml;base64,AA"></image></svg><img src="data:text/html,x">' +
      '<svg><image href="http://a/b"></image><use xlink:href="http://a/b#c"></use></svg>',
  );
  assert.ok(!/script|http|data:|onclick|iframe|<style/i.test(lost), lost);
  assert.ok(
    !/script|onload/i.test(sanitiseSvg('<svg onload="x"><script>x</script><text>t</text></svg>')),
  );
});

test("highlighted code is the same code, escaped", () => {
  const code = 'const a = "<b>"; // if (x)\nreturn `t` + 2.5;';
  const html = highlight(code);
  assert.equal(html.replace(/<[^>]*>/g, ""), escapeHtml(code));
  assert.ok(html.includes('<span class="keyword">const</span>'));
  assert.ok(html.includes('<span class="comment">// if (x)</span>'));
});

test("terminal text loses colours and overwritten lines, and is bounded", () => {
  assert.equal(terminalText("\u001b[32mstep 1\u001b[0m\rstep 2\r\nend"), "step 2\nend");
  const long = terminalText("x".repeat(1_000_000));
  assert.ok(long.length < 21_000 && long.includes("980000 characters left out"));
});
