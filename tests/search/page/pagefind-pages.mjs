// Pagefind as a site ordinarily has it: a page is a result.
import { ask } from './pagefind.mjs';

export const search = (text, count = 10) => ask(text, count);
