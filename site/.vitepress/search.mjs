/**
 * How the site's search reads pages and questions. A reader looks for `sts:TagSession`, for `TagSession` or for `session`: each name counts as a
 * whole and by its parts. The browser gets these functions as text, so they refer to nothing outside of themselves.
 */
export const options = {
  tokenize: (text) =>
    text.split(/[^\p{L}\p{N}:/._-]+/u).flatMap((chunk) => {
      const name = chunk.replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '');
      const words = name.split(/[^\p{L}\p{N}]+/u);
      const parts = words.flatMap((word) => word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{N}+/gu) ?? []);
      return [...new Set([name, ...words, ...parts])];
    }),
  /** Words that are in every sentence find nothing. */
  processTerm: (term) =>
    /^(an?|and|are|as|by|for|from|has|in|is|it|its|not|of|on|or|that|the|this|to|with)?$/i.test(term) ? null : term.toLowerCase(),
};

export const searchOptions = {
  // A letter or two would match the beginning of half of all words.
  prefix: (term) => term.length > 2,
  fuzzy: (term) => (term.length > 4 ? 0.2 : false),
};
