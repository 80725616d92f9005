/** The sign-in form: asks the server, says what is wrong, goes on to the page that was wanted. */
import { api } from './api.js';
import { byId } from './dom.js';
import { fillTexts, texts } from './texts.js';

const form = byId('login');
const user = byId('user');
const password = byId('password');
const submit = byId('submit');

/** Only paths of this site: `//elsewhere` and `/\elsewhere` would lead away. */
function wanted() {
  const next = new URLSearchParams(location.search).get('next') ?? '/';
  const target = new URL(next, location.origin);
  return target.origin === location.origin ? target.href : '/';
}

function refuse(text, field) {
  const error = byId('login-error');
  error.textContent = text;
  error.hidden = false;
  for (const input of [user, password]) input.setAttribute('aria-invalid', 'true');
  field.focus();
}

function busy(isBusy) {
  submit.disabled = isBusy;
  submit.textContent = isBusy ? texts.login.busy : texts.login.submit;
}

async function signIn(event) {
  event.preventDefault();
  if (!user.value || !password.value) return refuse(texts.login.missing, user.value ? password : user);
  busy(true);
  try {
    if (await api.signIn(user.value.trim(), password.value)) return location.replace(wanted());
    password.value = '';
    refuse(texts.login.wrong, password);
  } catch (problem) {
    refuse(problem.isOffline ? texts.problem.offline : texts.login.refused, submit);
  }
  busy(false);
}

/**
 * The session's cookie does not come along when a link in a message is followed, so somebody who is signed in may be
 * led here too: he goes on at once.
 */
async function goOnIfSignedIn() {
  if (await api.isSignedIn().catch(() => false)) location.replace(wanted());
}

fillTexts();
form.addEventListener('submit', signIn);
if (new URLSearchParams(location.search).has('error')) {
  refuse(texts.login.wrong, user);
} else {
  user.focus();
  goOnIfSignedIn();
}
