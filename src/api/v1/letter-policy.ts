/**
 * What a letter shown in a frame of the page may do: look as it will in a mail program, and nothing else. Its own styles and
 * pictures are allowed, scripts, forms and links that lead out of the frame are not, and only our page may show it.
 */
export const letterPolicy = [
  'sandbox',
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data: https:",
  "frame-ancestors 'self'",
].join('; ');
