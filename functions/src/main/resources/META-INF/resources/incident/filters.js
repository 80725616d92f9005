import { html } from '../dom.js';
import { texts } from '../texts.js';

/** The state that the address asks for; an unknown one is "all". */
export function stateInAddress() {
  const state = new URLSearchParams(location.search).get('state') ?? '';
  return state in texts.incidents.filters ? state : '';
}

/** Lays out one radio button a state; `onChange(state)` after the address says it too. */
export function layOutFilters(form, onChange) {
  const chosen = stateInAddress();
  for (const [state, name] of Object.entries(texts.incidents.filters)) {
    const radio = html('input', { type: 'radio', name: 'state', value: state, checked: state === chosen });
    form.querySelector('fieldset').append(html('label', {}, radio, html('span', {}, name)));
  }
  form.addEventListener('change', (event) => {
    const state = event.target.value;
    const query = new URLSearchParams(location.search);
    query.delete('state');
    if (state) query.set('state', state);
    history.replaceState(null, '', query.size ? `/?${query}` : '/');
    onChange(state);
  });
}
