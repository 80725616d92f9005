const SVG = 'http://www.w3.org/2000/svg';

function build(created, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    created.setAttribute(name, value === true ? '' : value);
  }
  created.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== false));
  return created;
}

/** An HTML element; attributes that are false, null or undefined are left out, children are nodes or text. */
export function html(tag, attributes = {}, ...children) {
  return build(document.createElement(tag), attributes, children);
}

/** The same for SVG. */
export function svg(tag, attributes = {}, ...children) {
  return build(document.createElementNS(SVG, tag), attributes, children);
}

/** The element with this id; a page without it is broken, so it says which. */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no element #${id}`);
  return found;
}

/** A panel for "nothing here" and "it failed"; `retry` adds the button that tries again. */
export function panel(heading, text, retry) {
  const button = retry && html('button', { type: 'button' }, 'Try again');
  button?.addEventListener('click', retry);
  return html('div', { class: 'panel' }, html('h2', {}, heading), html('p', {}, text), button);
}

/** Changes a text only if it differs, so that a screen reader reads news and nothing else. */
export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}
