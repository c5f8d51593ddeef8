// Asks the engine beside it what the form or the address says, and shows the first five results.
import { search } from './engine.mjs';

const form = document.querySelector('form[role=search]'), box = document.getElementById('ket-qua');

const item = ({ address, anchor, title }) => {
  const link = Object.assign(document.createElement('a'), { href: `../${address}index.html${anchor ? `#${anchor}` : ''}`, textContent: title });
  const li = document.createElement('li');
  li.append(link);
  return li;
};

async function show(text) {
  const found = await search(text, 5);
  box.replaceChildren(...found.slice(0, 5).map(item));
  if (!found.length) box.append(Object.assign(document.createElement('li'), { textContent: 'Không tìm thấy' }));
  box.lastChild.toggleAttribute('data-nothing', !found.length);
}

form.addEventListener('submit', (event) => {
  event.preventDefault();
  show(form.elements.q.value);
});
const asked = new URLSearchParams(location.search).get('q');
if (asked) show(asked);
