/** Something that a judge has found. */
export interface Finding {
  file: string;
  what: string;
}
