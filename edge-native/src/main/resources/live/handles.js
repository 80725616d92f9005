/** The picture as a drawing board: shapes with handles, moved by mouse, finger or keys. */
import { svg } from './dom.js';
import { addLabel, lineShape, measure, pointsText } from './overlay.js';

const REACH_PX = 22; // a thumb's target of 44
const KNOB_PX = 7;
const STEP = 0.005;
const BIG_STEP = 0.05;
const ARROWS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

const clip = (value) => Math.round(Math.min(1, Math.max(0, value)) * 10000) / 10000;
const moved = ([x, y], [dx, dy]) => [clip(x + dx), clip(y + dy)];
const percent = (value) => `${Math.round(value * 100)} %`;

/**
 * A shape is `{key, name, points, isClosed, isSelected, isWrong}`. The board changes nothing itself; it tells:
 * `select(key)`, `begin()` before a change, `change(key, points)`, `active(handle)`, `draw(points)` for a new polygon.
 */
export class Board {
  #root;
  #tell;
  #stage = { width: 1, height: 1 };
  #shapes = [];
  #drag = null;
  #sketch = null;
  #aim = [0.5, 0.5];
  active = null;

  constructor(root, tell) {
    this.#root = root;
    this.#tell = tell;
    root.addEventListener('pointerdown', (event) => this.#press(event));
    root.addEventListener('pointermove', (event) => this.#move(event));
    root.addEventListener('pointerup', (event) => this.#lift(event));
    root.addEventListener('pointercancel', () => (this.#drag = null));
    root.addEventListener('keydown', (event) => this.#key(event));
    root.addEventListener('focusin', (event) => this.#focus(event));
    new ResizeObserver(() => this.render(this.#shapes)).observe(root);
  }

  get isDrawing() {
    return this.#sketch !== null;
  }

  get sketched() {
    return this.#sketch?.length ?? 0;
  }

  beginDrawing() {
    this.#sketch = [];
    this.#aim = [0.5, 0.5];
    this.active = null;
    this.render(this.#shapes);
    this.#root.focus();
  }

  endDrawing() {
    this.#sketch = null;
    this.render(this.#shapes);
  }

  finishDrawing() {
    const points = this.#sketch;
    this.endDrawing();
    this.#tell.draw(points);
  }

  removeActiveCorner() {
    const shape = this.#shape(this.active?.key);
    if (!shape?.isClosed || shape.points.length <= 3) return;
    this.#tell.begin();
    this.#tell.change(shape.key, shape.points.toSpliced(this.active.index, 1));
    this.#setActive({ key: shape.key, index: Math.max(0, this.active.index - 1) });
    this.#focusActive();
  }

  get canRemoveCorner() {
    const shape = this.#shape(this.active?.key);
    return Boolean(shape?.isClosed && shape.points.length > 3);
  }

  #shape(key) {
    return this.#shapes.find((shape) => shape.key === key);
  }

  #setActive(handle) {
    this.active = handle;
    this.#tell.active(handle);
  }

  #at(event) {
    const { left, top, width, height } = this.#root.getBoundingClientRect();
    return [clip((event.clientX - left) / width), clip((event.clientY - top) / height)];
  }

  #press(event) {
    if (event.button !== 0) return;
    if (this.isDrawing) {
      event.preventDefault();
      return;
    }
    const handle = event.target.closest('[data-handle]');
    const shape = this.#shape(event.target.closest('[data-shape]')?.dataset.shape);
    if (handle) this.#pressHandle(event, this.#shape(handle.dataset.key), handle.dataset);
    else if (shape?.isSelected) this.#drag = { key: shape.key, whole: shape.points, from: this.#at(event) };
    else this.#tell.select(shape?.key ?? null);
    if (this.#drag) this.#root.setPointerCapture(event.pointerId);
  }

  #pressHandle(event, shape, { kind, index }) {
    event.preventDefault();
    let corner = Number(index);
    this.#drag = { key: shape.key, corner, isNew: kind === 'middle' };
    if (kind === 'middle') {
      this.#tell.begin();
      this.#drag.isBegun = true;
      corner += 1;
      this.#drag.corner = corner;
      this.#tell.change(shape.key, shape.points.toSpliced(corner, 0, this.#at(event)));
    }
    this.#setActive({ key: shape.key, index: corner });
    this.#focusActive();
  }

  #move(event) {
    if (this.isDrawing) {
      this.#aim = this.#at(event);
      this.render(this.#shapes);
      return;
    }
    if (!this.#drag) return;
    if (!this.#drag.isBegun) {
      this.#tell.begin();
      this.#drag.isBegun = true;
    }
    const { key, corner, whole, from } = this.#drag;
    const to = this.#at(event);
    if (whole) this.#tell.change(key, this.#shifted(whole, [to[0] - from[0], to[1] - from[1]]));
    else this.#tell.change(key, this.#shape(key).points.with(corner, to));
  }

  /** A shape keeps its form at the picture's edge. */
  #shifted(points, [dx, dy]) {
    const limit = (values, by) => Math.min(1 - Math.max(...values), Math.max(-Math.min(...values), by));
    const by = [limit(points.map(([x]) => x), dx), limit(points.map(([, y]) => y), dy)];
    return points.map((point) => moved(point, by));
  }

  #lift(event) {
    this.#drag = null;
    if (this.isDrawing && event.button === 0) this.#place(this.#at(event));
    else this.#focusActive();
  }

  #place(point) {
    const [first] = this.#sketch;
    const near = first && Math.hypot((point[0] - first[0]) * this.#stage.width, (point[1] - first[1]) * this.#stage.height) < REACH_PX;
    if (near && this.#sketch.length >= 3) {
      this.finishDrawing();
      return;
    }
    if (near) return; // a second tap on the same place is no corner
    this.#sketch.push(point);
    this.render(this.#shapes);
    this.#tell.active(null);
  }

  #key(event) {
    const arrow = ARROWS[event.key]?.map((sign) => sign * (event.shiftKey ? BIG_STEP : STEP));
    if (this.isDrawing) this.#keyWhileDrawing(event, arrow);
    else if (event.target.dataset?.handle) this.#keyOnHandle(event, arrow, event.target.dataset);
  }

  #keyWhileDrawing(event, arrow) {
    if (arrow) this.#aim = moved(this.#aim, event.shiftKey ? arrow : arrow.map((by) => by * 2));
    else if (event.key === 'Enter' || event.key === ' ') this.#place(this.#aim);
    else return;
    event.preventDefault();
    this.render(this.#shapes);
    this.#root.focus();
  }

  #keyOnHandle(event, arrow, { key, index, kind }) {
    const shape = this.#shape(key);
    const corner = Number(index);
    const isAdding = kind === 'middle' && (event.key === 'Enter' || event.key === ' ');
    if (arrow && kind !== 'middle') {
      this.#tell.begin();
      this.#tell.change(key, shape.points.with(corner, moved(shape.points[corner], arrow)));
    } else if (isAdding) {
      const [a, b] = [shape.points[corner], shape.points[(corner + 1) % shape.points.length]];
      this.#tell.begin();
      this.#tell.change(key, shape.points.toSpliced(corner + 1, 0, [clip((a[0] + b[0]) / 2), clip((a[1] + b[1]) / 2)]));
      this.#setActive({ key, index: corner + 1 });
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      this.removeActiveCorner();
    } else return;
    event.preventDefault();
    this.#focusActive();
  }

  #focus(event) {
    const { handle, key, index, kind } = event.target.dataset ?? {};
    if (handle && kind !== 'middle') this.#setActive({ key, index: Number(index) });
  }

  #focusActive() {
    if (!this.active) return;
    this.#root.querySelector(`[data-handle="${CSS.escape(`${this.active.key}#${this.active.index}`)}"]`)?.focus({ preventScroll: true });
  }

  #handle(shape, [x, y], index, kind, label) {
    const place = { cx: x * this.#stage.width, cy: y * this.#stage.height };
    return svg(
      'g',
      {
        class: `handle ${kind}`, tabindex: 0, role: 'button', 'aria-label': label,
        'data-handle': kind === 'middle' ? `${shape.key}+${index}` : `${shape.key}#${index}`,
        'data-key': shape.key, 'data-index': index, 'data-kind': kind,
      },
      svg('circle', { ...place, class: 'reach', r: kind === 'middle' ? REACH_PX * 0.7 : REACH_PX }),
      svg('circle', { ...place, class: 'knob', r: kind === 'middle' ? KNOB_PX * 0.65 : KNOB_PX }),
    );
  }

  #handles(shape) {
    const points = shape.points;
    const middle = (i) => points[i].map((value, axis) => (value + points[(i + 1) % points.length][axis]) / 2);
    const middles = shape.isClosed
      ? points.map((_, i) => this.#handle(shape, middle(i), i, 'middle', `Add a corner to ${shape.name} after corner ${i + 1}`))
      : [];
    const corners = points.map(([x, y], i) =>
      this.#handle(shape, [x, y], i, shape.isClosed ? 'corner' : 'end', `${shape.isClosed ? 'Corner' : 'End'} ${i + 1} of ${shape.name}, ${percent(x)} across, ${percent(y)} down`),
    );
    return [...middles, ...corners];
  }

  #addShape(shape) {
    const kind = ['zone', shape.isSelected && 'selected', shape.isWrong && 'wrong'].filter(Boolean).join(' ');
    const group = svg('g', {});
    this.#root.append(group);
    if (!shape.isClosed) {
      group.append(...lineShape(shape.points, this.#stage));
      return;
    }
    group.append(svg('polygon', { class: kind, points: pointsText(shape.points, this.#stage), 'data-shape': shape.key }));
    const [left, top] = shape.points.toSorted((a, b) => a[1] - b[1])[0];
    addLabel(group, shape.name, left * this.#stage.width, top * this.#stage.height - 8, top * this.#stage.height, this.#stage);
  }

  #addSketch() {
    const points = [...this.#sketch, this.#aim];
    const [x, y] = [this.#aim[0] * this.#stage.width, this.#aim[1] * this.#stage.height];
    this.#root.append(
      svg('polygon', { class: 'sketch', points: pointsText(points, this.#stage) }),
      ...this.#sketch.map(([cx, cy]) => svg('circle', { class: 'tip', cx: cx * this.#stage.width, cy: cy * this.#stage.height, r: 5 })),
      svg('path', { class: 'aim', d: `M${x - 12} ${y}H${x + 12}M${x} ${y - 12}V${y + 12}` }),
    );
  }

  /** Draws everything anew; the handle that has the focus keeps it. */
  render(shapes) {
    this.#shapes = shapes;
    const had = document.activeElement?.dataset?.handle;
    this.#stage = measure(this.#root);
    this.#root.classList.toggle('drawing', this.isDrawing);
    this.#root.toggleAttribute('tabindex', this.isDrawing);
    if (this.isDrawing) this.#root.setAttribute('tabindex', '0');
    this.#root.replaceChildren();
    shapes.forEach((shape) => this.#addShape(shape));
    if (this.isDrawing) this.#addSketch();
    else shapes.filter((shape) => shape.isSelected).forEach((shape) => this.#root.append(...this.#handles(shape)));
    if (had) this.#root.querySelector(`[data-handle="${CSS.escape(had)}"]`)?.focus({ preventScroll: true });
  }
}
