// How long networks take a text to be, near enough to write by; the server has the last word.

export function xLength(text) {
  let length = 0;
  const words = text.normalize("NFC").replace(/https?:\/\/[^\s]+/gi, () => { length += 23; return ""; });
  for (const { segment } of new Intl.Segmenter().segment(words)) {
    if (/\p{Extended_Pictographic}|\p{Regional_Indicator}/u.test(segment)) { length += 2; continue; }
    for (const letter of segment) {
      const code = letter.codePointAt(0);
      length += code <= 4351 || (code >= 8192 && code <= 8205) || (code >= 8208 && code <= 8223) || (code >= 8242 && code <= 8247) ? 1 : 2;
    }
  }
  return length;
}

/** Characters as a reader sees them. */
export function readLength(text) {
  let length = 0;
  for (const _ of new Intl.Segmenter().segment(text)) length++;
  return length;
}
