/**
 * An element with properties, attributes (`aria-...`, `data-...`), listeners (`onclick`) and children.
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, unknown>} [given]
 * @param {...Child} children shown as text where they are strings.
 * @returns {HTMLElementTagNameMap[Tag]}
 */
function make(tag, given = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(given)) {
    if (name in element) Reflect.set(element, name, value);
    else element.setAttribute(name, String(value));
  }
  element.append(...children);
  return element;
}

/**
 * The one element that a selector finds.
 * @param {Element} root
 * @param {string} selector
 * @returns {HTMLElement}
 */
function find(root, selector) {
  const found = root.querySelector(selector);
  if (!(found instanceof HTMLElement)) throw new Error(`board: expected ${selector}, got nothing`);
  return found;
}

/**
 * Two buttons or more of which one is down.
 * @template {string} Name
 * @param {string} label
 * @param {readonly (readonly [name: Name, text: string])[]} choices
 * @param {() => Name} current
 * @param {(name: Name) => void} choose
 * @returns {{ element: HTMLElement, draw: Redraw }}
 */
function oneOf(label, choices, current, choose) {
  const buttons = choices.map(([name, text]) =>
    make("button", { type: "button", "data-name": name, onclick: () => choose(name) }, text),
  );
  const element = make("span", { className: "group", role: "group" }, ...buttons);
  element.setAttribute("aria-label", label);
  const draw = () => {
    for (const button of buttons) {
      button.setAttribute("aria-pressed", String(button.dataset.name === current()));
    }
  };
  return { element, draw };
}
