// Pagefind with a record for each task, asked without marks; several rows may lead to one plan.
import { fold } from '../fold.mjs';
import { ask } from './pagefind.mjs';

export const search = (text, count = 20) => ask(fold(text), count);
