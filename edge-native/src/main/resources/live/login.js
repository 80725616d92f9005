import { api, Problem } from './api.js';
import { byId } from './dom.js';

const form = byId('login');
const field = byId('token');
const error = byId('error');

form.addEventListener('submit', async (event) => {
  event.preventDefault();
  try {
    await api.signIn(field.value.trim());
    location.reload();
  } catch (problem) {
    if (!(problem instanceof Problem)) throw problem;
    error.textContent = problem.status === 403 ? 'This is not the token; it stands in the file that --live-token-file names.' : problem.message;
    error.hidden = false;
    field.setAttribute('aria-invalid', 'true');
    field.focus();
  }
});
