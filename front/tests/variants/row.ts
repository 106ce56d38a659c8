// One variant of a screen: what its page is opened with, and what happens on it until it is looked at.
import type { Frame } from '../../src/protocol/Frame';

export type Step =
  /** The room says this; before the page has proved who it is, it waits for that. */
  | Frame
  /** The first element of this selector is pressed: no words, for a row is shown in every language. */
  | { press: string }
  | { fill: string; with: string }
  /** The browser loses its network. */
  | { offline: true }
  /** The room closes the line for good. */
  | { close: number }
  /** What comes late, a part that is loaded by itself, has come. */
  | { see: string };

export interface Row {
  opens: string;
  /** What the browser remembers from an earlier visit. */
  remembers?: Record<string, string>;
  /** And this tab from before a reload. */
  tab?: Record<string, string>;
  /** What plain requests are answered with, by `METHOD /path`; any other finds no server. */
  serves?: Record<string, unknown>;
  steps?: Step[];
}

/** The variants of one screen, by name; there is at least the plain one. */
export type Rows = { plain: Row } & Record<string, Row>;
