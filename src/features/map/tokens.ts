/** @file The page's colours for the canvas, which knows no custom properties. */
import type { Tone } from './colouring';
import type { CanvasColours, CanvasFonts } from './scene';

export interface CanvasStyle {
  readonly tone: Tone;
  readonly colours: CanvasColours;
  readonly fonts: CanvasFonts;
}

/**
 * Reads the tokens through an element whose style uses them: a custom property's own value is the
 * unresolved `light-dark(…)`, while a colour property's is what is really shown, forced colours too.
 *
 * @param tone what the document shows now
 */
export function canvasStyle(probe: HTMLElement, tone: Tone): CanvasStyle {
  const style = getComputedStyle(probe);
  return {
    tone,
    colours: {
      room: style.backgroundColor,
      disc: style.columnRuleColor,
      line: style.borderTopColor,
      ink: style.color,
      soft: style.textDecorationColor,
      amber: style.outlineColor,
      amberInk: style.caretColor,
    },
    fonts: {
      voice: style.getPropertyValue('--voice'),
      work: style.getPropertyValue('--work'),
    },
  };
}
