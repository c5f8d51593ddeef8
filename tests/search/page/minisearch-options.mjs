// How MiniSearch reads the corpus and a query; the index and the page that asks it must agree.
import { fold } from '../fold.mjs';

export const OPTIONS = {
  fields: ['title', 'number', 'text', 'issuer', 'lead', 'due', 'other'],
  storeFields: ['address', 'anchor', 'shown'],
  processTerm: (term) => fold(term),
};

const last = (_, at, terms) => at === terms.length - 1;

/** All words, the last perhaps unfinished; then words nearly so; then some of them. */
export const TRIES = [
  { combineWith: 'AND', prefix: last },
  { combineWith: 'AND', prefix: last, fuzzy: 0.2 },
  { combineWith: 'OR', prefix: last },
].map((how) => ({ boost: { title: 2, number: 3 }, ...how }));
