/** The part of Observable Plot that our charts draw with: what is not named here is not sent to the reader. */
export { dot, line, link, plot, rectY, ruleY, text } from '@observablehq/plot';
