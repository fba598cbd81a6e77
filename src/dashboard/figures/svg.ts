import { html, type Html } from '../views/html.ts';

/**
 * How figures are drawn: as SVG without a width of their own. Across, everything is a share of whatever width the page has, so
 * that words keep their size on a phone; down, pixels. Paths, which know no shares, are drawn in a box of 100 × 100 that is
 * stretched. No style attributes: the content security policy refuses them, and the style file has light and dark.
 */

/** A place across, `12.5%`; what is no number is drawn at the left edge. */
export const across = (share: number): string => `${Math.round((Number.isFinite(share) ? share : 0) * 100) / 100}%`;

export interface Place {
  readonly x: string;
  readonly y: string;
  readonly width: string;
  readonly height: number;
}

/** A stretched box for paths whose coordinates run from 0 to 100 on both axes, y downwards. */
export function stretched({ x, y, width, height }: Place, paths: Html): Html {
  return html`<svg x="${x}" y="${y}" width="${width}" height="${height}" viewBox="0 0 100 100" preserveAspectRatio="none">${paths}</svg>`;
}

/** Everything that the picture says stands in the page as words or a table too, so readers by ear are told its title only. */
export function figure(title: string, height: number, content: Html | readonly Html[]): Html {
  return html`<svg class="figure" role="img" aria-label="${title}" width="100%" height="${height}">${content}</svg>`;
}

/** The same with links inside: a group of things rather than one picture. */
export function figureOfLinks(title: string, height: number, content: Html | readonly Html[]): Html {
  return html`<svg class="figure" role="group" aria-label="${title}" width="100%" height="${height}">${content}</svg>`;
}

/** A picture beside figures that say the same. */
export function ornament(className: string, height: number, content: Html | readonly Html[]): Html {
  return html`<svg class="${className}" aria-hidden="true" width="100%" height="${height}">${content}</svg>`;
}
