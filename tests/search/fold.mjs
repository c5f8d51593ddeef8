// Vietnamese as typed without marks; Node and the pages of other engines read the same file.

export const fold = (text) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/đ/g, 'd');
