// How long networks take a text to be, near enough to write by; the server has the last word.

// Punctuation behind a link is none of it.
const links = /https?:\/\/\S*[\p{L}\p{N}=_#/+&-]/giu;

/** As Mastodon counts: each link as 23, all else as a reader sees it. */
export function mastodonLength(text) {
  return readLength(text.replace(links, "x".repeat(23)));
}

export function xLength(text) {
  let length = 0;
  const words = text.normalize("NFC").replace(links, () => { length += 23; return ""; });
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
